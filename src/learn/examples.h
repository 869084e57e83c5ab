// What a small model of an app learns from: past records of the file that it names, and the app's cases. Sealed cases are no examples, ever.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "flow/app.h"
#include "learn/case.h"
#include "store/store.h"

namespace gw {

struct Example {
  json::object inputs;               ///< by the model's names
  std::string label;
  std::optional<std::int64_t> time;  ///< seconds since 1970; all have one where `in_time`
  std::vector<std::string> reviewers, traces;
};

struct Examples {
  std::vector<Example> all;     ///< in the order of time where nine in ten have one (the others count as the oldest), else as they stand
  bool in_time = false;
  std::int64_t unlabelled = 0;  ///< records that do not say what was decided
};

/// The app's cases that say something that the model learns. With `from` those that people added to the store, else all open ones.
std::vector<Case> cases_to_learn(const Store& store, const App& app, const ModelPlan& plan);

/// For models of labels and people. With `from`: the records of that file, then the cases that people added to the store (not those of the case file, which
/// measure the app); a case of long after the last record is dated a day after it. Without: all open cases. Error(invalid) naming a column that is not there.
Examples examples_of(const Store& store, const App& app, const ModelPlan& plan);

/// What a person said of one clause in a text.
struct ClauseVerdict {
  std::string clause, label;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> evidence;  ///< code points of the text
};
struct CorrectedText {
  std::string text;
  std::vector<ClauseVerdict> verdicts;
};
/// For models of clauses: records (and cases, as above) whose text comes with `clauses: {id: {label, quote | start, end | evidence: [{quote | start, end}]}}`,
/// or whose expected outputs do. A quote stands for its first place in the text; one that is not there is Error(invalid).
std::vector<CorrectedText> corrected_texts(const Store& store, const App& app, const ModelPlan& plan);

}  // namespace gw
