// app: another application of the workspace as a step; its outputs are the result, its refusal is this step's.
//
// It is a run of its own, in its live version, with the rights of the one who runs this. While it waits for a person, this run sleeps; it goes on when that
// one ends. A process that takes the step again finds the run that it began.
#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "flow/run.h"

namespace gw {
namespace {

constexpr std::size_t evidence_most = 200;

StepOutcome run(const StepCall& call) {
  if (call.run_app == nullptr) throw Error(Code::invalid, "An application can be run within a run only.");
  const std::string app = string_of(call.settings, "app");
  const RunWithin within = (*call.run_app)(call, app, call.settings.at("inputs").as_object());
  const Run& inner = within.run;
  StepOutcome out;
  out.result = {{"outputs", inner.output}, {"run", inner.id}};
  out.needed_model = inner.needed_model;
  // Quotes are for people and end at some number; the documents themselves decide what may leave and who may see it, so each of them stays.
  std::set<std::pair<std::string_view, std::string_view>> documents;
  for (const auto& record : inner.steps)
    for (const auto& evidence : record.evidence) {
      const bool is_new = !evidence.at.document.empty() && documents.emplace(evidence.at.collection, evidence.at.document).second;
      if (out.evidence.size() < evidence_most) out.evidence.push_back(evidence);
      else if (is_new) out.evidence.push_back({evidence.of, {.collection = evidence.at.collection, .document = evidence.at.document, .title = evidence.at.title}, "", evidence.score});
    }
  switch (inner.state) {
    case RunState::done: break;
    case RunState::refused:
      out.status = StepOutcome::Status::refused;
      out.reason = inner.reason;
      break;
    case RunState::failed:
      out.status = StepOutcome::Status::failed;
      out.reason = fmt::format("The application {} failed: {}", app, inner.reason);
      break;
    case RunState::running:
    case RunState::waiting:
    case RunState::sleeping:
      out.status = StepOutcome::Status::later;
      out.reason = fmt::format("The application {} has not ended yet.", app);
      out.wait = within.again;
      break;
  }
  return out;
}

// The run within is found again by its key, so taking the step again does nothing twice.
bool repeatable(const json::object&) { return true; }

}  // namespace

extern const StepKind app_step;
const StepKind app_step{
    .name = "app",
    .sentence = "runs another application of the workspace",
    .example = "{id: it, kind: app, app: staff-assistant, inputs: {question: \"${inputs.question}\"}}",
    .settings = {
        {.name = "app", .takes = Takes::name, .need = Need::required, .sentence = "the application's name", .known = Known::at_check},
        {.name = "inputs", .takes = Takes::values, .need = Need::required, .sentence = "its inputs"},
    },
    .gives = "{outputs: any, run: string}",
    .effect = Effect::another_run,
    .refuses = Refuses::sometimes,
    .repeatable = repeatable,
    .run = run,
};

}  // namespace gw
