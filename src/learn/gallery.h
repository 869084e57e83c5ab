// The applications as people see them who may run them: titles, forms, quality, what waits.
#pragma once
#include <optional>
#include <string>

#include "flow/run_table.h"
#include "flow/runner.h"
#include "learn/experts.h"

namespace gw {

/// An app as the caller may run it: its live version, or for administrators its files where nothing is live.
struct Listed {
  std::string name;
  std::optional<App> app;              ///< of the live version, else of the files; none while the files have problems
  std::int64_t live = 0;               ///< 0: none
  bool draft = false;                  ///< the files differ from the live version, or nothing is live
  std::size_t problems = 0;            ///< of the files
};

/// Those that the caller may run, by name; drafts only for administrators.
std::vector<Listed> listed_apps(Runner& runner, const Caller& caller);
/// Error(not_found) when there is none of that name that the caller may run: one that they may not is not told from one that is not there.
Listed listed_app(Runner& runner, const Caller& caller, const std::string& name);

/// {"app","title","purpose","live","draft","problems","inputs","outputs","may_run","expert","open_tasks","last"}
json::object listed_json(Runner& runner, const Caller& caller, const Listed& listed, const std::vector<OpenTasks>& open);
/// The same with "steps", "gate", "value", "cases", "versions"; "models" (freshness_json) for experts, "triggers" for administrators.
json::object app_json(Runner& runner, const Caller& caller, const Listed& listed);

/// The version to run: the live one, or for administrators the files as they stand. Error(not_found), Error(forbidden).
std::int64_t version_for(Runner& runner, const Caller& caller, const std::string& name, bool draft);

/// Whether the caller may see the run: it is theirs, or they are an administrator or an expert of its app.
bool may_see(Runner& runner, const Caller& caller, const Run& run);
/// Error(not_found) when there is no such run that the caller may see.
Run visible_run(Runner& runner, const Caller& caller, const std::string& id);

/// Latest first, of the app and state when given, from before run `before` (0: from the end); of at most 10,000 looked at. `next`: where to go on; 0 at the end.
struct RunPage { std::vector<Run> runs; std::int64_t next = 0; };
RunPage visible_runs(Runner& runner, const Caller& caller, const std::string& app, const std::string& state, std::int64_t before, std::int64_t limit);
struct TaskPage { std::vector<PersonTask> tasks; std::int64_t next = 0; };
TaskPage visible_tasks(Runner& runner, const Caller& caller, const std::string& state, std::int64_t after, std::int64_t limit);

/// run_json with the ids of its version's steps, of what the caller may see (learn/seen.h).
json::object run_json(Runner& runner, const Caller& caller, Run run);
/// A row of a list: without steps, with at most 200 characters of each value. The run needs no steps.
json::object short_run_json(Runner& runner, const Caller& caller, Run run);
/// task_json of what the caller may see.
json::object task_json(Runner& runner, const Caller& caller, PersonTask task);

}  // namespace gw
