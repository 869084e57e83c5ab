#include "answer/scorer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "answer/confidence.h"
#include "answer/features.h"
#include "base/error.h"

namespace gw {
namespace {

// Written by tools/train; each file is one raw string.
constexpr std::string_view ranker_text =
#include "answer/weights/ranker.trees"
    ;
constexpr std::string_view confidence_text =
#include "answer/weights/confidence.trees"
    ;

}  // namespace

Scorer::Scorer(Trees trees, const std::vector<std::string>& names) : trees_(std::move(trees)) {
  for (const std::string& input : trees_.inputs()) {
    const auto at = std::find(names.begin(), names.end(), input);
    if (at == names.end()) throw Error(Code::invalid, fmt::format("The model wants an input that there is not: {}.", input));
    columns_.push_back(static_cast<std::size_t>(at - names.begin()));
  }
}

double Scorer::result(const std::vector<float>& row) const {
  thread_local std::vector<float> values;
  values.clear();
  for (std::size_t column : columns_) values.push_back(row.at(column));
  return trees_.result(values);
}

const Scorer& shipped_ranker() {
  static const Scorer scorer(Trees::parse(ranker_text), feature_names());
  return scorer;
}

const Scorer& shipped_confidence() {
  static const Scorer scorer(Trees::parse(confidence_text), confidence_names());
  return scorer;
}

}  // namespace gw
