// What the numbers of a row look for: the terms, units and marks of one question, numbered and weighed.
#pragma once
#include <bitset>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "answer/question.h"

namespace gw {

constexpr std::size_t sought_most = 128;
/// Which terms of the question a text holds.
using Mask = std::bitset<sought_most>;

struct Sought {
  explicit Sought(const Question& question);

  static constexpr std::int16_t none = -1;
  std::int16_t term(std::uint64_t key) const;  ///< which term of the question it is, or none
  std::int16_t unit(std::uint64_t key) const;  ///< which distinct unit of the question it is, or none

  const Question& question;  ///< outlives this
  std::vector<double> weights, squares;      ///< of each term
  std::vector<double> unit_weights;          ///< of each distinct unit
  std::vector<std::int16_t> question_units;  ///< of each unit of the question, in order: which distinct unit it is, or none
  double total = 0, total_squares = 0, heaviest = 0, unit_total = 0, sequence_total = 0;
  std::unordered_set<std::uint64_t> marks;                               ///< keys of all marks
  std::vector<std::uint64_t> numbers, names, quotes, identifiers;        ///< distinct keys that an answer, or its passage, should bear

 private:
  std::unordered_map<std::uint64_t, std::int16_t> terms_, units_;
};

/// The weight of the terms in `mask`, and the heaviest term that is not in it.
double weight_of(const Mask& mask, const std::vector<double>& weights);
double heaviest_missing(const Mask& mask, const std::vector<double>& weights);

}  // namespace gw
