#include "learn/feedback.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/spelling.h"
#include "base/text.h"
#include "base/time.h"
#include "learn/case_table.h"
#include "learn/cases.h"
#include "learn/drift.h"
#include "learn/experts.h"
#include "learn/feedback_table.h"
#include "learn/seen.h"

namespace gw {
namespace {

constexpr std::array<std::string_view, 3> verdicts{"right", "wrong", "edited"};
constexpr std::size_t why_most = 2000;

bool expects_refusal(const App& app, const json::object& expected) {
  const auto* refuse = expected.if_contains("refuse");
  return refuse != nullptr && std::ranges::find(app.outputs, "refuse", &Output::name) == app.outputs.end();
}

// The case that a run makes with what should have come out; the same run makes the same case.
Case case_of(const Run& run, const App& app, json::object expected, std::string who, std::string note, std::int64_t at) {
  Case out{.id = case_of_run(run), .inputs = run.inputs, .source = "feedback", .run = run.id, .note = std::move(note), .who = std::move(who), .made_at = at / 1000};
  out.time = rfc3339(run.started_at / 1000);
  out.refuse = expects_refusal(app, expected);
  if (!out.refuse) out.expected = std::move(expected);
  if (const std::string fault = fault_of(out, app); !fault.empty()) throw Error(Code::invalid, "It cannot be made a case: " + fault);
  return out;
}

// The outputs that a right result is a standard for: what is graded, what a model learns, what an expert would answer. Where the app says nothing of that, all. Confidences and lists of what was
// near differ from version to version, and a case that asked for them would call every other version wrong.
json::object standard_of(const Run& run, const App& app) {
  if (run.state == RunState::refused) return {{"refuse", true}};
  json::object out;
  const auto put = [&](const std::string& name) {
    if (const auto* value = run.output.if_contains(name)) out[name] = *value;
  };
  if (app.cases)
    for (const auto& [name, grader] : app.cases->grade) put(name);
  for (const auto& plan : app.models) put(plan.label);
  if (app.experts) put(app.experts->answer);
  return out.empty() ? run.output : out;
}

PersonTask correction_task(const Run& run, const App& app, const Feedback& feedback) {
  PersonTask task{.run = run.id, .app = run.app, .position = -1, .kind = "correction", .group = app.experts ? app.experts->group : ""};
  json::object show{{"inputs", run.inputs}, {"output", run.state == RunState::done ? json::value(run.output) : json::value(nullptr)}, {"verdict", name_of(feedback.verdict)}};
  if (!feedback.why.empty()) show["why"] = feedback.why;
  task.asked = {{"ask", json::object{{"en", feedback.verdict == Opinion::edited ? "Is this correction right?" : "This result was called wrong. What is right?"},
                                     {"zh", feedback.verdict == Opinion::edited ? "这个更正对吗？" : "有人认为这个结果不对。正确的应当是什么？"}}},
                {"show", std::move(show)}, {"answer", json::object{{"type", "object"}}}, {"feedback", feedback.number}};
  if (!feedback.expected.empty()) task.asked["propose"] = feedback.expected;
  task.made_at = feedback.at;
  return task;
}

// Who says it again changes what the expert is asked.
std::int64_t ask_about(Db& db, const PersonTask& task, const std::string& who) {
  for (const auto& known : tasks_of_run(db, task.run)) {
    if (known.kind != "correction" || known.state != "open") continue;
    const auto* number = known.asked.if_contains("feedback");
    const auto earlier = number == nullptr ? std::nullopt : feedback_by_number(db, number->to_number<std::int64_t>());
    if (!earlier || earlier->who != who) continue;
    change_asked(db, known.number, task.asked);
    return known.number;
  }
  return open_task(db, task);
}

}  // namespace

std::string case_of_run(const Run& run) { return fmt::format("run-{}", run.id); }

std::string_view name_of(Opinion verdict) { return verdicts[static_cast<std::size_t>(verdict)]; }

Opinion verdict_named(std::string_view name) {
  const auto found = std::ranges::find(verdicts, name);
  if (found == verdicts.end()) throw Error(Code::invalid, fmt::format("\"verdict\" must be right, wrong or edited, not \"{}\".", name));
  return static_cast<Opinion>(found - verdicts.begin());
}

void check_expected(const App& app, const json::object& expected) {
  if (expected.empty()) throw Error(Code::invalid, "What should have come out is missing.");
  if (expects_refusal(app, expected)) {
    if (expected.size() != 1 || expected.at("refuse") != json::value(true)) throw Error(Code::invalid, "{\"refuse\": true} says that it should have refused, and stands alone.");
    return;
  }
  for (const auto& member : expected) {
    const std::string name(member.key());
    const auto output = std::ranges::find(app.outputs, name, &Output::name);
    std::vector<std::string> names;
    for (const auto& one : app.outputs) names.push_back(one.name);
    if (output == app.outputs.end()) throw Error(Code::invalid, fmt::format("\"{}\" is not among the outputs; {}.", name, or_rather(name, names)));
    if (const auto unfit = faults_of(output->schema, member.value()); !unfit.empty()) throw Error(Code::invalid, fmt::format("\"{}\" does not fit. {}", name, unfit.front().message.en));
  }
}

FeedbackGiven give_feedback(Runner& runner, const std::string& id, Opinion verdict, json::object expected, const std::string& why, const Caller& caller) {
  const SeenRun seen = run_seen_by(runner, id, caller);
  const Run& run = seen.run;
  if (!has_ended(run.state)) throw Error(Code::conflict, fmt::format("Run {} has not ended yet.", id));
  if (!seen.app) throw Error(Code::conflict, fmt::format("Version {} of {} cannot be read any more.", run.version, run.app));
  if (!runner.doors().store.reading<bool>([&](Db& db) { return sees_all(db, caller, run); })) throw Error(Code::forbidden, unseen);
  if (verdict == Opinion::edited) check_expected(*seen.app, expected);
  else if (!expected.empty()) throw Error(Code::invalid, "Only of an edited result is it said what should have come out.");
  if (count_code_points(why) > why_most) throw Error(Code::invalid, "\"why\" is longer than 2,000 characters.");
  if (verdict == Opinion::right && run.state == RunState::failed) throw Error(Code::invalid, "A run that failed gave no result that could be right.");

  FeedbackGiven out{{.run = run.id, .app = run.app, .at = runner.sources().now_ms(), .who = caller.name, .verdict = verdict, .expected = std::move(expected), .why = why}};
  Feedback& one = out.feedback;
  out.expert = seen.expert;
  std::optional<Case> made;
  if (seen.expert && verdict == Opinion::right) made = case_of(run, *seen.app, standard_of(run, *seen.app), caller.name, why, out.feedback.at);
  if (seen.expert && verdict == Opinion::edited) made = case_of(run, *seen.app, one.expected, caller.name, why, one.at);
  if (made) one.case_id = made->id;
  const auto of_file = made ? case_of_file(runner.doors().store, *seen.app, made->id) : std::nullopt;
  const std::string question = seen.expert && verdict == Opinion::edited ? taught_by_correction(*seen.app, run, one.expected) : "";
  PersonTask own;  // of the correction that is answered as it is made
  runner.doors().store.write([&](Db& db) {
    if (made) put_case(db, run.app, *made, of_file, caller);
    one.number = insert_feedback(db, one);
    if (seen.expert) observe_feedback(db, run.app, run.id, verdict != Opinion::right, caller.name, one.at);
    const bool asks = verdict == Opinion::wrong || (verdict == Opinion::edited && !seen.expert);
    if (!asks && question.empty()) return;
    own = correction_task(run, *seen.app, one);
    if (seen.expert) own.person = caller.name;
    if (asks) {
      out.task = ask_about(db, own, caller.name);
      return;
    }
    own.number = open_task(db, own);
    own.said = {{"verdict", "answered"}, {"answer", one.expected}, {"note", why}, {"by", caller.name}, {"at", rfc3339(one.at / 1000)}};
    own.done_at = one.at;
    begin_correction(db, *seen.app, run, own, question, {}, caller);
    close_task(db, own.number, own.said, one.at);
    own.state = "done";
  });
  if (!question.empty()) out.taught = teach_correction(runner, own);
  return out;
}

ClosedCorrection answer_correction(Runner& runner, PersonTask& task, const TaskAnswer& answer, const Caller& caller) {
  const SeenRun seen = run_seen_by(runner, task.run, administrator());
  if (!seen.app) throw Error(Code::conflict, fmt::format("Version {} of {} cannot be read any more.", seen.run.version, seen.run.app));
  const bool rejected = string_of(task.said, "verdict") == "rejected";
  std::optional<Case> made;
  std::string question;
  if (!rejected) {
    const json::object& expected = task.said.at("answer").as_object();
    check_expected(*seen.app, expected);
    question = taught_by_correction(*seen.app, seen.run, expected);
    made = case_of(seen.run, *seen.app, expected, string_or(task.said, "by"), string_or(task.said, "note"), runner.sources().now_ms());
  }
  const auto of_file = made ? case_of_file(runner.doors().store, *seen.app, made->id) : std::nullopt;
  const std::int64_t now = runner.sources().now_ms();
  task.done_at = now;
  runner.doors().store.write([&](Db& db) {
    if (!question.empty()) begin_correction(db, *seen.app, seen.run, task, question, answer, caller);
    if (!close_task(db, task.number, task.said, now)) throw Error(Code::conflict, fmt::format("Task {} is done already.", task.number));
    if (!made) return;
    put_case(db, seen.run.app, *made, of_file, caller);
    observe_feedback(db, seen.run.app, seen.run.id, true, string_or(task.said, "by"), now);
    if (const auto* feedback = task.asked.if_contains("feedback")) note_case(db, feedback->to_number<std::int64_t>(), made->id);
  });
  task.state = "done";
  ClosedCorrection out{made ? made->id : "", std::nullopt};
  if (!question.empty()) out.taught = teach_correction(runner, task);
  return out;
}

FeedbackGiven answer_audit(Runner& runner, const PersonTask& task, const Caller& caller) {
  const std::string said = string_of(task.said, "verdict");
  const Opinion verdict = said == "approved" ? Opinion::right : said == "rejected" ? Opinion::wrong : Opinion::edited;
  return give_feedback(runner, task.run, verdict, verdict == Opinion::edited ? task.said.at("answer").as_object() : json::object(), string_or(task.said, "note"), caller);
}

json::object feedback_json(const FeedbackGiven& given) {
  json::object out{{"feedback", given.feedback.number}, {"case", given.feedback.case_id.empty() ? json::value(nullptr) : json::value(given.feedback.case_id)},
                   {"task", given.task == 0 ? json::value(nullptr) : json::value(given.task)}};
  if (given.taught) out["taught"] = taught_json(*given.taught);
  return out;
}

}  // namespace gw
