#include "learn/examples.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/spelling.h"
#include "base/text.h"
#include "flow/moment.h"
#include "flow/workspace_file.h"
#include "ingest/records.h"
#include "learn/case_table.h"
#include "learn/cases.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t undated_most = 10;  // one in so many may be without a time
constexpr std::int64_t day_seconds = 86'400;

const json::value* member(const json::object& object, const std::string& name) { return name.empty() ? nullptr : object.if_contains(name); }

std::vector<std::string> list_at(const json::object& object, const std::string& name) {
  std::vector<std::string> out;
  const json::value* value = member(object, name);
  if (value == nullptr) return out;
  if (value->is_array()) {
    for (const auto& item : value->get_array()) out.push_back(written(item));
    return out;
  }
  const std::string text = written(*value);
  for (const auto part : split(text, text.find(';') != text.npos ? ';' : ','))
    if (!trim(part).empty()) out.emplace_back(trim(part));
  return out;
}

RecordTable table_of(const Store& store, const ModelPlan& plan) {
  RecordTable out = read_records(read_workspace_file(store.workspace().root, plan.from, record_bytes_most), plan.from);
  const auto check = [&](std::string_view entry, const std::string& column) {
    if (!column.empty() && std::ranges::find(out.columns, column) == out.columns.end())
      throw Error(Code::invalid, fmt::format("The model {} names the column \"{}\" under \"{}\", which {} does not have; {}", plan.name, column, entry, plan.from, or_rather(column, out.columns)));
  };
  if (out.rows.empty()) return out;
  for (const auto& [name, column] : plan.inputs) check("inputs", column);
  check("label", plan.label);
  for (const auto& [entry, column] : {std::pair("time", &plan.time), std::pair("reviewers", &plan.reviewers), std::pair("traces", &plan.traces)}) check(entry, *column);
  if (plan.kind == "clauses") check("text", plan.text);
  return out;
}

// A case says nothing about a model whose label is no output of the app.
bool teaches(const Case& one, const ModelPlan& plan) {
  if (one.sealed || one.refuse) return false;
  if (plan.kind != "clauses") return one.expected.contains(plan.label);
  const auto *text = one.inputs.if_contains(plan.text), *clauses = one.expected.if_contains("clauses");
  return text != nullptr && text->is_string() && clauses != nullptr && clauses->is_object();
}

json::object inputs_of(const json::object& from, const ModelPlan& plan) {
  if (plan.inputs.empty()) return from;
  json::object out;
  for (const auto& [name, column] : plan.inputs)
    if (const auto* value = from.if_contains(column)) out[name] = *value;
  return out;
}

std::uint32_t code_points(std::string_view text, std::size_t bytes) { return static_cast<std::uint32_t>(count_code_points(text.substr(0, bytes))); }

void put_place(const json::object& place, CorrectedText& text, ClauseVerdict& verdict) {
  if (const std::string quote = string_or(place, "quote"); !quote.empty()) {
    const auto at = text.text.find(quote);
    if (at == text.text.npos) throw Error(Code::invalid, fmt::format("The evidence of clause {} is not in its text: {}", verdict.clause, slice(quote, 0, 80)));
    verdict.evidence.emplace_back(code_points(text.text, at), code_points(text.text, at + quote.size()));
    return;
  }
  const auto *start = place.if_contains("start"), *end = place.if_contains("end");
  if (start == nullptr || end == nullptr) return;
  if (!start->is_int64() || !end->is_int64() || start->get_int64() < 0 || end->get_int64() < start->get_int64() || end->get_int64() > 100'000'000)
    throw Error(Code::invalid, fmt::format("The place of clause {} is not one of its text.", verdict.clause));
  if (end->get_int64() > start->get_int64()) verdict.evidence.emplace_back(static_cast<std::uint32_t>(start->get_int64()), static_cast<std::uint32_t>(end->get_int64()));
}

