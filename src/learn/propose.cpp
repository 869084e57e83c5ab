#include "learn/propose.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "base/spelling.h"
#include "base/text.h"
#include "flow/moment.h"
#include "learn/remarks.h"
#include "learn/training.h"
#include "model/small/shuffle.h"
#include "rules/values.h"

namespace gw {
namespace {

using Is = Column::Is;
// Measuring looks at the latest so many, so that an answer comes soon; training then measures on all of them.
constexpr std::size_t measured_most = 8000, tried_on_most = 1500, undated_most = 10;
constexpr std::size_t inputs_most = 12, people_from = 400, cases_most = 400, sealed_from = 60;

std::size_t column_named(const std::vector<Column>& columns, const std::string& name) {
  const auto found = std::ranges::find_if(columns, [&](const Column& one) { return one.name == name || one.word == name; });
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(column.name);
  throw Error(Code::invalid, fmt::format("The table has no column \"{}\"; {}", name, or_rather(name, names)));
}

// A few rows do not show what a column holds: each value is its own there.
Error none_left(std::string_view otherwise, const RecordTable& table) {
  if (table.rows.size() >= static_cast<std::size_t>(records_least)) return Error(Code::invalid, std::string(otherwise));
  return Error(Code::invalid, fmt::format("{} records are too few to tell what the columns hold; at least {} are needed before anything can be said, and some hundred to say it well.", table.rows.size(), records_least));
}

bool can_be_input(const Column& column) { return column.is == Is::label || column.is == Is::value || column.is == Is::text || column.is == Is::number; }

bool is_behind_and_tells(const Proposal& p, std::size_t i, const RecordTable& table) {
  if (i <= p.target || (p.columns[i].is != Is::label && p.columns[i].is != Is::value)) return false;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& row : table.rows)
    if (const auto *value = row.if_contains(p.columns[i].name), *label = row.if_contains(p.columns[p.target].name); value != nullptr && label != nullptr) pairs.emplace_back(written(*value), written(*label));
  return pairs.size() * 2 >= table.rows.size() && gives_away(pairs);
}

void choose_inputs(Proposal& out, const ProposeOptions& options, const RecordTable& table) {
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    const Column& column = out.columns[i];
    if (column.is == Is::time && (!out.time || nfkc_casefold(column.name).find("creat") != std::string::npos)) out.time = i;
    if (column.is == Is::id && !out.id) out.id = i;
    if (i == out.target || std::ranges::find(options.without, column.name) != options.without.end()) continue;
    const bool named = std::ranges::find(options.inputs, column.name) != options.inputs.end();
    if (!named && (!options.inputs.empty() || !can_be_input(column) || out.inputs.size() == inputs_most)) continue;
    if (!named && is_behind_and_tells(out, i, table)) out.left_out.push_back(i);
    else out.inputs.push_back(i);
  }
  for (const auto* names : {&options.inputs, &options.without})
    for (const auto& name : *names) column_named(out.columns, name);
  if (out.inputs.empty()) throw none_left("No column is left to look at; name some with --inputs.", table);
}

// The columns that a model of people looks at; false when there is no text.
bool choose_people(Proposal& out) {
  for (const std::size_t i : out.inputs) {
    const Column& column = out.columns[i];
    if (column.is == Is::text || column.is == Is::value) {
      if (!out.title && names_a_title(column.name)) out.title = i;
      else if (!out.text || column.characters > out.columns[*out.text].characters) out.text = i;
    } else if (column.is == Is::label && (!out.place || (names_a_place(column.name) && !names_a_place(out.columns[*out.place].name)))) {
      out.place = i;
    }
  }
  if (!out.title) std::swap(out.title, out.text);
  return out.title.has_value();
}

void order_rows(Proposal& out, const RecordTable& table) {
  const std::string& target = out.columns[out.target].name;
  std::vector<std::int64_t> times(table.rows.size());
  std::vector<std::size_t> undated;
  std::optional<std::int64_t> first;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto* label = table.rows[i].if_contains(target);
    if (label == nullptr || label->is_array() || label->is_object()) continue;
    out.order.push_back(i);
    const auto* time = out.time ? table.rows[i].if_contains(out.columns[*out.time].name) : nullptr;
    const auto moment = time == nullptr ? std::nullopt : moment_of(*time);
    if (moment) {
      times[i] = *moment;
      first = std::min(first.value_or(*moment), *moment);
    } else {
      undated.push_back(i);
    }
  }
  // As in training: a few without a time count as the oldest.
  if (first && undated.size() * undated_most <= out.order.size()) {
    for (const std::size_t i : undated) times[i] = *first;
    std::ranges::stable_sort(out.order, {}, [&](std::size_t i) { return times[i]; });
  } else {
    out.time.reset();
    Shuffle shuffle(1);
    shuffle(out.order);
  }
  const std::size_t n = out.order.size();
  out.sealed = n < sealed_from ? 0 : std::min(cases_most, n * 15 / 100);
  out.open = std::min(cases_most, n * 20 / 100);
  out.records = n - out.open - out.sealed;
}

Examples examples_of(const Proposal& proposal, const RecordTable& table) {
  Examples out;
  out.in_time = proposal.time.has_value();
  for (const std::size_t i : proposal.order) {
    Example one;
    const auto put = [&](const std::string& name, std::optional<std::size_t> column) {
      if (!column) return;
      if (const auto* value = table.rows[i].if_contains(proposal.columns[*column].name)) one.inputs[name] = *value;
    };
    if (proposal.kind == "people") {
      put("title", proposal.title);
      put("text", proposal.text);
      put("place", proposal.place);
    } else {
      for (const std::size_t input : proposal.inputs) put(proposal.columns[input].word, input);
    }
    one.label = written(table.rows[i].at(proposal.columns[proposal.target].name));
    if (out.in_time)
      if (const auto* time = table.rows[i].if_contains(proposal.columns[*proposal.time].name)) one.time = moment_of(*time);
    out.all.push_back(std::move(one));
  }
  const auto dated = std::ranges::find_if(out.all, [](const Example& one) { return one.time.has_value(); });
  for (auto& one : out.all)
    if (out.in_time && !one.time) one.time = dated->time;
  return out;
}

