#include "learn/baseline.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace gw {
namespace {

void finish(Baseline& baseline) {
  if (baseline.tested == 0) return;
  baseline.accuracy = static_cast<double>(baseline.right) / static_cast<double>(baseline.tested);
  baseline.likely = wilson(baseline.right, baseline.tested);
}

}  // namespace

std::string most_frequent(std::span<const Labelling> examples) {
  std::map<std::string, std::pair<std::int64_t, std::size_t>> met;  // label -> times, place of the last
  for (std::size_t i = 0; i < examples.size(); ++i) {
    auto& [count, last] = met[examples[i].label];
    ++count;
    last = i;
  }
  const auto best = std::max_element(met.begin(), met.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == met.end() ? "" : best->first;
}

Baselines measure_baselines(std::span<const Labelling> cases, int parts, std::size_t neighbours) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::pair(cases[a].time, a) < std::pair(cases[b].time, b); });
  std::vector<Labelling> sorted;
  for (std::size_t i : order) sorted.push_back(cases[i]);

  Baselines out;
  std::set<std::string> known;
  const std::size_t pieces = std::min(cases.size(), static_cast<std::size_t>(std::max(parts, 1)) + 1);
  for (std::size_t piece = 1; piece < pieces; ++piece) {
    const std::size_t from = cases.size() * piece / pieces, to = cases.size() * (piece + 1) / pieces;
    const std::span<const Labelling> past(sorted.data(), from);
    for (const Labelling& one : past) known.insert(one.label);
    const NearestLabels nearest(past);
    const std::string frequent = most_frequent(past);
    for (std::size_t i = from; i < to; ++i) {
      Tested tested{order[i], frequent, nearest.vote(sorted[i].text, neighbours)};
      // Places among the sorted become places among the given.
      for (Neighbour& n : tested.nearest.neighbours) n.example = order[n.example];
      // Where nothing is similar, the most frequent is the better guess.
      if (tested.nearest.label.empty()) tested.nearest.label = frequent;
      out.frequent.right += frequent == sorted[i].label;
      out.nearest.right += tested.nearest.label == sorted[i].label;
      out.unseen += !known.contains(sorted[i].label);
      out.tested.push_back(std::move(tested));
    }
  }
  out.frequent.tested = out.nearest.tested = static_cast<std::int64_t>(out.tested.size());
  for (const Labelling& one : sorted) known.insert(one.label);
  out.labels = static_cast<std::int64_t>(known.size());
  finish(out.frequent);
  finish(out.nearest);
  return out;
}

}  // namespace gw
