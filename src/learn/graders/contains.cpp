// What must be said stands in it.
#include "base/error.h"
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  std::vector<std::string> wanted;
  if (expected.is_array())
    for (const json::value& part : expected.get_array()) wanted.push_back(comparable(text_of(part)));
  else wanted.push_back(comparable(text_of(expected)));
  if (wanted.empty()) throw Error(Code::invalid, "The grader `contains` expects a text, or a list of texts.");
  const std::string given = comparable(text_of(actual));
  double found = 0;
  for (const std::string& part : wanted) {
    if (part.empty()) throw Error(Code::invalid, "The grader `contains` expects texts with a letter or digit in them.");
    found += holds(given, part);
  }
  return graded(found / static_cast<double>(wanted.size()), options, 1);
}

}  // namespace

extern const GraderKind contains_grader;
const GraderKind contains_grader{"contains", "right when the expected text, or each of several, stands in it; numbers are not cut (5 is not in 15)",
                                 R"({"expected": ["120 EUR", "per night"], "actual": "At most 120 eur per night."})", R"({"expected": "20 EUR", "actual": "At most 120 EUR."})", grade};

}  // namespace gw
