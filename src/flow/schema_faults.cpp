#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/text.h"
#include "flow/schema.h"
#include "rules/regex.h"

namespace gw {
namespace {

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

std::string shown(const json::value& value) {
  const std::string text = json_text(value);
  return count_code_points(text) <= 60 ? text : std::string(slice(text, 0, 60)) + "...";
}

bool fits_type(const Schema& schema, const json::value& value) {
  if (schema.types.empty()) return true;
  switch (value.kind()) {
    case json::kind::null: return schema.allows(Type::null);
    case json::kind::bool_: return schema.allows(Type::boolean);
    case json::kind::int64:
    case json::kind::uint64: return schema.allows(Type::integer);
    case json::kind::double_: return schema.allows(Type::number) || (schema.allows(Type::integer) && std::trunc(value.get_double()) == value.get_double());
    case json::kind::string: return schema.allows(Type::string);
    case json::kind::array: return schema.allows(Type::array);
    case json::kind::object: return schema.allows(Type::object);
  }
  return false;
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int out = 0;
  if (at + count > text.size()) return -1;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 0 || month < 1 || day < 1) return false;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day))).ok();
}

// RFC 3339: 2026-11-23T09:30:00Z, with a fraction and an offset.
bool is_date_time(std::string_view text) {
  if (text.size() < 20 || !is_date(text.substr(0, 10)) || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':') return false;
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  std::string_view rest = text.substr(19);
  if (rest.front() == '.') {
    const auto end = rest.find_first_not_of("0123456789", 1);
    if (end == rest.npos || end == 1) return false;
    rest = rest.substr(end);
  }
  if (rest == "Z" || rest == "z") return true;
  const int hours = digits(rest, 1, 2), minutes = digits(rest, 4, 2);
  return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':' && hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == text.npos || at != text.rfind('@') || text.size() > 254) return false;
  const std::string_view host = text.substr(at + 1);
  return text.find_first_of(" \t\r\n<>,;\"") == text.npos && host.find('.') != host.npos && !host.starts_with('.') && !host.ends_with('.');
}

bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == 0 || colon == text.npos || colon + 1 == text.size() || text.find_first_of(" \t\r\n<>\"{}|\\^`") != text.npos) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return letter(text[0]) && std::ranges::all_of(text.substr(0, colon), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; });
}

bool fits_format(std::string_view format, std::string_view text) {
  if (format == "date") return is_date(text);
  if (format == "date-time") return is_date_time(text);
  if (format == "email") return is_email(text);
  return is_uri(text);
}

Words format_wanted(std::string_view format) {
  if (format == "date") return {"must be a date like 2026-11-23", "须是日期，如 2026-11-23"};
  if (format == "date-time") return {"must be a time like 2026-11-23T09:30:00Z", "须是时间，如 2026-11-23T09:30:00Z"};
  if (format == "email") return {"must be an e-mail address", "须是电子邮件地址"};
  return {"must be an address like https://example.com", "须是网址，如 https://example.com"};
}

class Judge {
 public:
  std::vector<Unfit> found;

  void judge(const Schema& schema, const json::value& value, const std::string& path) {
    if (!fits_type(schema, value)) {
      Schema is;
      is.types = {type_of(value)};
      return say(path, {fmt::format("must be {}, not {}", in_words(schema), in_words(is)), fmt::format("须是{}，而不是{}", in_words(schema, Tongue::zh), in_words(is, Tongue::zh))});
    }
    if (schema.constant && *schema.constant != value) say(path, {fmt::format("must be {}", shown(*schema.constant)), fmt::format("须是 {}", shown(*schema.constant))});
    if (!schema.choices.empty() && std::ranges::find(schema.choices, value) == schema.choices.end()) say_choices(schema, path);
    if (value.is_string()) judge_text(schema, view(value.get_string()), path);
    if (value.is_number()) judge_number(schema, value.to_number<double>(), path);
    if (value.is_array()) judge_list(schema, value.get_array(), path);
    if (value.is_object()) judge_table(schema, value.get_object(), path);
  }

 private:
  void say(const std::string& path, Words message) {
    if (found.size() < 1000) found.push_back({path, std::move(message)});
  }

  void say_choices(const Schema& schema, const std::string& path) {
    std::vector<std::string> names;
    for (const auto& choice : schema.choices) names.push_back(shown(choice));
    say(path, {fmt::format("must be one of {}", join(names, ", ")), fmt::format("须是其中之一：{}", join(names, "、"))});
  }

