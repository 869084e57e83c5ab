#include "learn/nearest.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "learn/comparable.h"

namespace gw {
namespace {

std::map<std::string, double> counts_of(std::string_view text) {
  std::map<std::string, double> out;
  for (std::string& term : words_and_bigrams_of(text)) ++out[std::move(term)];
  return out;
}

double rarity(std::size_t texts, std::size_t holding) { return 1 + std::log(static_cast<double>(1 + texts) / static_cast<double>(1 + holding)); }

}  // namespace

NearestLabels::NearestLabels(std::span<const Labelling> examples) {
  for (const Labelling& example : examples) {
    const auto number = static_cast<std::uint32_t>(labels_.size());
    for (const auto& [term, count] : counts_of(example.text)) lists_[term].push_back({number, static_cast<float>(1 + std::log(count))});
    labels_.push_back(example.label);
  }
  std::vector<double> squares(labels_.size());
  for (auto& [term, list] : lists_) {
    const double weight = rarity(labels_.size(), list.size());
    for (Posting& p : list) {
      p.weight *= static_cast<float>(weight);
      squares[p.example] += static_cast<double>(p.weight) * p.weight;
    }
  }
  for (auto& [term, list] : lists_)
    for (Posting& p : list) p.weight /= static_cast<float>(std::sqrt(squares[p.example]));
}

Voted NearestLabels::vote(std::string_view text, std::size_t neighbours) const {
  std::vector<double> similarity(labels_.size());
  double squares = 0;
  for (const auto& [term, count] : counts_of(text)) {
    const auto list = lists_.find(term);
    const double weight = (1 + std::log(count)) * rarity(labels_.size(), list == lists_.end() ? 0 : list->second.size());
    squares += weight * weight;
    if (list == lists_.end()) continue;
    for (const Posting& p : list->second) similarity[p.example] += weight * p.weight;
  }
  Voted out;
  for (std::size_t i = 0; i < similarity.size(); ++i)
    if (similarity[i] > 0) out.neighbours.push_back({i, similarity[i] / std::sqrt(squares)});
  const auto nearer = [](const Neighbour& a, const Neighbour& b) { return a.similarity != b.similarity ? a.similarity > b.similarity : a.example > b.example; };
  const std::size_t kept = std::min(neighbours, out.neighbours.size());
  std::partial_sort(out.neighbours.begin(), out.neighbours.begin() + static_cast<std::ptrdiff_t>(kept), out.neighbours.end(), nearer);
  // Not resized, which would keep room for every text that shares a term, in each of the votes that the caller keeps.
  out.neighbours = std::vector<Neighbour>(out.neighbours.begin(), out.neighbours.begin() + static_cast<std::ptrdiff_t>(kept));
  std::map<std::string, double> votes;
  double all = 0, best = 0;
  for (const Neighbour& n : out.neighbours) {
    const double sum = votes[labels_[n.example]] += n.similarity;
    all += n.similarity;
    if (sum > best) { best = sum; out.label = labels_[n.example]; }
  }
  if (all > 0) out.confidence = best / all * std::min(1.0, out.neighbours.front().similarity);
  return out;
}

}  // namespace gw
