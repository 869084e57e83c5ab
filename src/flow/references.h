// What the expressions of an app may read at each point of it, and whether they do: the inputs, the steps before, and what each step gives.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "flow/entry.h"
#include "flow/paths.h"
#include "flow/schema.h"

namespace gw {

/// The names in reach at one point. `root` is a closed object: inputs, steps, run, and item and index within an `each`.
struct Reach {
  Schema root;
  std::string step;                ///< the id of the step that reads, "" outside of steps
  std::vector<std::string> later;  ///< ids of steps that come after this point

  void add(std::string_view name, Schema schema);        ///< a root name
  void add_step(std::string_view id, Schema result);     ///< from here on in reach
  void forget_steps();                                   ///< nothing is known of them: any may be there
};

/// With `inputs` and `run`, no step yet.
Reach reach_of(Schema inputs);

/// No file needs more said about it; finding the place of each would cost its square.
constexpr std::size_t problems_most = 1000;

/// Holds the ${...} of one scalar against what is in reach; syntax and each path are named at their own place in `file`. What the text gives: the
/// schema of a path that stands alone, a string for mixed text, anything else any.
Schema check_formula(std::string_view file, const Yaml& scalar, const Reach& reach, std::vector<Problem>& problems);

/// Whether a value of `given` may ever be what the entry takes; else the problem, at the scalar.
void check_taken(const Entry& entry, const Yaml& scalar, const Schema& given, std::vector<Problem>& problems);

/// Whether some value fits both, nothing (null) aside.
bool may_meet(const Schema& wanted, const Schema& given);

}  // namespace gw
