#include <algorithm>
#include <array>

#include "answer/row.h"

namespace gw {
namespace {

// Weight of the question's units near unit `place`, fading with distance.
double near(const Sight& sight, std::size_t place) {
  const Sought& sought = sight.sought;
  std::array<double, sought_most> best{};
  const std::size_t from = place > sight.first + 24 ? place - 24 : sight.first, to = std::min(sight.last, place + 24);
  for (std::size_t j = from; j < to; ++j) {
    const auto id = sight.read.unit_ids[j];
    if (id == Sought::none) continue;
    const double distance = j > place ? static_cast<double>(j - place) : static_cast<double>(place - j);
    auto& cell = best[static_cast<std::size_t>(id)];
    cell = std::max(cell, sought.unit_weights[static_cast<std::size_t>(id)] / (1 + distance / 5));
  }
  double sum = 0;
  for (double b : best) sum += b;
  return sum / (sought.unit_total > 0 ? sought.unit_total : 1);
}

bool fits(Expects expects, MarkKind kind) {
  switch (expects) {
    case Expects::person: return kind == MarkKind::person || kind == MarkKind::name;
    case Expects::date: return kind == MarkKind::date;
    case Expects::place: return kind == MarkKind::place || kind == MarkKind::name;
    case Expects::number: return kind == MarkKind::number;
    case Expects::reason: return kind == MarkKind::reason;
    case Expects::means: return kind == MarkKind::means;
    case Expects::name: return kind == MarkKind::name || kind == MarkKind::quoted;
    case Expects::anything: return kind == MarkKind::name || kind == MarkKind::quoted || kind == MarkKind::being;
  }
  return false;
}

using Keys = std::unordered_set<std::uint64_t>;

// Puts the marks that the candidate bears; returns their keys. Fresh are those that the question does not bear itself.
Keys put_borne(const Sight& sight, Row& row) {
  const Question& question = sight.sought.question;
  const Quotable& candidate = sight.candidate();
  const auto& marks = sight.read.reading.marks;
  auto at = std::lower_bound(marks.begin(), marks.end(), candidate.start, [](const Mark& m, std::uint32_t s) { return m.start < s; });
  std::array<double, mark_kinds> fresh_by_kind{}, all_by_kind{};
  const auto fresh = [&](MarkKind kind) -> double& { return fresh_by_kind[static_cast<std::size_t>(kind)]; };
  const auto all = [&](MarkKind kind) -> double& { return all_by_kind[static_cast<std::size_t>(kind)]; };
  double fit = 0, fit_near = 0, unit_agrees = 0, name_runs = 0;
  std::uint32_t name_end = 0;
  Keys keys;
  for (; at != marks.end() && at->start < candidate.end; ++at) {
    all(at->kind) += 1;
    if (at->key != 0) keys.insert(at->key);
    const bool asked = at->key != 0 && sight.sought.marks.contains(at->key);
    if (asked) continue;
    fresh(at->kind) += 1;
    if (at->kind == MarkKind::name && (name_end == 0 || at->start > name_end + 1)) name_runs += 1;
    if (at->kind == MarkKind::name) name_end = at->end;
    if (at->kind == MarkKind::number && at->unit != 0 && at->unit == question.counted) unit_agrees += 1;
    if (!fits(question.expects, at->kind)) continue;
    fit += 1;
    const auto [place, behind] = sight.read.units_between(at->start, std::max(at->end, at->start + 1));
    if (place < sight.last && place >= sight.first) fit_near = std::max(fit_near, near(sight, place));
  }
  row.put("fresh_numbers", fresh(MarkKind::number));
  row.put("fresh_dates", fresh(MarkKind::date));
  row.put("fresh_names", fresh(MarkKind::name));
  row.put("fresh_name_runs", name_runs);
  row.put("fresh_quotes", fresh(MarkKind::quoted));
  row.put("fresh_places", fresh(MarkKind::place));
  row.put("fresh_persons", fresh(MarkKind::person));
  row.put("reasons", all(MarkKind::reason));
  row.put("means", all(MarkKind::means));
  row.put("beings", all(MarkKind::being));
  row.put("fit", question.expects == Expects::anything ? -1 : fit);
  row.put("fit_any", fit > 0);
  row.put("fit_near", fit_near);
  row.put("unit_agrees", question.counted == 0 || question.expects != Expects::number ? -1 : unit_agrees);
  const double negations = all(MarkKind::negation);
  row.put("negations", negations);
  row.put("negation_differs", question.negated != (negations > 0));
  row.put("negated", question.negated);
  return keys;
}

// Numbers, names, quoted words and identifiers of the question that are not here; and that are nowhere in the passage.
void put_lost(const Sought& sought, const Keys& here, const Keys& passage, Row& row) {
  const auto lost = [](const std::vector<std::uint64_t>& wanted, const Keys& held) {
    double out = 0;
    for (std::uint64_t key : wanted) out += !held.contains(key);
    return out;
  };
  row.put("lost_numbers", lost(sought.numbers, here));
  row.put("lost_names", lost(sought.names, here));
  row.put("lost_quotes", lost(sought.quotes, here));
  row.put("lost_identifiers", lost(sought.identifiers, here));
  row.put("lost_numbers_chunk", lost(sought.numbers, passage));
  row.put("lost_names_chunk", lost(sought.names, passage));
  row.put("lost_names_share", sought.names.empty() ? 0 : lost(sought.names, passage) / static_cast<double>(sought.names.size()));
}

}  // namespace

void put_marks(const Sight& sight, Row& row) {
  const Keys keys = put_borne(sight, row);
  put_lost(sight.sought, keys, sight.read.keys, row);
  // The best place for an answer: a unit that the question does not hold, among those that it holds.
  double best = 0;
  for (std::size_t j = sight.first; j < sight.last; ++j)
    if (sight.read.unit_ids[j] == Sought::none && !sight.read.reading.units[j].weak) best = std::max(best, near(sight, j));
  row.put("best_near", best);
}

}  // namespace gw
