// The numbers by which candidates are compared: what the ranker and the confidence see.
//
// Every number is free of the size of the collection as far as it can be (shares, differences, logarithms), so that one model serves all.
#pragma once
#include <string>
#include <vector>

#include "answer/evidence.h"
#include "answer/question.h"

namespace gw {

struct Features {
  std::vector<std::vector<float>> rows;  ///< one a candidate, in their order
  struct Missing { std::size_t term = 0; double weight = 0; };
  std::vector<std::vector<Missing>> missing;  ///< per passage: terms of the question that its document (as far as it was read) does not hold, heaviest first
};

/// The names of the numbers of a row, in order.
const std::vector<std::string>& feature_names();

/// Thread-safe. `passages` in the order of the search.
Features features_of(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates);

}  // namespace gw
