#include "learn/teach.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "answer/rephrase.h"
#include "base/error.h"
#include "base/log.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"
#include "ingest/document_table.h"
#include "ingest/uncurated_table.h"
#include "learn/case_table.h"
#include "learn/cases.h"
#include "learn/collect.h"
#include "learn/experts.h"
#include "learn/feedback.h"
#include "learn/held.h"
#include "ingest/document_table.h"
#include "learn/variants.h"
#include "policy/names.h"
#include "policy/behind.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr std::int64_t at_work_ms = 60'000;  // so long whoever was answered is left to finish it
constexpr std::int64_t wordings_most = 20;
constexpr std::size_t groups_most = 64, pairs_most = 8, variants_most = 5, reasked_most = 30;

struct GivenRights { std::vector<std::string> groups; Label label = Label::internal; };

bool holds(const std::vector<std::string>& groups, const std::string& group) { return std::ranges::find(groups, group) != groups.end(); }

// No wider than both: a group of both. nullopt when there is none.
std::optional<std::vector<std::string>> groups_of_both(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  if (one.empty() || other.empty()) return one.empty() ? other : one;
  std::vector<std::string> out;
  std::ranges::copy_if(one, std::back_inserter(out), [&](const std::string& group) { return holds(other, group); });
  return out.empty() ? std::nullopt : std::optional(out);
}

std::vector<Compartment> compartments_of(Db& db, const std::string& collection) {
  std::vector<Compartment> out;
  for (auto& one : compartments(db))
    if (one.collection == collection) out.push_back(std::move(one));
  return out;
}

// What an expert may have read for the answer: the documents that the run rests on or came near to, and those of the collections that its steps name.
// Answers that experts gave have the rights that were chosen for them and say nothing of others, unless the run quoted them.
std::vector<Compartment> sources_of(Db& db, const App& app, const Run& run) {
  std::set<std::int64_t> ids;
  for (const auto& step : run.steps)
    for (const auto& evidence : step.evidence)
      if (is_of_document(evidence))
        if (const auto row = document_by_name(db, evidence.at.collection, evidence.at.document); row && !(row->curated && evidence.at.quote.empty())) ids.insert(row->compartment);
  for (const auto& step : app.steps)
    for (const char* setting : {"collection", "records"})
      if (const Yaml* named = step.written.find(setting); named != nullptr && named->is_scalar() && !named->text.empty())
        for (const std::int64_t id : uncurated_compartments(db, nfc(named->text))) ids.insert(id);
  std::vector<Compartment> out;
  for (const std::int64_t id : ids)
    if (auto one = compartment_by_id(db, id)) out.push_back(std::move(*one));
  return out;
}

// As wide as the app's groups, but no wider than any of the sources; where those share no group, for the experts alone.
GivenRights widest_for(const App& app, const std::vector<Compartment>& sources) {
  GivenRights out{holds(app.groups, std::string(everyone)) ? std::vector<std::string>() : app.groups, Label::internal};
  bool shared = true;
  for (const auto& source : sources) {
    out.label = std::max(out.label, source.label);
    const auto both = groups_of_both(out.groups, source.groups);
    shared = shared && both;
    if (both) out.groups = *both;
  }
  if (shared) return out;
  if (app.experts->group.empty()) throw Error(Code::invalid, "What the answer may rest on is for different groups; say for whom it is and how secret.");
  out.groups = {app.experts->group};
  return out;
}

