// Which column of a table could be what is decided: guessed from names and places, then tried, because a name promises nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "learn/columns.h"
#include "learn/train.h"

namespace gw {

/// A column that was tried as the target, quickly: on the latest records alone.
struct Tried {
  std::size_t column = 0;
  TrainReport measured;
  bool told = false;  ///< another column alone gives it away, so it is filled in with that one or after it
  bool signal() const;   ///< the model, or what similar records say, beats always saying the most frequent
  double reached() const;  ///< the share that the better of these two gets right
};

/// At most five columns with few values, the likeliest by name first: who took it, then what was decided, later columns before earlier ones.
std::vector<std::size_t> likely_targets(const std::vector<Column>& columns, const std::vector<std::string>& without);

/// The one to take of those that were tried; they are in the order of likely_targets, and there is one at least. Of those with a signal that no other column gives away the
/// one that is told best, a telling name counting as well; without such one the first with a signal, else the first.
std::size_t best_of(const std::vector<Tried>& tried, const std::vector<Column>& columns);

/// Values of a column and what was decided: whether the value alone gives it away. False where values hardly repeat or there is next to nothing to decide.
bool gives_away(const std::vector<std::pair<std::string, std::string>>& value_and_label);

}  // namespace gw
