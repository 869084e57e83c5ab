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
constexpr std::size_t measured_most = 8000;
constexpr std::size_t inputs_most = 12, people_from = 400, cases_most = 400, sealed_from = 60;

std::size_t column_named(const std::vector<Column>& columns, const std::string& name) {
  const auto found = std::ranges::find_if(columns, [&](const Column& one) { return one.name == name || one.word == name; });
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(column.name);
  throw Error(Code::invalid, fmt::format("The table has no column \"{}\"; {}", name, or_rather(name, names)));
}

// A label with a telling name; else the last label, where people put what was decided.
void choose_target(Proposal& out, const ProposeOptions& options) {
  if (!options.target.empty()) {
    out.target = column_named(out.columns, options.target);
    out.why = {"it was named", "这是您指定的"};
    return;
  }
  std::optional<std::size_t> best;
  double best_score = -1;
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    const Column& column = out.columns[i];
    if (column.is != Is::label || std::ranges::find(options.without, column.name) != options.without.end()) continue;
    const double score = (names_a_person(column.name) ? 4 : names_a_decision(column.name) ? 3 : 0) - (names_a_place(column.name) ? 1 : 0) + static_cast<double>(i) / static_cast<double>(out.columns.size());
    if (score > best_score) best_score = score, best = i;
  }
  if (!best) throw Error(Code::invalid, "No column holds one of a few different values that could be decided; name one with --target.");
  out.target = *best;
  const Column& column = out.columns[*best];
  out.why = names_a_decision(column.name) ? Words{fmt::format("its name says so, and it holds {} different values", column.different), fmt::format("名称表明如此，且只有 {} 种取值", column.different)}
                                          : Words{fmt::format("it is the last column that holds few different values ({})", column.different), fmt::format("它是最后一个取值较少的列（{} 种）", column.different)};
}

bool can_be_input(const Column& column) { return column.is == Is::label || column.is == Is::value || column.is == Is::text || column.is == Is::number; }

void choose_inputs(Proposal& out, const ProposeOptions& options) {
  for (std::size_t i = 0; i < out.columns.size(); ++i) {
    const Column& column = out.columns[i];
    if (column.is == Is::time && (!out.time || nfkc_casefold(column.name).find("creat") != std::string::npos)) out.time = i;
    if (column.is == Is::id && !out.id) out.id = i;
    if (i == out.target || std::ranges::find(options.without, column.name) != options.without.end()) continue;
    const bool named = std::ranges::find(options.inputs, column.name) != options.inputs.end();
    if (named || (options.inputs.empty() && can_be_input(column) && out.inputs.size() < inputs_most)) out.inputs.push_back(i);
  }
  for (const auto* names : {&options.inputs, &options.without})
    for (const auto& name : *names) column_named(out.columns, name);
  if (out.inputs.empty()) throw Error(Code::invalid, "No column is left to look at; name some with --inputs.");
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
  bool in_time = out.time.has_value();
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto* label = table.rows[i].if_contains(target);
    if (label == nullptr || label->is_array() || label->is_object()) continue;
    out.order.push_back(i);
    const auto* time = out.time ? table.rows[i].if_contains(out.columns[*out.time].name) : nullptr;
    const auto moment = time == nullptr ? std::nullopt : moment_of(*time);
    if (moment) times[i] = *moment;
    else in_time = false;
  }
  if (in_time) {
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
    if (out.in_time) one.time = moment_of(table.rows[i].at(proposal.columns[*proposal.time].name));
    out.all.push_back(std::move(one));
  }
  return out;
}

}  // namespace

bool Proposal::carries() const {
  return std::ranges::none_of(remarks, &Remark::stops);
}

Proposal propose(const RecordTable& table, const ProposeOptions& options, const TrainOptions& training) {
  Proposal out{.app = options.app, .columns = columns_of(table)};
  choose_target(out, options);
  choose_inputs(out, options);
  order_rows(out, table);
  out.kind = out.time && names_a_person(out.columns[out.target].name) && out.order.size() >= people_from && choose_people(out) ? "people" : "labels";
  const Examples examples = examples_of(out, table);
  out.measured = {.name = out.columns[out.target].word, .kind = out.kind, .records = static_cast<std::int64_t>(examples.all.size()), .in_time = examples.in_time};
  out.measured.labels = out.columns[out.target].different;
  out.measured.unlabelled = static_cast<std::int64_t>(table.rows.size() - out.order.size());
  if (examples.all.size() >= 2) {
    Examples latest = examples;
    if (latest.all.size() > measured_most) latest.all.erase(latest.all.begin(), latest.all.end() - static_cast<std::ptrdiff_t>(measured_most));
    if (out.kind == "people") train_people(latest, training, out.measured);
    else measure_labels(latest, training, out.measured);
    out.measured.records = static_cast<std::int64_t>(examples.all.size());
    out.measured.labels = out.columns[out.target].different;
  }
  out.remarks = remarks_on(out, examples);
  return out;
}

json::object proposal_json(const Proposal& proposal) {
  json::array columns, inputs, remarks;
  for (const auto& column : proposal.columns)
    columns.push_back(json::object{{"name", column.name}, {"word", column.word}, {"is", name_of(column.is)}, {"filled", column.filled}, {"different", column.different}});
  for (const std::size_t i : proposal.inputs) inputs.push_back(json::value(proposal.columns[i].name));
  for (const auto& remark : proposal.remarks) remarks.push_back(json::object{{"code", remark.code}, {"stops", remark.stops}, {"en", remark.words.en}, {"zh", remark.words.zh}});
  return {{"app", proposal.app}, {"target", proposal.columns[proposal.target].name}, {"why", json::object{{"en", proposal.why.en}, {"zh", proposal.why.zh}}}, {"kind", proposal.kind},
          {"columns", std::move(columns)}, {"inputs", std::move(inputs)}, {"records", proposal.records}, {"open_cases", proposal.open}, {"sealed_cases", proposal.sealed},
          {"carries", proposal.carries()}, {"remarks", std::move(remarks)}, {"model", report_json(proposal.measured)}};
}

}  // namespace gw
