#include "flow/run.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/time.h"

namespace gw {
namespace {

constexpr std::array<std::string_view, 6> run_states{"running", "waiting", "sleeping", "done", "refused", "failed"};
constexpr std::array<std::string_view, 7> step_states{"begun", "retrying", "waiting", "done", "refused", "skipped", "failed"};
constexpr std::array<std::string_view, 5> evidence_kinds{"passage", "curated", "record", "rule", "person"};

template <std::size_t n>
std::size_t place_in(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  GW_ASSERT(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}

json::value time_json(std::int64_t ms) { return ms == 0 ? json::value(nullptr) : json::value(rfc3339(ms / 1000)); }

std::int64_t whole(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

}  // namespace

std::string_view name_of(RunState state) { return run_states[static_cast<std::size_t>(state)]; }
RunState run_state_named(std::string_view name) { return static_cast<RunState>(place_in(run_states, name)); }
bool is_run_state(std::string_view name) { return std::ranges::find(run_states, name) != run_states.end(); }
std::string_view name_of(StepRecord::State state) { return step_states[static_cast<std::size_t>(state)]; }
StepRecord::State step_state_named(std::string_view name) { return static_cast<StepRecord::State>(place_in(step_states, name)); }

bool is_of_document(const Evidence& evidence) { return evidence.of != Evidence::Of::rule && !evidence.at.document.empty(); }

json::object evidence_json(const Evidence& evidence) {
  json::object out{{"of", evidence_kinds[static_cast<std::size_t>(evidence.of)]}};
  if (!evidence.at.document.empty()) {
    out["collection"] = evidence.at.collection;
    out["document"] = evidence.at.document;
    out["title"] = evidence.at.title;
    out["quote"] = evidence.at.quote;
    out["start"] = evidence.at.start;
    out["end"] = evidence.at.end;
    out["page"] = evidence.at.page;
  }
  if (!evidence.note.empty()) out["note"] = evidence.note;
  if (evidence.score != 0) out["score"] = evidence.score;
  return out;
}

Evidence evidence_of(const json::object& object) {
  Evidence out;
  out.of = static_cast<Evidence::Of>(place_in(evidence_kinds, string_of(object, "of")));
  out.at = {string_or(object, "collection"), string_or(object, "document"), string_or(object, "title"), string_or(object, "quote"),
            static_cast<std::uint32_t>(whole(object, "start")), static_cast<std::uint32_t>(whole(object, "end")), static_cast<std::uint32_t>(whole(object, "page"))};
  out.note = string_or(object, "note");
  if (const auto* score = object.if_contains("score"); score != nullptr && score->is_number()) out.score = score->to_number<double>();
  return out;
}

json::object run_json(const Run& run, const std::vector<std::string>& ids) {
  json::array steps;
  for (const auto& record : run.steps) {
    const auto position = static_cast<std::size_t>(record.position);
    json::object row{{"step", position < ids.size() ? json::value(ids[position]) : json::value(record.position)}};
    if (record.item >= 0) row["item"] = record.item;
    row["status"] = name_of(record.state);
    if (!record.reason.empty()) row["reason"] = record.reason;
    row["result"] = record.result;
    json::array evidence;
    for (const auto& one : record.evidence) evidence.push_back(evidence_json(one));
    row["evidence"] = std::move(evidence);
    row["tries"] = record.tries;
    row["ms"] = record.ms;
    row["needed_model"] = record.needed_model;
    steps.push_back(std::move(row));
  }
  json::object out{{"id", run.id}, {"app", run.app}, {"version", run.version}, {"status", name_of(run.state)}};
  if (run.state == RunState::done) out["output"] = run.output;
  if (!run.reason.empty()) out["reason"] = run.reason;
  out["inputs"] = run.inputs;
  out["steps"] = std::move(steps);
  out["by"] = run.by;
  out["cause"] = run.cause;
  out["started"] = time_json(run.started_at);
  out["ended"] = time_json(run.ended_at);
  out["needed_model"] = run.needed_model;
  if (run.ended_at > 0) out["ms"] = run.ended_at - run.started_at;
  return out;
}

json::object task_json(const PersonTask& task) {
  json::object out{{"task", task.number}, {"kind", task.kind}, {"app", task.app}, {"run", task.run}, {"state", task.state}};
  if (!task.group.empty()) out["group"] = task.group;
  if (!task.person.empty()) out["person"] = task.person;
  out["asked"] = task.asked;
  if (task.state == "done") out["said"] = task.said;
  out["made"] = time_json(task.made_at);
  out["due"] = time_json(task.due_at);
  out["done"] = time_json(task.done_at);
  return out;
}

}  // namespace gw
