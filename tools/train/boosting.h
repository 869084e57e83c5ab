// Boosted trees fitted by XGBoost, handed over as the product's own Trees.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "model/small/trees.h"

namespace gw::train {

struct Table {
  std::size_t columns = 0;
  std::vector<float> values;            ///< row by row
  std::vector<float> labels;
  std::vector<unsigned> groups;         ///< sizes of the groups that are ranked; empty: none
  void put(const std::vector<float>& row, float label) {
    values.insert(values.end(), row.begin(), row.end());
    labels.push_back(label);
  }
};

using Settings = std::map<std::string, std::string>;

/// Deterministic for equal inputs. `names` are the inputs of the model, one a column.
Trees fit(const Table& table, const Settings& settings, int rounds, const std::vector<std::string>& names);

}  // namespace gw::train