void put_text(const json::value* text, const json::value* clauses, std::vector<CorrectedText>& out) {
  if (text == nullptr || !text->is_string() || clauses == nullptr || !clauses->is_object()) return;
  CorrectedText one{std::string(text->get_string()), {}};
  for (const auto& clause : clauses->get_object()) {
    ClauseVerdict verdict{std::string(clause.key()), "", {}};
    if (clause.value().is_string()) verdict.label = std::string(clause.value().get_string());
    else if (clause.value().is_object()) {
      const auto& said = clause.value().get_object();
      verdict.label = string_or(said, "label");
      put_place(said, one, verdict);
      if (const auto* evidence = said.if_contains("evidence"); evidence != nullptr && evidence->is_array())
        for (const auto& place : evidence->get_array())
          if (place.is_object()) put_place(place.get_object(), one, verdict);
    } else {
      continue;
    }
    one.verdicts.push_back(std::move(verdict));
  }
  if (!one.verdicts.empty()) out.push_back(std::move(one));
}

// What somebody said of a result, and not when it was, was said soon after.
std::optional<std::int64_t> time_of(const Case& one) {
  const auto time = moment_of(std::string_view(one.time));
  return !time && one.made_at > 0 && (one.source == "feedback" || one.source == "expert") ? one.made_at : time;
}

// A few records without a time do not throw the order away: they are taken for the oldest, so that nothing old is judged by what came later.
// What was said long after the records end is dated soon after their end: that nothing is known in between does not mean that nobody took anything, and a lone correction would
// make all others look absent for months.
void put_in_order(Examples& examples, std::optional<std::int64_t> records_end) {
  auto& all = examples.all;
  std::optional<std::int64_t> first;
  std::size_t undated = 0;
  for (const auto& one : all) {
    if (!one.time) ++undated;
    else if (!first || *one.time < *first) first = one.time;
  }
  examples.in_time = first && undated * undated_most <= all.size();
  if (!examples.in_time) return;
  for (auto& one : all)
    if (!one.time) one.time = first;
  std::ranges::stable_sort(all, {}, [&](const Example& one) { return *one.time; });
  if (!records_end) return;
  for (auto& one : all) one.time = std::min(*one.time, *records_end + day_seconds);
}

}  // namespace

std::vector<Case> cases_to_learn(const Store& store, const App& app, const ModelPlan& plan) {
  std::vector<Case> out = plan.from.empty() ? all_cases(store, app) : store.reading<std::vector<Case>>([&](Db& db) { return kept_cases(db, app.name); });
  std::erase_if(out, [&](const Case& one) { return !teaches(one, plan); });
  return out;
}

Examples examples_of(const Store& store, const App& app, const ModelPlan& plan) {
  Examples out;
  const auto put = [&](Example example, const json::value* label) {
    if (label != nullptr) example.label = written(*label);
    if (example.label.empty()) ++out.unlabelled;
    else out.all.push_back(std::move(example));
  };
  if (!plan.from.empty()) {
    const RecordTable table = table_of(store, plan);
    for (const auto& row : table.rows) {
      Example example{.inputs = inputs_of(row, plan), .reviewers = list_at(row, plan.reviewers), .traces = list_at(row, plan.traces)};
      if (const auto* time = member(row, plan.time)) example.time = moment_of(*time);
      put(std::move(example), member(row, plan.label));
    }
  }
  std::optional<std::int64_t> records_end;
  for (const auto& one : out.all) records_end = std::max(records_end, one.time);
  for (const auto& one : cases_to_learn(store, app, plan)) put({.inputs = inputs_of(one.inputs, plan), .time = time_of(one)}, one.expected.if_contains(plan.label));
  put_in_order(out, records_end);
  return out;
}

std::vector<CorrectedText> corrected_texts(const Store& store, const App& app, const ModelPlan& plan) {
  std::vector<CorrectedText> out;
  if (!plan.from.empty())
    for (const auto& row : table_of(store, plan).rows) put_text(row.if_contains(plan.text), row.if_contains("clauses"), out);
  for (const auto& one : cases_to_learn(store, app, plan)) put_text(one.inputs.if_contains(plan.text), one.expected.if_contains("clauses"), out);
  return out;
}

}  // namespace gw
