// The rows of runs, of their steps and of what people are asked.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flow/run.h"
#include "store/db.h"

namespace gw {

/// Inserts the run (number 0, which becomes its number) or brings its row up to date, with the given records, which replace those of the same step and
/// item. `owner` names the process that works on it; "" when none does.
void keep_run(Db&, Run& run, const std::vector<StepRecord>& records, std::string_view owner);
void keep_step(Db&, const Run& run, const StepRecord& record);
std::optional<Run> run_by_id(Db&, std::string_view id);
/// What the steps of a run rest on: of each its place, state and evidence, and of refused ones the result, which names what was near.
std::vector<StepRecord> evidence_of_run(Db&, std::string_view id);
/// Latest first, without steps; of one app and one state when given.
std::vector<Run> recent_runs(Db&, std::string_view app, std::string_view state, std::int64_t before, std::int64_t limit);
/// The same, for lists: of those that `by` started or that are of `apps`, unless `all`; of inputs and outputs over some thousand characters the beginning of each value.
struct RunsWanted {
  std::string app, state;
  std::int64_t before = 0, limit = 0;
  bool all = false;
  std::string by;
  std::vector<std::string> apps;
};
std::vector<Run> list_runs(Db&, const RunsWanted& wanted);
/// Whether a run with this token was begun before: a trigger's file or row starts one run, whatever is killed in between.
bool take_token(Db&, std::string_view app, std::string_view token, std::int64_t at);

/// Takes a run that waits or sleeps for `owner`; false when somebody else was faster or it does not wait.
bool claim_run(Db&, std::string_view id, std::string_view owner);
/// Another try of a run whose process died; how many there were since it last waited or slept.
std::int64_t count_attempt(Db&, std::string_view id);
/// Ends a run without reading it.
void fail_run(Db&, std::string_view id, std::string_view reason, std::int64_t at);
/// Takes over what a process that died was working on; the ids.
std::vector<std::string> claim_runs_of(Db&, std::string_view dead, std::string_view owner);
bool is_owner(Db&, std::string_view id, std::string_view owner);  ///< whether the run is running and that one works on it
std::vector<std::string> owners(Db&);  ///< of running ones
std::vector<std::string> runs_to_wake(Db&, std::int64_t now, std::int64_t limit);

std::int64_t open_task(Db&, const PersonTask& task);
std::optional<PersonTask> task_by_number(Db&, std::int64_t number);
std::vector<PersonTask> tasks_of_run(Db&, std::string_view run);
/// In order of making, from behind `after`; of one state. Who may see them is the caller's business.
std::vector<PersonTask> list_tasks(Db&, std::string_view state, std::int64_t after, std::int64_t limit);
/// How many are open of each app, for whom: `app`, `group` and `person` alone are filled.
struct OpenTasks { PersonTask like; std::int64_t count = 0; };
std::vector<OpenTasks> open_tasks(Db&);
/// False when it is not open any more.
bool close_task(Db&, std::int64_t number, const json::object& said, std::int64_t at);
void reopen_task(Db&, std::int64_t number);
std::int64_t count_open_tasks(Db&);
void change_asked(Db&, std::int64_t number, const json::object& asked);

/// Ended runs that the loop has not taken in, without steps, the oldest first.
std::vector<Run> runs_to_learn(Db&, std::int64_t limit);
/// False when it was taken in before: what follows from a run's end follows once.
bool mark_learned(Db&, std::int64_t number);

/// Removes ended runs, their steps, tasks and rows of files (sweep_artifacts then removes the bytes), that ended before `before`, oldest first; at most `limit`. How many.
/// Those that the loop has not taken in, and those about which a person is still asked, stay.
std::int64_t prune_runs(Db&, std::int64_t before, std::int64_t limit);
/// The same of all ended ones but the latest `most` runs.
std::int64_t prune_runs_over(Db&, std::int64_t most, std::int64_t limit);

}  // namespace gw
