#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "rules/functions/functions.h"
#include "rules/regex.h"
#include "rules/values.h"

namespace gw {
namespace {

json::value made(std::string_view text) { return json::value(json::string_view(text.data(), text.size())); }

json::value text(const Arguments& a) { return made(written(a[0])); }

json::value len(const Arguments& a) {
  const json::value& value = a[0];
  if (value.is_null()) return 0;
  if (const auto* list = value.if_array()) return static_cast<std::int64_t>(list->size());
  if (const auto* object = value.if_object()) return static_cast<std::int64_t>(object->size());
  if (!value.is_string()) a.refuse(0, "a text, a list or an object");
  return static_cast<std::int64_t>(count_code_points(a.text(0)));
}

icu::UnicodeString utf16(std::string_view text) {
  if (text.size() > made_bytes_most) throw Error(Code::invalid, "The text is longer than 1 MB.");
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}
json::value from_utf16(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return made(out);
}
json::value lower(const Arguments& a) { return from_utf16(utf16(a.text(0)).toLower(icu::Locale::getRoot())); }
json::value upper(const Arguments& a) { return from_utf16(utf16(a.text(0)).toUpper(icu::Locale::getRoot())); }

json::value trimmed(const Arguments& a) {
  std::string_view text = a.text(0);
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size() && is_space(decode(text, at));) from = at;
  std::size_t end = from;
  for (std::size_t at = from; at < text.size();)
    if (!is_space(decode(text, at))) end = at;
  return made(text.substr(from, end - from));
}

json::value contains(const Arguments& a) {
  if (const auto* list = a[0].if_array()) {
    for (const auto& item : *list)
      if (same_value(item, a[1])) return true;
    return false;
  }
  if (a[0].is_null()) return false;
  return a.text(0).find(a.text(1)) != std::string_view::npos;
}
json::value starts(const Arguments& a) { return !a[0].is_null() && a.text(0).starts_with(a.text(1)); }
json::value ends(const Arguments& a) { return !a[0].is_null() && a.text(0).ends_with(a.text(1)); }

json::value matches(const Arguments& a) {
  const Regex regex = Regex::parse(a.text(1));
  if (a[0].is_null()) return false;
  return regex.found_in(Searchable(a.text(0)), Patience());
}

json::value extract(const Arguments& a) {
  const Regex regex = Regex::parse(a.text(1));
  if (a[0].is_null()) return nullptr;
  const Searchable text(a.text(0));
  const auto found = regex.matches(text, Patience(), 1);
  if (found.empty()) return nullptr;
  const TextPlace place = found[0].groups.empty() ? found[0].whole : found[0].groups[0].value_or(TextPlace{});
  return made(slice(text.text(), place.start, place.end));
}

json::value replace(const Arguments& a) {
  const std::string_view text = a.text(0), part = a.text(1), by = a.text(2);
  if (part.empty()) return made(text);
  std::string out;
  std::size_t from = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, from)) {
    append_bounded(out, text.substr(from, at - from));
    append_bounded(out, by);
    from = at + part.size();
  }
  append_bounded(out, text.substr(from));
  return made(out);
}

json::value split(const Arguments& a) {
  const std::string_view text = a.text(0), separator = a.text(1);
  if (separator.empty()) a.refuse(1, "a text that is not empty");
  json::array out;
  std::size_t from = 0;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator, from)) {
    append_bounded(out, made(text.substr(from, at - from)));
    from = at + separator.size();
  }
  append_bounded(out, made(text.substr(from)));
  return out;
}

json::value join(const Arguments& a) {
  const std::string_view separator = a.size() > 1 ? a.text(1) : ", ";
  std::string out;
  bool first = true;
  for (const auto& item : a.list(0)) {
    if (!first) append_bounded(out, separator);
    append_bounded(out, written(item));
    first = false;
  }
  return made(out);
}

json::value sliced(const Arguments& a) {
  const std::string_view text = a.text(0);
  const auto length = static_cast<std::int64_t>(count_code_points(text));
  const auto place = [&](std::int64_t at) { return static_cast<std::size_t>(std::clamp<std::int64_t>(at < 0 ? at + length : at, 0, length)); };
  return made(slice(text, place(a.whole(1)), a.size() > 2 ? place(a.whole(2)) : static_cast<std::size_t>(length)));
}

constexpr auto rows = std::to_array<FunctionKind>({
    {"text", "the value as it is written into a text", R"(text(2.50) -> "2.5")", 1, 1, text},
    {"len", "the number of characters of a text, of items of a list, of members of an object", R"(len("合同") -> 2)", 1, 1, len},
    {"lower", "the text in small letters", R"(lower("ABC") -> "abc")", 1, 1, lower},
    {"upper", "the text in capital letters", R"(upper("abc") -> "ABC")", 1, 1, upper},
    {"trim", "the text without white space at its ends", R"(trim("  a b　") -> "a b")", 1, 1, trimmed},
    {"contains", "whether a text holds another, or a list an item", R"(contains("甲方乙方", "乙方") -> true)", 2, 2, contains},
    {"starts", "whether a text begins with another", R"(starts("ERR-1042", "ERR") -> true)", 2, 2, starts},
    {"ends", "whether a text ends with another", R"(ends("a.pdf", ".pdf") -> true)", 2, 2, ends},
    {"matches", "whether a place in the text fits the pattern; ^ and $ are its ends", R"(matches("ERR-1042", "^[A-Z]+-[0-9]+$") -> true)", 2, 2, matches},
    {"extract", "the first place that fits the pattern, or its first group; null without one", R"x(extract("Order 77, urgent", "Order ([0-9]+)") -> "77")x", 2, 2, extract},
    {"replace", "the text with one part replaced by another, everywhere", R"(replace("a-b-c", "-", "/") -> "a/b/c")", 3, 3, replace},
    {"split", "the pieces of a text between the separators", R"(split("a,b", ",") -> ["a","b"])", 2, 2, split},
    {"join", "the items as one text with a separator (a comma) between them", R"(join(["甲", "乙"], "、") -> "甲、乙")", 1, 2, join},
    {"slice", "the characters from one position to before another; negative ones count from the end", R"(slice("GB/T 22239", 0, 4) -> "GB/T")", 2, 3, sliced},
});

}  // namespace

std::span<const FunctionKind> text_functions() { return rows; }

}  // namespace gw
