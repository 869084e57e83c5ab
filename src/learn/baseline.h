// What an application must beat to be worth anything: always the most frequent label, and the label of the nearest past texts.
//
// Tested in time order: the cases, sorted by time, are cut into `parts` + 1 pieces; each piece but the first is predicted from all before it. So no
// case is judged by what came after it, and a label that is new counts as wrong, as it would have been.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "learn/binomial.h"
#include "learn/nearest.h"

namespace gw {

struct Baseline {
  std::int64_t right = 0, tested = 0;
  double accuracy = 0;     ///< 0 when nothing was tested
  Interval likely;         ///< Wilson's, 95 %
};

struct Tested {
  std::size_t example = 0;  ///< number of the case as given
  std::string frequent;     ///< what each predicted
  Voted nearest;
};

struct Baselines {
  Baseline frequent, nearest;
  std::int64_t labels = 0;      ///< different ones
  std::int64_t unseen = 0;      ///< tested cases whose label had not been met before: no baseline can get them right
  std::vector<Tested> tested;   ///< in time order
};

/// Fewer cases than pieces leave fewer pieces; with one case or none nothing is tested. Cases of the same time keep their order.
Baselines measure_baselines(std::span<const Labelling> cases, int parts = 5, std::size_t neighbours = 5);

/// The label that is met most often, of equals the one met last; "" without examples.
std::string most_frequent(std::span<const Labelling> examples);

}  // namespace gw
