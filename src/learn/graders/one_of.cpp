// Any one of several accepted answers.
#include "base/error.h"
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions&) {
  if (!expected.is_array() || expected.get_array().empty()) throw Error(Code::invalid, "The grader `one_of` expects a list of accepted answers.");
  const std::string given = comparable(text_of(actual));
  for (const json::value& accepted : expected.get_array())
    if (const std::string wanted = comparable(text_of(accepted)); !wanted.empty() && wanted == given) return {1, true};
  return {};
}

}  // namespace

extern const GraderKind one_of_grader;
const GraderKind one_of_grader{"one_of", "right when it equals one of the accepted answers but for spaces, punctuation, case and width", R"({"expected": ["采购部", "Purchasing"], "actual": "purchasing"})",
                               R"({"expected": ["采购部", "Purchasing"], "actual": "采购部和财务部"})", grade};

}  // namespace gw
