// The best candidate of what was gathered, how sure that is, and what speaks against quoting it.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answer/gather.h"
#include "answer/rephrase.h"

namespace gw {

/// What forbids an answer however well the words fit. A veto caps the confidence at `vetoed_confidence`.
enum class Veto { none, number, conflict };
constexpr double vetoed_confidence = 0.05;
/// At least so sure is an answer by look-up: the one table row that opens with the code that the question names.
constexpr double looked_up_confidence = 0.8;
/// The one table row about what the question names, whose headings say most of the rest.
constexpr double row_confidence = 0.7;
/// Below it the best candidate is hardly an answer, and another one that says otherwise contradicts nothing.
constexpr double worth_contradicting = 0.4;

struct Judgement {
  std::size_t best = 0;                   ///< candidate to quote; of no meaning when there is none
  std::vector<float> scores;              ///< of all candidates, by the ranker
  double confidence = 0;
  Veto veto = Veto::none;
  std::string said;                       ///< number: the number of the question that the passage lacks
  std::optional<std::size_t> other;       ///< conflict: the passage that says otherwise; between curated answers: the pair
  std::optional<std::size_t> pair;        ///< the curated pair that asks the same, and answers instead of `best`
};

/// Thread-safe.
Judgement judge(const Gathered& gathered);

}  // namespace gw