// Where its curated documents are all of one kind, as narrow as they are. Whoever answers may narrow it further; only an administrator widens it.
GivenRights rights_for(Db& db, const App& app, const Run& run, const TaskAnswer& answer, const Caller& caller) {
  if (answer.groups.size() > groups_most) throw Error(Code::invalid, fmt::format("A document may have at most {} groups.", groups_most));
  for (const auto& group : answer.groups) {
    if (group != everyone) checked_name(NameOf::group, group);
    if (!app.groups.empty() && !holds(app.groups, group)) throw Error(Code::invalid, fmt::format("{} is for members of {}; its answers cannot be for {}.", app.name, fmt::join(app.groups, ", "), group));
  }
  if (caller.administrator && !answer.groups.empty() && answer.label) return {answer.groups, *answer.label};
  const GivenRights widest = widest_for(app, sources_of(db, app, run));
  GivenRights out = widest;
  if (const auto there = compartments_of(db, app.experts->collection); there.size() == 1) {
    if (const auto both = groups_of_both(out.groups, there[0].groups)) out.groups = *both;
    out.label = std::max(out.label, there[0].label);
  }
  if (!answer.groups.empty()) out.groups = answer.groups;
  if (answer.label) out.label = *answer.label;
  if (caller.administrator) return out;
  for (const auto& group : out.groups)
    if (!widest.groups.empty() && !holds(widest.groups, group))
      throw Error(Code::forbidden, fmt::format("What the answer may rest on is for {}; only an administrator makes it wider.", fmt::join(widest.groups, ", ")));
  if (out.label < widest.label) throw Error(Code::forbidden, fmt::format("What the answer may rest on is {}; only an administrator gives it a lower label.", name_of(widest.label)));
  return out;
}

bool may_pass(const Error& error) { return error.code() == Code::busy || error.code() == Code::timeout || error.code() == Code::unavailable; }

// Kept with what was said, so that another process can finish the work.
json::object teaching_json(const GivenRights& rights) {
  json::array groups;
  for (const auto& group : rights.groups) groups.push_back(json::value(group));
  return {{"groups", std::move(groups)}, {"label", name_of(rights.label)}};
}

GivenRights rights_of(const PersonTask& task) {
  GivenRights out;
  const auto* kept = task.said.if_contains("rights");
  if (kept == nullptr || !kept->is_object()) return out;
  for (const auto& group : kept->get_object().at("groups").as_array()) out.groups.emplace_back(group.as_string());
  out.label = label_named(string_of(kept->get_object(), "label"));
  return out;
}

bool is_everyone(const std::vector<std::string>& groups) { return groups.empty() || std::ranges::find(groups, "everyone") != groups.end(); }

// Who corrects may write down what only they could read: so the answer is for nobody who may not see what the corrected one rested on.
GivenRights narrowed(Db& db, GivenRights out, const Run& run) {
  const auto known = compartments(db);
  for (const auto& record : run.steps)
    for (const auto& evidence : record.evidence) {
      if (evidence.of != Evidence::Of::passage && evidence.of != Evidence::Of::curated) continue;
      const auto document = document_by_name(db, evidence.at.collection, evidence.at.document);
      const auto where = document ? std::ranges::find(known, document->compartment, &Compartment::id) : known.end();
      if (where == known.end()) continue;
      out.label = std::max(out.label, where->label);
      if (is_everyone(where->groups)) continue;
      std::vector<std::string> both;
      for (const auto& group : out.groups)
        if (std::ranges::find(where->groups, group) != where->groups.end()) both.push_back(group);
      out.groups = both.empty() ? where->groups : both;
    }
  return out;
}

std::string document_name(const Gap& gap) { return fmt::format("{}-{}.jsonl", gap.app, gap.number); }

// Wordings that were asked are other people's words: beside the gap's question only those that the expert chose are published, each with the answer, and
// of these none that is found by another. They are what a rephrasing is compared with.
std::string pairs_text(const Gap& gap, const std::vector<std::string>& chosen_by_expert, const std::string& answer) {
  std::vector<std::string> chosen{gap.question};
  for (const auto& wording : chosen_by_expert) {
    const bool known = std::ranges::any_of(chosen, [&](const std::string& other) { return likeness(wording, other) >= 0.95; });
    if (!known && chosen.size() < pairs_most) chosen.push_back(wording);
  }
  std::string out;
  for (const auto& question : chosen) out += json::serialize(json::object{{"question", question}, {"answer", answer}}) + "\n";
  return out;
}