  void judge_text(const Schema& schema, std::string_view text, const std::string& path) {
    const auto length = static_cast<std::int64_t>(count_code_points(text));
    if (schema.length_least && length < *schema.length_least)
      say(path, {fmt::format("must have at least {} characters, not {}", *schema.length_least, length), fmt::format("至少 {} 个字符，现为 {} 个", *schema.length_least, length)});
    if (schema.length_most && length > *schema.length_most)
      say(path, {fmt::format("must have at most {} characters, not {}", *schema.length_most, length), fmt::format("至多 {} 个字符，现为 {} 个", *schema.length_most, length)});
    if (!schema.pattern.empty() && !Regex::parse(schema.pattern).found_in(Searchable(text), Patience())) say(path, {fmt::format("must match the pattern {}", schema.pattern), fmt::format("须符合模式 {}", schema.pattern)});
    if (!schema.format.empty() && !fits_format(schema.format, text)) say(path, format_wanted(schema.format));
  }

  void judge_number(const Schema& schema, double number, const std::string& path) {
    if (schema.least && number < *schema.least) say(path, {fmt::format("must be at least {}, not {}", *schema.least, number), fmt::format("不得小于 {}，现为 {}", *schema.least, number)});
    if (schema.most && number > *schema.most) say(path, {fmt::format("must be at most {}, not {}", *schema.most, number), fmt::format("不得大于 {}，现为 {}", *schema.most, number)});
    if (schema.above && number <= *schema.above) say(path, {fmt::format("must be above {}, not {}", *schema.above, number), fmt::format("须大于 {}，现为 {}", *schema.above, number)});
    if (schema.below && number >= *schema.below) say(path, {fmt::format("must be below {}, not {}", *schema.below, number), fmt::format("须小于 {}，现为 {}", *schema.below, number)});
    if (!schema.multiple_of || *schema.multiple_of <= 0) return;
    // 0.3 is a multiple of 0.1 for people, though not in binary.
    const double times = number / *schema.multiple_of;
    if (!(std::abs(times - std::round(times)) <= 1e-9 * std::max(1.0, std::abs(times))))
      say(path, {fmt::format("must be a multiple of {}, not {}", *schema.multiple_of, number), fmt::format("须是 {} 的倍数，现为 {}", *schema.multiple_of, number)});
  }

  void judge_list(const Schema& schema, const json::array& list, const std::string& path) {
    const auto size = static_cast<std::int64_t>(list.size());
    if (schema.items_least && size < *schema.items_least) say(path, {fmt::format("must have at least {} items, not {}", *schema.items_least, size), fmt::format("至少 {} 项，现为 {} 项", *schema.items_least, size)});
    if (schema.items_most && size > *schema.items_most) return say(path, {fmt::format("must have at most {} items, not {}", *schema.items_most, size), fmt::format("至多 {} 项，现为 {} 项", *schema.items_most, size)});
    if (schema.unique && has_twice(list)) say(path, {"must not have an item twice", "不得有重复项"});
    if (schema.items.empty()) return;
    for (std::size_t i = 0; i < list.size(); ++i) judge(schema.items.front(), list[i], fmt::format("{}[{}]", path, i));
  }

  static bool has_twice(const json::array& list) {
    std::vector<std::string> texts;
    for (const auto& item : list) texts.push_back(json_text(item));
    std::ranges::sort(texts);
    return std::ranges::adjacent_find(texts) != texts.end();
  }

  void judge_table(const Schema& schema, const json::object& table, const std::string& path) {
    const auto below = [&](std::string_view name) { return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name); };
    for (const auto& name : schema.required)
      if (!table.contains(name)) say(below(name), {"is missing", "缺失"});
    for (const auto& member : table) {
      const std::string name(member.key().data(), member.key().size());
      if (const Schema* known = schema.property(name)) judge(*known, member.value(), below(name));
      else if (!schema.others.empty()) judge(schema.others.front(), member.value(), below(name));
      else if (!schema.open) say(below(name), {"is not known here", "此处没有这一项"});
    }
  }
};

}  // namespace

Type type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return Type::null;
    case json::kind::bool_: return Type::boolean;
    case json::kind::int64:
    case json::kind::uint64: return Type::integer;
    case json::kind::double_: return Type::number;
    case json::kind::string: return Type::string;
    case json::kind::array: return Type::array;
    case json::kind::object: return Type::object;
  }
  return Type::null;
}

std::vector<Unfit> faults_of(const Schema& schema, const json::value& value) {
  Judge judge;
  judge.judge(schema, value, "");
  return std::move(judge.found);
}

json::value with_defaults(const Schema& schema, json::value value) {
  if (value.is_object()) {
    auto& table = value.get_object();
    for (const auto& [name, property] : schema.properties) {
      if (auto* there = table.if_contains(name)) *there = with_defaults(property, std::move(*there));
      else if (property.standard) table[name] = *property.standard;
    }
  } else if (value.is_array() && !schema.items.empty()) {
    for (auto& item : value.get_array()) item = with_defaults(schema.items.front(), std::move(item));
  }
  return value;
}

}  // namespace gw
