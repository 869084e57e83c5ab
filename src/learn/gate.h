// The gate: a version goes live only when its cases hold.
//
//   refused when   a case that must never break is not right
//                  the app declares a gate and has no cases, or misses it
//                  its mean score is below the live version's on the same cases, unless the drop is shown to be within two points (learn/paired.h)
//
// With few cases hardly any drop can be shown to be small, so one case lost and none gained stops a release: the expert looks at that case, mends the
// version or the case, and releases again. What is unchanged passes, however few the cases are.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flow/words.h"
#include "learn/evaluation.h"

namespace gw {

struct Verdict {
  bool passed = false;
  std::vector<Words> reasons;            ///< why not; or what should be known though it passed
  std::optional<Comparison> comparison;  ///< with the live version
};

/// `candidate` and `live` (null: nothing is live) are of the same cases in the same order; `candidate` null: there are none.
Verdict judge(const App& app, const Evaluation* candidate, const Evaluation* live);

}  // namespace gw
