#include <algorithm>
#include <array>
#include <cmath>

#include "answer/row.h"

namespace gw {
namespace {

// A distinct unit of the question as a place in a table of them; only when it is one.
std::size_t place(std::int16_t id) { return static_cast<std::size_t>(id); }

double or_one(double total) { return total > 0 ? total : 1; }

void put_matches(const Sight& sight, Row& row) {
  const Sought& sought = sight.sought;
  const std::size_t m = sight.last - sight.first;
  Mask seen;
  double matched = 0, precise = 0;
  std::size_t matched_count = 0;
  for (std::size_t j = sight.first; j < sight.last; ++j) {
    const std::int16_t id = sight.read.unit_ids[j];
    if (id == Sought::none) continue;
    precise += sought.unit_weights[place(id)] > 0 ? 1 : 0;
    if (seen[place(id)]) continue;
    seen.set(place(id));
    matched += sought.unit_weights[place(id)];
    ++matched_count;
  }
  row.put("units", matched / or_one(sought.unit_total));
  row.put("units_count", sought.unit_weights.empty() ? 0 : static_cast<double>(matched_count) / static_cast<double>(sought.unit_weights.size()));
  row.put("precision", m == 0 ? 0 : precise / static_cast<double>(m));
  row.put("novel", static_cast<double>(m) - precise);
}

// What stands left of the question word, where it ends in the text: the weight of the run that ends before unit j stands at j.
struct LeftOfSlot {
  std::vector<double> run;
  double heaviest = 0;
  std::size_t at = 0;
};

// Common runs: here[j + 1] is the weight of the run that ends at question unit i and text unit j.
LeftOfSlot put_runs(const Sight& sight, Row& row) {
  const Question& question = sight.sought.question;
  const std::size_t n = question.units.size(), m = sight.last - sight.first;
  const double total = or_one(sight.sought.sequence_total);
  std::vector<double> above(m + 1), here(m + 1), longest_by_question(n);
  std::vector<std::uint16_t> above_length(m + 1), here_length(m + 1);
  std::vector<double> order_above(m + 1), order(m + 1);  // weight of the longest common subsequence
  double longest = 0;
  std::size_t longest_length = 0;
  LeftOfSlot left{.run = std::vector<double>(m + 1), .at = m};
  for (std::size_t i = 0; i < n; ++i) {
    const std::int16_t id = sight.sought.question_units[i];
    for (std::size_t j = 0; j < m; ++j) {
      const bool equal = id != Sought::none && sight.read.unit_ids[sight.first + j] == id;
      here[j + 1] = equal ? above[j] + question.unit_weights[i] + 1e-3 : 0;
      here_length[j + 1] = equal ? static_cast<std::uint16_t>(above_length[j] + 1) : 0;
      order[j + 1] = std::max({order_above[j + 1], order[j], equal ? order_above[j] + question.unit_weights[i] : 0});
      if (here[j + 1] > longest) longest = here[j + 1];
      longest_length = std::max<std::size_t>(longest_length, here_length[j + 1]);
      longest_by_question[i] = std::max(longest_by_question[i], here[j + 1]);
      if (i + 1 == question.slot_start && here[j + 1] > 0) {
        left.run[j + 1] = here[j + 1];
        if (here[j + 1] > left.heaviest) { left.heaviest = here[j + 1]; left.at = j + 1; }
      }
    }
    std::swap(above, here);
    std::swap(above_length, here_length);
    std::swap(order_above, order);
    std::fill(here.begin(), here.end(), 0.0);
    std::fill(order.begin(), order.end(), 0.0);
  }
  double kernel = 0;
  for (double run : longest_by_question) kernel += run * run;
  row.put("run", longest / total);
  row.put("run_length", static_cast<double>(longest_length));
  row.put("run_length_share", n == 0 ? 0 : static_cast<double>(longest_length) / static_cast<double>(n));
  row.put("runs", std::sqrt(kernel) / total);
  row.put("order", order_above.empty() ? 0 : *std::max_element(order_above.begin(), order_above.end()) / total);
  return left;
}

// What stands right of the question word, found right of a gap.
void put_slot(const Sight& sight, const LeftOfSlot& left, Row& row) {
  const Sought& sought = sight.sought;
  const Question& question = sought.question;
  const std::size_t n = question.units.size(), m = sight.last - sight.first;
  const double total = or_one(sought.sequence_total);
  std::vector<double> right_run(m + 1);
  double right = 0;
  for (std::size_t j = m; j-- > 0 && question.slot_end < n;) {
    double run = 0;
    for (std::size_t i = question.slot_end, k = j; i < n && k < m && sought.question_units[i] != Sought::none && sight.read.unit_ids[sight.first + k] == sought.question_units[i]; ++i, ++k)
      run += question.unit_weights[i] + 1e-3;
    right_run[j] = run;
    right = std::max(right, run);
  }
  double slot = 0;
  std::size_t gap = 0;
  for (std::size_t j = 0; j <= m; ++j) {
    if (left.run[j] <= 0) continue;
    for (std::size_t k = j + 1; k <= m && k <= j + 24; ++k)
      if (k < m && right_run[k] > 0 && left.run[j] + right_run[k] > slot) { slot = left.run[j] + right_run[k]; gap = k - j; }
  }
  row.put("slot_left", left.heaviest / total);
  row.put("slot_right", right / total);
  row.put("slot", slot / total);
  row.put("slot_gap", static_cast<double>(gap));
  row.put("slot_left_room", left.at < m ? static_cast<double>(m - left.at) : -1);
}

// How dense the matches stand: the best window of `size` units.
double densest(const Sight& sight, std::size_t size) {
  const auto& weights = sight.sought.unit_weights;
  double best = 0, sum = 0;
  std::array<std::uint16_t, sought_most> inside{};
  for (std::size_t j = 0; j < sight.last - sight.first; ++j) {
    if (const auto id = sight.read.unit_ids[sight.first + j]; id != Sought::none && inside[place(id)]++ == 0) sum += weights[place(id)];
    if (j >= size)
      if (const auto id = sight.read.unit_ids[sight.first + j - size]; id != Sought::none && --inside[place(id)] == 0) sum -= weights[place(id)];
    best = std::max(best, sum);
  }
  return best / or_one(sight.sought.unit_total);
}

double focus_share(const Sight& sight) {
  const auto& focus = sight.sought.question.focus;
  std::size_t found = 0;
  for (std::uint64_t key : focus)
    for (std::size_t j = sight.first; j < sight.last; ++j)
      if (sight.read.reading.units[j].key == key) { ++found; break; }
  return static_cast<double>(found) / static_cast<double>(focus.size());
}

}  // namespace

void put_sequence(const Sight& sight, Row& row) {
  put_matches(sight, row);
  const LeftOfSlot left = put_runs(sight, row);
  put_slot(sight, left, row);
  row.put("window_8", densest(sight, 8));
  row.put("window_16", densest(sight, 16));
  row.put("window_32", densest(sight, 32));
  row.put("focus", sight.sought.question.focus.empty() ? -1 : focus_share(sight));
}

}  // namespace gw
