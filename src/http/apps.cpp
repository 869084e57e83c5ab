// Applications: the gallery, running them, their runs.
#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "http/route.h"
#include "learn/gallery.h"
#include "learn/seen.h"
#include "learn/experts.h"
#include "learn/teach.h"

namespace gw {
namespace {

constexpr std::size_t queued_most = 10'000;

Runner& runner_of(Call& call) { return call.served().runner; }

bool flag_in(const json::object& body, std::string_view name, bool otherwise) {
  const auto* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return otherwise;
  if (!value->is_bool()) throw Error(Code::invalid, fmt::format("\"{}\" must be true or false.", name));
  return value->get_bool();
}

Response list_apps(Call& call) {
  json::array rows;
  const auto open = call.store().reading<std::vector<OpenTasks>>(open_tasks);
  for (const auto& listed : listed_apps(runner_of(call), call.caller)) rows.push_back(listed_json(runner_of(call), call.caller, listed, open));
  return json_response({{"apps", std::move(rows)}});
}

Response show_app(Call& call) { return json_response(app_json(runner_of(call), call.caller, listed_app(runner_of(call), call.caller, call.path[0]))); }

Response run_app(Call& call) {
  const auto body = call.body();
  RunRequest request{.app = call.path[0], .version = version_for(runner_of(call), call.caller, call.path[0], flag_in(body, "draft", false)), .inputs = {}, .caller = call.caller, .cause = "http"};
  if (const auto* inputs = body.if_contains("inputs")) {
    if (!inputs->is_object()) throw Error(Code::invalid, "\"inputs\" must be an object.");
    request.inputs = inputs->get_object();
  }
  if (flag_in(body, "wait", true)) {
    const Run run = *runner_of(call).run(std::move(request));
    return json_response(run_json(runner_of(call), call.caller, run), has_ended(run.state) ? 200 : 202);
  }
  if (call.desk.run_queue.size() >= queued_most) throw Error(Code::busy, "Many runs wait for their turn; try again in a moment.");
  const Run run = *runner_of(call).start(std::move(request));
  call.desk.run_queue.put(run.id);
  return json_response(run_json(runner_of(call), call.caller, run), 202);
}

Response list_runs(Call& call) {
  const std::string state = call.param("state");
  if (!state.empty() && !is_run_state(state)) throw Error(Code::invalid, "\"state\" must be running, waiting, sleeping, done, refused or failed.");
  const auto page = visible_runs(runner_of(call), call.caller, call.param("app"), state, call.number("before", 0, 0, INT64_MAX), call.number("limit", 50, 1, 500));
  json::array rows;
  for (const auto& run : page.runs) rows.push_back(short_run_json(runner_of(call), call.caller, run));
  return json_response({{"runs", std::move(rows)}, {"next", page.next == 0 ? json::value(nullptr) : json::value(page.next)}});
}

Response show_run(Call& call) { return json_response(run_json(runner_of(call), call.caller, visible_run(runner_of(call), call.caller, call.path[0]))); }

Response list_tasks(Call& call) {
  const std::string state = call.param("state").empty() ? "open" : call.param("state");
  if (state != "open" && state != "done") throw Error(Code::invalid, "\"state\" must be open or done.");
  auto page = visible_tasks(runner_of(call), call.caller, state, call.number("after", 0, 0, INT64_MAX), call.number("limit", 100, 1, 500));
  json::array rows;
  call.store().read([&](Db& db) {
    for (PersonTask& task : page.tasks) show_wordings(db, task);
  });
  for (const auto& task : page.tasks) rows.push_back(task_json(runner_of(call), call.caller, task));
  return json_response({{"tasks", std::move(rows)}, {"next", page.next == 0 ? json::value(nullptr) : json::value(page.next)}});
}

std::int64_t task_number(Call& call) {
  const std::string& text = call.path[0];
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != text.npos) throw Error(Code::not_found, "There is no such task.");
  return std::stoll(text);
}

Response show_task(Call& call) {
  const auto task = call.store().reading<std::optional<PersonTask>>([&](Db& db) {
    auto found = task_by_number(db, task_number(call));
    if (found) show_wordings(db, *found);
    return found;
  });
  if (!task || !may_answer(call.caller, *task)) throw Error(Code::not_found, "There is no such task.");
  return json_response(task_json(runner_of(call), call.caller, *task));
}

Response answer_asked(Call& call) {
  Answered answered = gw::answer_task(runner_of(call), task_number(call), task_answer_of(call.body()), call.caller);
  call.store().read([&](Db& db) { hide_unseen(db, call.caller, answered.task); });
  return json_response(answered.run ? run_json(runner_of(call), call.caller, *answered.run) : answered_json(answered));
}

}  // namespace

std::vector<Route> app_routes() {
  const Parameter app{Parameter::path, "app", "the application's name", "string", true};
  const Parameter run{Parameter::path, "id", "the run's id", "string", true};
  const Parameter task{Parameter::path, "task", "the task's number", "integer", true};
  return {
      {"get", "/api/v1/apps", "apps", "list_apps", "The applications that the caller may run.", Access::reader, {}, "", "Apps", 200, list_apps},
      {"get", "/api/v1/apps/{app}", "apps", "show_app", "One application.", Access::reader, {app}, "", "App", 200, show_app},
      {"post", "/api/v1/apps/{app}/runs", "apps", "run_app", "Runs the live version (administrators: the files as they stand). 200 when the run has ended, 202 while it goes on or waits for a person.", Access::reader, {app}, "RunRequest", "Run", 200, run_app, Pace::running},
      {"get", "/api/v1/runs", "apps", "list_runs", "Runs, the latest first: one's own; all for administrators and experts of their application.", Access::reader,
       {{Parameter::query, "app", "only of this application"}, {Parameter::query, "state", "only running, waiting, sleeping, done, refused or failed ones"}, {Parameter::query, "before", "go on behind this `next`", "integer"}, {Parameter::query, "limit", "at most so many (50)", "integer"}},
       "", "Runs", 200, list_runs},
      {"get", "/api/v1/runs/{id}", "apps", "show_run", "One run with what each step gave and what that rests on.", Access::reader, {run}, "", "Run", 200, show_run},
      {"get", "/api/v1/tasks", "apps", "list_tasks", "What the caller is asked.", Access::reader,
       {{Parameter::query, "state", "open (default) or done"}, {Parameter::query, "after", "go on behind this `next`", "integer"}, {Parameter::query, "limit", "at most so many (100)", "integer"}}, "", "TaskList", 200, list_tasks},
      {"get", "/api/v1/tasks/{task}", "apps", "show_task", "One task.", Access::reader, {task}, "", "PersonTask", 200, show_task},
      {"post", "/api/v1/tasks/{task}/answer", "apps", "answer_task", "Answers a task: its run goes on; an expert's answer is taught and asked again, a correction becomes a case.", Access::reader, {task}, "Said", "Any", 200, answer_asked, Pace::running},
  };
}

}  // namespace gw
