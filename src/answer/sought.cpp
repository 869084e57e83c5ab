#include "answer/sought.h"

#include <algorithm>

namespace gw {
namespace {

std::int16_t number_of(const std::unordered_map<std::uint64_t, std::int16_t>& numbers, std::uint64_t key) {
  const auto known = numbers.find(key);
  return known == numbers.end() ? Sought::none : known->second;
}

}  // namespace

Sought::Sought(const Question& asked) : question(asked) {
  for (std::size_t i = 0; i < question.terms.size(); ++i) {
    terms_.insert({question.terms[i].key, static_cast<std::int16_t>(i)});
    weights.push_back(question.terms[i].weight);
    squares.push_back(question.terms[i].weight * question.terms[i].weight);
    total += weights.back();
    total_squares += squares.back();
    heaviest = std::max(heaviest, weights.back());
  }
  for (std::size_t i = 0; i < question.units.size(); ++i) {
    std::int16_t id = unit(question.units[i].key);
    if (id == none && unit_weights.size() < sought_most) {
      id = static_cast<std::int16_t>(unit_weights.size());
      units_.insert({question.units[i].key, id});
      unit_weights.push_back(0);
    }
    question_units.push_back(id);
    if (id != none) unit_weights[static_cast<std::size_t>(id)] = std::max<double>(unit_weights[static_cast<std::size_t>(id)], question.unit_weights[i]);
  }
  for (double w : unit_weights) unit_total += w;
  for (std::size_t i = 0; i < question.unit_weights.size(); ++i) sequence_total += question.unit_weights[i];
  for (const Mark& mark : question.marks) {
    marks.insert(mark.key);
    switch (mark.kind) {
      case MarkKind::number: case MarkKind::date: numbers.push_back(mark.key); break;
      case MarkKind::name: if (mark.unit == 0) names.push_back(mark.key); break;
      case MarkKind::quoted: quotes.push_back(mark.key); break;
      case MarkKind::identifier: identifiers.push_back(mark.key); break;
      default: break;
    }
  }
  for (auto* keys : {&numbers, &names, &quotes, &identifiers}) {
    std::sort(keys->begin(), keys->end());
    keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
  }
}

std::int16_t Sought::term(std::uint64_t key) const { return number_of(terms_, key); }
std::int16_t Sought::unit(std::uint64_t key) const { return number_of(units_, key); }

double weight_of(const Mask& mask, const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (mask[i]) sum += weights[i];
  return sum;
}

double heaviest_missing(const Mask& mask, const std::vector<double>& weights) {
  double most = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!mask[i]) most = std::max(most, weights[i]);
  return most;
}

}  // namespace gw
