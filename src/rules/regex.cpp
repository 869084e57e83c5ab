#include "rules/regex.h"

#include <fmt/format.h>
#include <unicode/regex.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t pattern_characters_most = 1'000;
constexpr std::int32_t stack_bytes_most = 4 << 20;

icu::UnicodeString utf16(std::string_view text) { return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))); }

// What ICU asks while it works. Reading the clock is a system call, so at the starts of a search only every 16th asks.
struct Watch {
  const Patience& patience;
  mutable std::uint32_t starts = 0;

  static UBool goes_on(const void* watch, std::int32_t) { return !static_cast<const Watch*>(watch)->patience.over(); }
  static UBool goes_on_searching(const void* context, std::int64_t) {
    const auto* watch = static_cast<const Watch*>(context);
    return ++watch->starts % 16 != 0 || !watch->patience.over();
  }
};

std::string_view fault_in_words(UErrorCode code) {
  switch (code) {
    case U_REGEX_MISMATCHED_PAREN: return "a bracket ( ) is open or closed too often";
    case U_REGEX_MISSING_CLOSE_BRACKET: return "a bracket [ is not closed";
    case U_REGEX_BAD_ESCAPE_SEQUENCE: return "\\ stands before a letter that means nothing";
    case U_REGEX_BAD_INTERVAL: return "{ } holds no numbers, as in {2,5}";
    case U_REGEX_MAX_LT_MIN: return "in {m,n} the second number is smaller";
    case U_REGEX_NUMBER_TOO_BIG: return "a number is too large";
    case U_REGEX_INVALID_BACK_REF: return "it goes back to a group that does not exist";
    case U_REGEX_LOOK_BEHIND_LIMIT: return "what stands in (?<= ) must have a limited length";
    case U_REGEX_PROPERTY_SYNTAX: return "a class of characters is wrong";
    default: return "something stands where it cannot";
  }
}

// Counts code points from a known place on; matches come in order, so a text is counted once.
class Counter {
 public:
  explicit Counter(const icu::UnicodeString& text) : text_(text) {}
  std::uint32_t at(std::int32_t unit) {
    if (unit < unit_) { unit_ = 0; points_ = 0; }
    points_ += static_cast<std::uint32_t>(text_.countChar32(unit_, unit - unit_));
    unit_ = unit;
    return points_;
  }

 private:
  const icu::UnicodeString& text_;
  std::int32_t unit_ = 0;
  std::uint32_t points_ = 0;
};

TextPlace place_from(Counter counter, std::int32_t from, std::int32_t to) {
  const std::uint32_t start = counter.at(from);
  return {start, counter.at(to)};
}

Regex::Match match_of(const icu::RegexMatcher& matcher, Counter& counter) {
  UErrorCode status = U_ZERO_ERROR;
  counter.at(matcher.start(status));
  Regex::Match match{.whole = place_from(counter, matcher.start(status), matcher.end(status))};
  for (std::int32_t i = 1; i <= matcher.groupCount(); ++i) {
    const std::int32_t from = matcher.start(i, status);
    if (from < 0) match.groups.emplace_back();
    else match.groups.emplace_back(place_from(counter, from, matcher.end(i, status)));
  }
  return match;
}

}  // namespace

struct Searchable::Inside {
  icu::UnicodeString text;
};
Searchable::Searchable(std::string_view text) : text_(text), inside_(new Inside{utf16(text)}) {}
Searchable::~Searchable() = default;
Searchable::Searchable(Searchable&&) noexcept = default;

struct Regex::Inside {
  std::string pattern;
  std::unique_ptr<const icu::RegexPattern> compiled;
};

Regex Regex::parse(std::string_view pattern, bool ignore_case) {
  if (count_code_points(pattern) > pattern_characters_most) throw Error(Code::invalid, "The pattern has more than 1,000 characters.");
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const icu::UnicodeString source = utf16(pattern);
  std::unique_ptr<const icu::RegexPattern> compiled(icu::RegexPattern::compile(source, ignore_case ? UREGEX_CASE_INSENSITIVE : 0, where, status));
  if (U_FAILURE(status)) {
    std::string before;
    if (where.offset > 0) source.tempSubString(0, std::min(where.offset, source.length())).toUTF8String(before);
    throw Error(Code::invalid, fmt::format("The pattern \"{}\" cannot be read: {}, behind \"{}\".", pattern, fault_in_words(status), before), u_errorName(status));
  }
  Regex out;
  out.inside_ = std::make_shared<const Inside>(std::string(pattern), std::move(compiled));
  return out;
}

const std::string& Regex::pattern() const { return inside_->pattern; }

std::vector<Regex::Match> Regex::matches(const Searchable& text, const Patience& patience, std::size_t most) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(inside_->compiled->matcher(text.inside_->text, status));
  if (U_FAILURE(status)) throw Error(Code::internal, "The pattern could not be used.", u_errorName(status));
  const Watch watch{patience};
  matcher->setMatchCallback(Watch::goes_on, &watch, status);
  matcher->setFindProgressCallback(Watch::goes_on_searching, &watch, status);
  matcher->setStackLimit(stack_bytes_most, status);
  std::vector<Match> out;
  Counter counter(text.inside_->text);
  while (out.size() < most && matcher->find(status)) {
    out.push_back(match_of(*matcher, counter));
    if (out.size() % 16 == 0) patience.check();
  }
  if (U_FAILURE(status)) throw Error(Code::timeout, fmt::format("The pattern \"{}\" takes too long on this text.", pattern()), u_errorName(status));
  return out;
}

}  // namespace gw
