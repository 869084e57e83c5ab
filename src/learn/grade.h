// Graders: how an answer is held against the standard one. Each kind is a file in graders/ and a line in graders/kinds.def.
//
// A grader takes the expected and the actual output of a case as JSON and gives a score from 0 to 1 and whether that counts as right. It looks at
// nothing else: no model, no clock, no order of cases; the same pair gets the same grade anywhere. Text is compared as `comparable` says.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/kind.h"

namespace gw {

struct Grade {
  double score = 0;    ///< 0 to 1
  bool right = false;
};

enum class CountUnit { token, bigram };  ///< what `f1` counts of Chinese: characters, or pairs of neighbours

struct GradeOptions {
  double absolute = 0;     ///< number: right when within this of the expected
  double relative = 0;     ///< number: or within this share of it
  double right_from = -1;  ///< set, f1, contains: the score that counts as right; -1: the kind's own
  CountUnit unit = CountUnit::token;
};

struct GraderKind {
  std::string_view name;
  std::string_view sentence;      ///< when it is right
  std::string_view example;       ///< {"expected": .., "actual": ..}, which it calls right
  std::string_view counterexample;  ///< and one that it calls wrong
  /// A missing `actual` (null) is wrong, never an error. Error(invalid) when `expected` is not what this kind compares with.
  Grade (*grade)(const json::value& expected, const json::value& actual, const GradeOptions& options);
};

const std::vector<const GraderKind*>& graders();
std::vector<std::string> grader_names();
std::vector<Kind> grader_rows();  ///< of `groundwork kinds`
/// Error(not_found) naming the kinds that there are.
const GraderKind& grader(std::string_view name);

}  // namespace gw