class Teaching {
 public:
  Teaching(Runner& runner, Gap gap, PersonTask task) : runner_(runner), store_(runner.doors().store), task_(std::move(task)) {
    out_.gap = std::move(gap);
    run_ = store_.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, task_.run); });
    if (run_) {
      const auto app = as_result([&] { return runner_.app(run_->app, run_->version); });
      if (app) app_ = *app;
    }
    answer_ = task_.said.at("answer");
    if (task_.kind == "correction" && app_ && app_->experts)
      if (const auto* corrected = answer_.is_object() ? answer_.get_object().if_contains(app_->experts->answer) : nullptr) answer_ = json::value(*corrected);
    const auto rights = rights_of(task_);
    out_.groups = rights.groups;
    out_.label = rights.label;
  }

  // What people said earlier to the same question is no longer right; a case that is guarded stays, and is told as lost.
  void drop_contradicted() {
    if (app_->experts->asks.empty()) return;
    store_.write([&](Db& db) {
      for (const auto& one : kept_cases(db, out_.gap.app)) {
        if (one.id == out_.case_id || one.id == case_of_gap() || is_guarded(one) || (one.source != "feedback" && one.source != "expert")) continue;
        const auto* asked = one.inputs.if_contains(app_->experts->asks);
        if (asked != nullptr && asked->is_string() && key_of_question(std::string(asked->get_string())) == out_.gap.key) remove_case(db, out_.gap.app, one.id);
      }
    });
  }

  Taught go() {
    GW_ASSERT(run_ && app_ && app_->experts);
    const auto now = app_now(runner_, out_.gap.app);
    const App& measured = now && now->bundle.version > 0 ? *now : *app_;
    const Held before = held_cases(runner_, measured);
    if (answer_.is_string()) put_document();
    put_case();
    drop_contradicted();
    out_.gap.state = "answered";
    store_.write([&](Db& db) {
      keep_gap(db, out_.gap);
      audit(db, string_or(task_.said, "by"), "teach", out_.document.empty() ? out_.gap.app : out_.document, fmt::format("gap {} of {}", out_.gap.number, out_.gap.app));
    });
    ask_again();
    // The cases of this question say what is right from now on, so they cannot be lost to it.
    Held of_others = before;
    std::erase_if(of_others.looked_at, [&](const std::string& id) { return id == out_.case_id || id == case_of_gap(); });
    out_.cases_again = std::ssize(of_others.looked_at);
    if (!of_others.looked_at.empty()) out_.lost = lost_cases(of_others, held_cases(runner_, measured, &of_others.looked_at));
    return std::move(out_);
  }

  bool possible() const { return run_ && app_ && app_->experts; }

 private:
  void put_document() {
    const std::string by = string_or(task_.said, "by"), name = document_name(out_.gap);
    Upload upload{name, pairs_text(out_.gap, strings_of(task_.said, "questions"), std::string(answer_.as_string()))};
    upload.title = std::string(slice(out_.gap.question, 0, 120));
    upload.note = fmt::format("Answered by {}, asked in run {} of {}.", by.empty() ? "an administrator" : by, task_.run, task_.app);
    upload.time = rfc3339(task_.done_at / 1000);
    AddOptions options{.collection = app_->experts->collection, .groups = out_.groups, .label = out_.label};
    if (options.groups.empty()) options.groups = {"everyone"};
    options.who = by;
    std::vector<Upload> uploads;
    uploads.push_back(std::move(upload));
    const AddReport report = runner_.doors().library.add_uploads(std::move(uploads), options);
    if (report.failed_count > 0) throw Error(Code::invalid, "The answer could not be made a document: " + report.failed.front().reason);
    out_.document = options.collection + "/" + name;
    out_.gap.document = out_.document;
  }

  std::string case_of_gap() const { return fmt::format("gap-{}", out_.gap.number); }

  void put_case() {
    if (task_.kind == "correction") {  // whose case is there already; an earlier answer to the question is no longer right
      out_.case_id = case_of_run(*run_);
      if (!store_.reading<bool>([&](Db& db) { return case_by_id(db, out_.gap.app, case_of_gap()).has_value(); })) return;
    }
    json::object inputs = run_->inputs;
    if (!app_->experts->asks.empty()) inputs[app_->experts->asks] = out_.gap.question;
    if (out_.case_id.empty()) out_.case_id = case_of_gap();
    const Case made{.id = case_of_gap(), .inputs = std::move(inputs), .expected = {{app_->experts->answer, answer_}}, .source = "expert", .run = task_.run,
                    .note = string_or(task_.said, "note"), .who = string_or(task_.said, "by"), .made_at = runner_.sources().now_ms() / 1000};
    store_.write([&](Db& db) {
      const auto kept = case_by_id(db, out_.gap.app, made.id);
      if (!kept || !is_guarded(*kept)) gw::put_case(db, out_.gap.app, made, std::nullopt, {.name = made.who});
    });
  }

  void ask_again() {
    const auto wordings = store_.reading<std::vector<std::string>>([&](Db& db) { return wordings_of(db, out_.gap.number, wordings_most); });
    std::vector<std::string> questions{out_.gap.question};
    const auto put = [&](const std::string& text) {
      if (questions.size() < reasked_most && std::ranges::find(questions, text) == questions.end()) questions.push_back(text);
    };
    for (const auto& wording : wordings) put(wording);
    if (!app_->experts->asks.empty())
      for (const auto& variant : variants_of(out_.gap.question, variants_most)) put(variant);
    if (app_->experts->asks.empty()) questions.resize(1);
    const auto now = app_now(runner_, out_.gap.app);
    const auto version = now && now->bundle.version > 0 ? now->bundle.version : run_->version;
    for (const auto& question : questions) out_.reasked.push_back({question, answers(question, version)});
  }

  // Whether the one who asked gets the answer now.
  bool answers(const std::string& question, std::int64_t version) {
    const auto asked = as_result([&] {
      RunRequest request{.app = out_.gap.app, .version = version, .inputs = run_->inputs, .cause = "case"};
      request.caller = store_.reading<Caller>([&](Db& db) { return caller_behind(db, run_->by); });
      if (!app_->experts->asks.empty()) request.inputs[app_->experts->asks] = question;
      return runner_.trial(std::move(request));
    });
    if (!asked || asked->state != RunState::done) return false;
    const auto* output = asked->output.if_contains(app_->experts->answer);
    return output != nullptr && *output == answer_;
  }

  Runner& runner_;
  Store& store_;
  PersonTask task_;
  std::optional<Run> run_;
  std::shared_ptr<const App> app_;
  json::value answer_;
  Taught out_;
};

