// review: a person approves, edits or gives an answer; the run waits for days if need be and goes on with what they said.
#include <fmt/format.h>

#include "flow/step_kind.h"

namespace gw {
namespace {

Schema gives(const Yaml& settings) {
  Schema out = shape("{verdict: string, by: string, at: string, note: string}");
  Schema answer = schema_in(settings, "answer", shape("string"));
  if (!answer.types.empty()) answer.types.push_back(Type::null);  // of a rejected one
  out.properties.push_back({"answer", std::move(answer)});
  return out;
}

// What the person sees, until they have decided.
json::object task_of(const json::object& settings) {
  json::object out;
  for (const char* name : {"ask", "group", "person", "show", "propose", "answer", "due"})
    if (const auto* value = settings.if_contains(name)) out[name] = *value;
  return out;
}

StepOutcome run(const StepCall& call) {
  StepOutcome out;
  if (call.arrived == nullptr) {
    out.status = StepOutcome::Status::waiting;
    out.result = task_of(call.settings);
    out.reason = "A person is asked.";
    return out;
  }
  const json::object& said = *call.arrived;
  const std::string verdict = string_or(said, "verdict", "answered"), by = string_or(said, "by"), note = string_or(said, "note");
  const auto* answer = said.if_contains("answer");
  out.result = {{"verdict", verdict}, {"by", by}, {"at", string_or(said, "at")}, {"note", note}, {"answer", answer == nullptr ? json::value(nullptr) : *answer}};
  out.evidence.push_back({Evidence::Of::person, {}, by, 0});
  if (verdict != "rejected") return out;
  out.status = StepOutcome::Status::refused;
  out.reason = note.empty() ? fmt::format("{} rejected it.", by.empty() ? "A person" : by) : note;
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  if (settings.find("group") == nullptr && settings.find("person") == nullptr)
    problems.push_back({settings.place, "a \"review\" step needs \"group\" or \"person\": who is asked"});
}

}  // namespace

extern const StepKind review_step;
const StepKind review_step{
    .name = "review",
    .sentence = "asks a person, who approves, edits or answers; the run waits",
    .example = "{id: it, kind: review, ask: {en: \"Is this right?\", zh: \"这样对吗？\"}, group: experts, propose: \"${inputs.question}\"}",
    .settings = {
        {.name = "ask", .takes = Takes::words, .need = Need::required, .sentence = "what the person is asked"},
        {.name = "group", .sentence = "the group any of whom may answer"},
        {.name = "person", .sentence = "the one user who is asked"},
        {.name = "show", .takes = Takes::values, .sentence = "what the person sees beside the question"},
        {.name = "propose", .takes = Takes::value, .sentence = "the answer that they may approve or edit"},
        {.name = "answer", .takes = Takes::schema, .sentence = "what an answer may be; without it a text", .known = Known::at_check},
        {.name = "due", .takes = Takes::duration, .sentence = "after how long the task is overdue", .least = 1, .most = 31536000},
    },
    .gives = "{}",
    .gives_for = gives,
    .refuses = Refuses::sometimes,
    .check = check,
    .run = run,
};

}  // namespace gw
