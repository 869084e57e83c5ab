#include "boosting.h"

#include <xgboost/c_api.h>

#include <cmath>

#include "base/error.h"
#include "base/json.h"

namespace gw::train {
namespace {

void must(int status) {
  if (status != 0) throw Error(Code::internal, std::string("XGBoost: ") + XGBGetLastError());
}

// Nodes in the order of a walk, so that children stand behind their parents.
std::uint32_t flatten(const json::object& node, std::vector<Trees::Node>& out) {
  const auto at = static_cast<std::uint32_t>(out.size());
  out.emplace_back();
  if (const json::value* leaf = node.if_contains("leaf")) {
    out[at].value = static_cast<float>(leaf->to_number<double>());
    return at;
  }
  Trees::Node made;
  made.input = std::stoi(std::string(node.at("split").as_string()).substr(1));
  made.value = static_cast<float>(node.at("split_condition").to_number<double>());
  const auto yes = node.at("yes").to_number<std::int64_t>();
  for (const json::value& child : node.at("children").as_array()) {
    const auto place = flatten(child.as_object(), out);
    (child.as_object().at("nodeid").to_number<std::int64_t>() == yes ? made.low : made.high) = place;
  }
  out[at] = made;
  return at;
}

}  // namespace

Trees fit(const Table& table, const Settings& settings, int rounds, const std::vector<std::string>& names) {
  DMatrixHandle matrix = nullptr;
  const auto rows = static_cast<bst_ulong>(table.labels.size());
  must(XGDMatrixCreateFromMat(table.values.data(), rows, table.columns, NAN, &matrix));
  must(XGDMatrixSetFloatInfo(matrix, "label", table.labels.data(), rows));
  if (!table.groups.empty()) must(XGDMatrixSetUIntInfo(matrix, "group", table.groups.data(), table.groups.size()));
  BoosterHandle booster = nullptr;
  must(XGBoosterCreate(&matrix, 1, &booster));
  for (const auto& [name, value] : settings) must(XGBoosterSetParam(booster, name.c_str(), value.c_str()));
  for (const auto& [name, value] : Settings{{"tree_method", "hist"}, {"nthread", "1"}, {"verbosity", "0"}, {"seed", "7"}, {"base_score", "0.5"}}) must(XGBoosterSetParam(booster, name.c_str(), value.c_str()));
  for (int i = 0; i < rounds; ++i) must(XGBoosterUpdateOneIter(booster, i, matrix));

  bst_ulong count = 0;
  const char** dumps = nullptr;
  must(XGBoosterDumpModelEx(booster, "", 0, "json", &count, &dumps));
  std::vector<std::vector<Trees::Node>> trees;
  for (bst_ulong i = 0; i < count; ++i) {
    trees.emplace_back();
    flatten(parse_json(dumps[i]).as_object(), trees.back());
  }
  // 0.5 is the margin that ranking starts from, and the probability (margin 0) that classifying does.
  const double base = settings.at("objective") == "binary:logistic" ? 0 : 0.5;
  Trees out = Trees::make(names, base, std::move(trees), {});

  // What the product computes must be what was fitted.
  bst_ulong size = 0;
  const float* theirs = nullptr;
  must(XGBoosterPredict(booster, matrix, 1, 0, 0, &size, &theirs));
  for (bst_ulong i = 0; i < rows; i += 97) {
    const double ours = out.sum({table.values.data() + i * table.columns, table.columns});
    if (std::abs(ours - theirs[i]) > 1e-3) throw Error(Code::internal, "The exported trees do not compute what was fitted.");
  }
  must(XGBoosterFree(booster));
  must(XGDMatrixFree(matrix));
  return out;
}

}  // namespace gw::train