Run run_of_task(Runner& runner, const PersonTask& task) {
  auto run = runner.doors().store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, task.run); });
  GW_ASSERT(run);
  return std::move(*run);
}

void close(Db& db, PersonTask& task, std::int64_t now) {
  if (!close_task(db, task.number, task.said, now)) throw Error(Code::conflict, fmt::format("Task {} is done already.", task.number));
  task.state = "done";
  task.done_at = now;
}

// The chosen ones, each as it was asked.
json::array chosen_wordings(Db& db, std::int64_t gap, const std::vector<std::string>& questions) {
  const auto asked = wordings_of(db, gap, wordings_most);
  json::array out;
  for (const auto& question : questions) {
    if (!holds(asked, question)) throw Error(Code::invalid, fmt::format("Nobody has asked in these words: {}.", slice(question, 0, 200)));
    out.push_back(json::value(question));
  }
  return out;
}

constexpr std::string_view empty_answer = "The answer is empty; the task stays open. Write it, or reject the task with a note.";

void refuse_empty(const json::object& said) {
  const auto* answer = said.if_contains("answer");
  if (string_or(said, "verdict") != "rejected" && answer != nullptr && answer->is_string() && normalised(answer->get_string()).empty()) throw Error(Code::invalid, std::string(empty_answer));
}

