// A model of trees tied to the names of its inputs, and the two that are built in.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/small/trees.h"

namespace gw {

class Scorer {
 public:
  /// Error(invalid) when the model wants an input that `names` does not have.
  Scorer(Trees trees, const std::vector<std::string>& names);
  /// `row` has a value for each of the names given.
  double result(const std::vector<float>& row) const;

 private:
  Trees trees_;
  std::vector<std::size_t> columns_;
};

const Scorer& shipped_ranker();      ///< over feature_names(): higher is better, among the candidates of one question
const Scorer& shipped_confidence();  ///< over confidence_names(): how likely the best candidate is right, 0..1

}  // namespace gw
