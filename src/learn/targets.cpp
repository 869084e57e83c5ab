#include "learn/targets.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::size_t tried_most = 5;
constexpr double telling_from = 0.98, telling_unless = 0.9;
// What a telling name is worth beside the share of the undecided that the model decides.
constexpr double person_counts = 0.3, decision_counts = 0.15, place_costs = 0.3, later_counts = 0.1;

double by_name(const std::vector<Column>& columns, std::size_t i) {
  const std::string& name = columns[i].name;
  return (names_a_person(name) ? 4 : names_a_decision(name) ? 3 : 0) - (names_a_place(name) ? 1 : 0) + static_cast<double>(i) / static_cast<double>(columns.size());
}

double standing(const Tried& one, const std::vector<Column>& columns) {
  const double trivial = one.measured.frequent.accuracy(), gained = (one.reached() - trivial) / std::max(0.01, 1 - trivial);
  const std::string& name = columns[one.column].name;
  return gained + (names_a_person(name) ? person_counts : names_a_decision(name) ? decision_counts : 0) - (names_a_place(name) ? place_costs : 0) +
         later_counts * static_cast<double>(one.column) / static_cast<double>(columns.size());
}

}  // namespace

bool Tried::signal() const {
  return measured.beats_baseline || (measured.nearest.right > measured.frequent.right && wilson(measured.nearest.right, measured.nearest.tested).low > measured.frequent.accuracy());
}

double Tried::reached() const { return std::max(measured.first.accuracy(), measured.nearest.accuracy()); }

std::vector<std::size_t> likely_targets(const std::vector<Column>& columns, const std::vector<std::string>& without) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].is == Column::Is::label && std::ranges::find(without, columns[i].name) == without.end()) out.push_back(i);
  std::ranges::stable_sort(out, std::greater{}, [&](std::size_t i) { return by_name(columns, i); });
  if (out.size() > tried_most) out.resize(tried_most);
  return out;
}

std::size_t best_of(const std::vector<Tried>& tried, const std::vector<Column>& columns) {
  GW_ASSERT(!tried.empty());
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < tried.size(); ++i)
    if (tried[i].signal() && !tried[i].told && (!best || standing(tried[i], columns) > standing(tried[*best], columns))) best = i;
  if (best) return *best;
  const auto some = std::ranges::find_if(tried, &Tried::signal);
  return some == tried.end() ? 0 : static_cast<std::size_t>(some - tried.begin());
}

bool gives_away(const std::vector<std::pair<std::string, std::string>>& value_and_label) {
  std::unordered_map<std::string, std::map<std::string, std::size_t>> by_value;
  std::unordered_map<std::string, std::size_t> labels;
  std::size_t most = 0;
  for (const auto& [value, label] : value_and_label) {
    ++by_value[value][label];
    most = std::max(most, ++labels[label]);
  }
  const auto all = static_cast<double>(value_and_label.size());
  if (static_cast<double>(most) > telling_unless * all) return false;
  std::size_t repeated = 0, right = 0;
  for (const auto& [value, counts] : by_value) {
    std::size_t sum = 0, greatest = 0;
    for (const auto& [label, count] : counts) sum += count, greatest = std::max(greatest, count);
    if (sum < 2) continue;
    repeated += sum;
    right += greatest;
  }
  return static_cast<double>(repeated) * 2 >= all && static_cast<double>(right) >= telling_from * static_cast<double>(repeated);
}

}  // namespace gw