std::shared_ptr<const App> app_of_task(Runner& runner, const PersonTask& task) {
  const auto run = runner.doors().store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, task.run); });
  GW_ASSERT(run);
  return runner.app(run->app, run->version);
}

// A person at a keyboard has one line: of a correction it is the output that is a text.
void take_text_as_output(Runner& runner, const PersonTask& task, json::object& said) {
  auto* answer = said.if_contains("answer");
  if (answer == nullptr || !answer->is_string()) return;
  const auto app = app_of_task(runner, task);
  if (app->outputs.empty()) return;
  const bool theirs = app->experts && !app->experts->answer.empty();
  json::object named;
  named[theirs ? app->experts->answer : app->outputs.front().name] = json::value(*answer);
  *answer = std::move(named);
}

// An answer that cannot be taught would wait for ever: the expert is asked again.
void ask_once_more(Store& store, std::int64_t number) {
  store.write([&](Db& db) {
    auto gap = gap_by_number(db, number);
    if (!gap || gap->state != "answering") return;
    gap->state = "open";
    reopen_task(db, gap->task);
    keep_gap(db, *gap);
  });
}

Answered answer_expert(Runner& runner, PersonTask task, const TaskAnswer& answer, const Caller& caller) {
  Store& store = runner.doors().store;
  Answered out;
  auto gap = store.reading<std::optional<Gap>>([&](Db& db) { return gap_of_task(db, task.number); });
  if (!gap) throw Error(Code::not_found, fmt::format("There is no task {}.", task.number));
  const auto run = run_of_task(runner, task);
  const auto app = runner.app(run.app, run.version);
  if (!app->experts) throw Error(Code::conflict, fmt::format("{} has no experts any more.", app->name));
  const bool rejected = string_of(task.said, "verdict") == "rejected";
  store.write([&](Db& db) {
    if (!rejected) task.said["rights"] = teaching_json(rights_for(db, *app, run, answer, caller));
    if (!rejected && !answer.questions.empty()) task.said["questions"] = chosen_wordings(db, gap->number, answer.questions);
    close(db, task, runner.sources().now_ms());
    gap->state = rejected ? "rejected" : "answering";
    keep_gap(db, *gap);
  });
  if (!rejected) {
    auto taught = as_result([&] { return Teaching(runner, *gap, task).go(); });
    if (!taught) {
      ask_once_more(store, gap->number);
      throw taught.error();
    }
    out.taught = std::move(*taught);
  }
  out.task = std::move(task);
  return out;
}

}  // namespace

TaskAnswer task_answer_of(json::object body) {
  TaskAnswer out;
  out.groups = strings_of(body, "groups");
  out.questions = strings_of(body, "questions");
  if (const std::string label = string_or(body, "label"); !label.empty()) out.label = label_named(label);
  body.erase("groups");
  body.erase("questions");
  body.erase("label");
  out.said = std::move(body);
  return out;
}

std::string taught_by_correction(const App& app, const Run& run, const json::object& expected) {
  if (!app.experts) return "";
  const auto* answer = expected.if_contains(app.experts->answer);
  if (answer == nullptr || !answer->is_string()) return "";
  std::string question = question_of(*app.experts, run);
  if (!question.empty() && normalised(answer->get_string()).empty()) throw Error(Code::invalid, "The right answer is empty; say {\"refuse\": true} where none should be given.");
  return question;
}