// Of both the latest; the report keeps the whole's counts.
void measure(Proposal& out, const RecordTable& table, const TrainOptions& training, Examples& examples, std::size_t most) {
  examples = examples_of(out, table);
  out.measured = {.name = out.columns[out.target].word, .kind = out.kind, .records = static_cast<std::int64_t>(examples.all.size()), .in_time = examples.in_time};
  if (examples.all.size() >= 2) {
    Examples latest = examples;
    if (latest.all.size() > most) latest.all.erase(latest.all.begin(), latest.all.end() - static_cast<std::ptrdiff_t>(most));
    if (out.kind == "people") train_people(latest, training, out.measured);
    else measure_labels(latest, training, out.measured);
  }
  out.measured.records = static_cast<std::int64_t>(examples.all.size());
  out.measured.labels = out.columns[out.target].different;
  out.measured.unlabelled = static_cast<std::int64_t>(table.rows.size() - out.order.size());
}

bool one_gives_it_away(const Proposal& p, const Examples& examples) {
  return std::ranges::any_of(remarks_on(p, examples), [](const Remark& remark) { return remark.code == "telling"; });
}

// What a name promises is tried before it is believed.
void choose_target(Proposal& out, const RecordTable& table, const ProposeOptions& options, const TrainOptions& training) {
  if (!options.target.empty()) {
    out.target = column_named(out.columns, options.target);
    out.why = {"it was named", "这是您指定的"};
    return;
  }
  auto likely = likely_targets(out.columns, options.without);
  std::erase_if(likely, [&](std::size_t i) { return std::ranges::find(options.inputs, out.columns[i].name) != options.inputs.end(); });
  if (likely.empty()) throw none_left("No column holds one of a few different values that could be decided; name one with --target.", table);
  out.target = likely[0];
  if (likely.size() > 1 && table.rows.size() >= static_cast<std::size_t>(records_least)) {
    for (const std::size_t i : likely) {
      Proposal trial{.app = out.app, .columns = out.columns, .target = i, .kind = "labels"};
      Examples examples;
      choose_inputs(trial, options, table);
      order_rows(trial, table);
      measure(trial, table, training, examples, tried_on_most);
      out.others.push_back({i, trial.measured, one_gives_it_away(trial, examples)});
    }
    const std::size_t best = best_of(out.others, out.columns);
    out.target = out.others[best].column;
    out.others.erase(out.others.begin() + static_cast<std::ptrdiff_t>(best));
  }
  const Column& column = out.columns[out.target];
  if (out.target != likely[0])
    out.why = {fmt::format("the other columns tell it best of {} that were tried, and it holds {} different values", likely.size(), column.different),
               fmt::format("在试过的 {} 列中，其他列最能说明它，且只有 {} 种取值", likely.size(), column.different)};
  else if (names_a_decision(column.name))
    out.why = {fmt::format("its name says so, and it holds {} different values", column.different), fmt::format("名称表明如此，且只有 {} 种取值", column.different)};
  else
    out.why = {fmt::format("it is the last column that holds few different values ({})", column.different), fmt::format("它是最后一个取值较少的列（{} 种）", column.different)};
}

}  // namespace

bool Proposal::carries() const {
  return std::ranges::none_of(remarks, &Remark::stops);
}

Proposal propose(const RecordTable& table, const ProposeOptions& options, const TrainOptions& training) {
  Proposal out{.app = options.app, .columns = columns_of(table)};
  choose_target(out, table, options, training);
  choose_inputs(out, options, table);
  order_rows(out, table);
  out.kind = out.time && names_a_person(out.columns[out.target].name) && out.order.size() >= people_from && choose_people(out) ? "people" : "labels";
  Examples examples;
  measure(out, table, training, examples, measured_most);
  out.remarks = remarks_on(out, examples);
  return out;
}

json::object proposal_json(const Proposal& proposal) {
  json::array columns, inputs, remarks, others;
  for (const auto& one : proposal.others)
    others.push_back(json::object{{"target", proposal.columns[one.column].name}, {"accuracy", one.reached()}, {"frequent", one.measured.frequent.accuracy()}, {"signal", one.signal()}, {"given_away", one.told}});
  for (const auto& column : proposal.columns)
    columns.push_back(json::object{{"name", column.name}, {"word", column.word}, {"title", json::object{{"en", column.title.en}, {"zh", column.title.zh}}}, {"is", name_of(column.is)}, {"filled", column.filled}, {"different", column.different}});
  for (const std::size_t i : proposal.inputs) inputs.push_back(json::value(proposal.columns[i].name));
  for (const auto& remark : proposal.remarks) remarks.push_back(json::object{{"code", remark.code}, {"stops", remark.stops}, {"en", remark.words.en}, {"zh", remark.words.zh}});
  return {{"app", proposal.app}, {"target", proposal.columns[proposal.target].name}, {"why", json::object{{"en", proposal.why.en}, {"zh", proposal.why.zh}}}, {"kind", proposal.kind}, {"others", std::move(others)},
          {"columns", std::move(columns)}, {"inputs", std::move(inputs)}, {"records", proposal.records}, {"open_cases", proposal.open}, {"sealed_cases", proposal.sealed},
          {"carries", proposal.carries()}, {"remarks", std::move(remarks)}, {"model", report_json(proposal.measured)}};
}

}  // namespace gw
