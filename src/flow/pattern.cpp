#include "flow/pattern.h"

#include <fmt/format.h>
#include <unicode/regex.h>

#include <memory>

#include "base/error.h"

namespace gw {
namespace {

// ICU counts in steps of about a millisecond.
constexpr int32_t steps_most = 200;

icu::UnicodeString wide(std::string_view text) { return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))); }

std::unique_ptr<icu::RegexPattern> compile(std::string_view pattern, std::string& fault) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  std::unique_ptr<icu::RegexPattern> out(icu::RegexPattern::compile(wide(pattern), 0, place, status));
  if (U_SUCCESS(status)) return out;
  std::string_view what = u_errorName(status);
  if (status == U_REGEX_MISMATCHED_PAREN) what = "a bracket ( ) is not closed or not opened";
  else if (status == U_REGEX_MISSING_CLOSE_BRACKET) what = "a [ is not closed";
  else if (status == U_REGEX_RULE_SYNTAX) what = "a sign stands where none may";
  else if (status == U_REGEX_BAD_ESCAPE_SEQUENCE) what = "there is no such escape; write \\\\ for a backslash";
  else if (status == U_REGEX_MAX_LT_MIN) what = "in {a,b} a must not be above b";
  fault = place.offset > 0 ? fmt::format("{} (at character {})", what, place.offset) : std::string(what);
  return nullptr;
}

}  // namespace

std::string fault_of_pattern(std::string_view pattern) {
  std::string fault;
  compile(pattern, fault);
  return fault;
}

bool pattern_found(std::string_view pattern, std::string_view text) {
  std::string fault;
  const auto compiled = compile(pattern, fault);
  if (!compiled) throw Error(Code::invalid, fmt::format("The pattern \"{}\" is no regular expression: {}.", pattern, fault));
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString within = wide(text);
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled->matcher(within, status));
  if (U_FAILURE(status)) throw Error(Code::internal, "The pattern could not be searched for.", u_errorName(status));
  matcher->setTimeLimit(steps_most, status);
  const bool found = matcher->find(status);
  if (U_FAILURE(status)) throw Error(Code::timeout, fmt::format("Looking for the pattern \"{}\" takes too long; write it so that it cannot match in many ways.", pattern));
  return found;
}

}  // namespace gw
