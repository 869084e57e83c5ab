// How much of the wording is shared.
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  if (actual.is_null()) return {};
  const auto cut = options.unit == CountUnit::token ? tokens_of : words_and_bigrams_of;
  return graded(f1_of(cut(text_of(expected)), cut(text_of(actual))), options, 0.8);
}

}  // namespace

extern const GraderKind f1_grader;
const GraderKind f1_grader{"f1", "scores F1 over words, Chinese by characters (or bigrams); right from 0.8, or from `right_from`", R"({"expected": "每年十五天年假", "actual": "年假每年十五天"})",
                           R"({"expected": "the pump must be stopped", "actual": "the valve may be opened"})", grade};

}  // namespace gw
