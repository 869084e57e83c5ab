// Which cases of an app come out right, so that what a taught answer cost the others can be named.
#pragma once
#include <string>
#include <vector>

#include "flow/runner.h"

namespace gw {

struct Held {
  std::vector<std::string> looked_at, right;  ///< ids of cases, in order
};

/// Runs the open cases that nobody may break first, then the latest, without a trace, for about three seconds; an app whose cases need a model is left alone.
/// With `only`, just these. Empty where the cases cannot be read.
Held held_cases(Runner& runner, const App& app, const std::vector<std::string>* only = nullptr);

/// Of `before` those that are not right any more.
std::vector<std::string> lost_cases(const Held& before, const Held& after);

}  // namespace gw
