// The gate: a version goes live only when its cases hold.
//
//   refused when   a case that must never break is not right
//                  the app declares a gate and has no cases, or misses it
//                  such a case, added by an expert, does not fit the version's inputs and outputs any more
//                  its mean score is below the live version's on the same cases, unless the drop is shown to be within two points (learn/paired.h)
//                  it answers more cases wrong than the live version, likewise, and the app does not say with `wrong_at_most` how many may be
//
// With few cases hardly any drop can be shown to be small, so one case lost and none gained stops a release: the expert looks at that case, mends the
// version or the case, and releases again. What is unchanged passes, however few the cases are.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "flow/words.h"
#include "learn/cases.h"
#include "learn/evaluation.h"

namespace gw {

struct Verdict {
  bool passed = false;
  std::vector<Words> reasons;            ///< why not; or what should be known though it passed
  std::optional<Comparison> comparison;  ///< with the live version
};

/// `candidate` and `live` (null: nothing is live) are of the same cases in the same order; `candidate` null: there are none. `unfit` are those that could not be run.
Verdict judge(const App& app, const Evaluation* candidate, const Evaluation* live, std::span<const UnfitCase> unfit = {});

}  // namespace gw