void begin_correction(Db& db, const App& app, const Run& run, PersonTask& task, const std::string& question, const TaskAnswer& answer, const Caller& caller) {
  task.said["rights"] = teaching_json(narrowed(db, rights_for(db, app, run, answer, caller), run));
  const std::string key = key_of_question(question);
  auto known = gap_of_wording(db, app.name, key);
  Gap gap = known ? std::move(*known) : Gap{.app = app.name, .key = key, .question = question, .first_at = run.ended_at, .last_at = run.ended_at};
  if (known && gap.state == "open" && gap.task != task.number) close_task(db, gap.task, task.said, task.done_at);  // answered here
  gap.question = question;
  gap.state = "answering";
  gap.task = task.number;
  gap.number = keep_gap(db, gap);
}

Taught teach_correction(Runner& runner, const PersonTask& task) {
  auto gap = runner.doors().store.reading<std::optional<Gap>>([&](Db& db) { return gap_of_task(db, task.number); });
  GW_ASSERT(gap);
  auto taught = as_result([&] { return Teaching(runner, *gap, task).go(); });
  if (taught) return std::move(*taught);
  ask_once_more(runner.doors().store, gap->number);
  throw taught.error();
}

Answered answer_task(Runner& runner, std::int64_t number, TaskAnswer answer, const Caller& caller) {
  Store& store = runner.doors().store;
  auto task = store.reading<std::optional<PersonTask>>([&](Db& db) { return task_by_number(db, number); });
  const bool ours = task && (task->kind == "expert" || task->kind == "correction" || task->kind == "audit" || task->kind == "drift");
  if (ours && task->state == "open" && may_answer(caller, *task)) {
    if (task->kind == "correction" || task->kind == "audit") take_text_as_output(runner, *task, answer.said);
    check_said(*task, answer.said);
    if (task->kind == "expert") refuse_empty(answer.said);
    task->said = std::move(answer.said);
    task->said["by"] = caller.name;
    task->said["at"] = rfc3339(runner.sources().now_ms() / 1000);
    if (task->kind == "expert") return answer_expert(runner, std::move(*task), answer, caller);
    Answered out;
    if (task->kind == "correction") {
      auto corrected = answer_correction(runner, *task, answer, caller);
      out.case_id = std::move(corrected.case_id);
      out.taught = std::move(corrected.taught);
    }
    else if (task->kind == "audit") out.case_id = answer_audit(runner, *task, caller).feedback.case_id;
    else store.write([&](Db& db) { close(db, *task, runner.sources().now_ms()); });
    if (auto now = store.reading<std::optional<PersonTask>>([&](Db& db) { return task_by_number(db, number); })) out.task = std::move(*now);
    return out;
  }
  if (ours && may_answer(caller, *task)) throw Error(Code::conflict, fmt::format("Task {} is done already.", number));
  if (ours || !task) throw Error(Code::not_found, fmt::format("There is no task {}.", number));
  Answered out;
  out.run = runner.answer(number, std::move(answer.said), caller);
  collect(runner);
  if (auto now = store.reading<std::optional<PersonTask>>([&](Db& db) { return task_by_number(db, number); })) out.task = std::move(*now);
  return out;
}

std::int64_t finish_teaching(Runner& runner) {
  std::int64_t out = 0;
  Store& store = runner.doors().store;
  for (const auto& gap : store.reading<std::vector<Gap>>([](Db& db) { return list_gaps(db, "", "answering", 1000); })) {
    const auto task = store.reading<std::optional<PersonTask>>([&](Db& db) { return task_by_number(db, gap.task); });
    if (!task || !task->said.contains("answer") || task->done_at + at_work_ms > runner.sources().now_ms()) continue;
    const auto taught = as_result([&] {
      Teaching teaching(runner, gap, *task);
      if (!teaching.possible()) return false;
      teaching.go();
      return true;
    });
    if (taught) {
      out += *taught ? 1 : 0;
      continue;
    }
    log::warning("teaching.failed", {{"gap", gap.number}, {"code", name_of(taught.error().code())}, {"detail", taught.error().detail()}});
    if (!may_pass(taught.error())) ask_once_more(store, gap.number);
  }
  return out;
}

}  // namespace gw
