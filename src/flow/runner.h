// Runs applications so that nothing is lost: a killed process leaves runs that another goes on with.
//
//   start ──> steps in order ──> done | refused | failed
//                 │    ▲
//                 ▼    │ answer(task)      wake(now)
//              waiting ┘ (for a person)    sleeping (before another try)
//
// A run is written before anything outside the workspace happens, before it waits or sleeps, and before anybody is told about it. Steps in between,
// which change nothing outside, are written together: after a kill they are simply taken again. An effect outside is written as begun before it
// happens; found so by another process, it is repeated where the other side honours its key, else a person is asked whether it happened.
//
// Each process that runs is an owner with a lock file, which the kernel frees when it dies; `resume` takes over what dead owners left.
// A run whose process died each of the twenty times that it was begun, and which came no further meanwhile, fails: it may be what kills them.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/files.h"
#include "flow/app.h"
#include "flow/app_table.h"
#include "flow/run_table.h"

namespace gw {

/// Where time and names come from, so that a run can be replayed.
struct RunnerSources {
  std::function<std::int64_t()> now_ms;
  std::function<std::string()> new_id;
};
RunnerSources system_sources();

struct RunRequest {
  std::string app;
  std::int64_t version = 0;
  json::object inputs;
  Caller caller;
  std::string cause = "command";
  std::string token;  ///< of a trigger: the same token starts one run, ever; "" for none
  std::string id;     ///< "": a new one
};

/// Thread-safe. Every function blocks; a run is worked on by one thread at a time.
class Runner {
 public:
  Runner(const StepDoors& doors, RunnerSources sources = system_sources());
  ~Runner();

  /// Runs until it ends, waits or sleeps. Error(forbidden) when the app is not for the caller, Error(not_found) without that version, Error(invalid) naming the inputs that do not fit. What fails inside the
  /// run is told by the run. nullopt when the token has been taken before.
  std::optional<Run> run(RunRequest request);
  /// Stores a run that has begun and returns it at once; `go_on` does the rest.
  std::optional<Run> start(RunRequest request);
  /// Stores a run that could not begin, failed for `reason`: what a trigger found and could not start. nullopt as above.
  std::optional<Run> reject(const RunRequest& request, std::string reason);
  /// Runs without leaving a trace: nothing is stored, nobody is asked, steps with an effect outside are skipped. A run that would wait for a person or
  /// sleep ends as waiting or failed. For cases. Errors as `run`; the token is not looked at.
  Run trial(RunRequest request);
  /// Goes on with a run that this process owns (from `start`, `resume` or `wake`); one that belongs to another process is returned as it stands. When it
  /// ends and is a step of another run, that one goes on, too.
  Run go_on(const std::string& id);

  /// What a person said to a task: {verdict: "approved" | "answered" | "rejected", answer, note}; `by` and `at` are added. Error(not_found) when there is no
  /// such task that the caller may answer, Error(conflict) when it is done already, Error(invalid) when the answer does not fit. The run then goes on
  /// when all that it waits for is there.
  Run answer(std::int64_t task, json::object said, const Caller& caller);

  /// Takes over runs of processes that died; their ids, for go_on.
  std::vector<std::string> resume();
  /// Takes runs whose sleep is over.
  std::vector<std::string> wake(std::int64_t most);

  /// A version's app, read once. Error(not_found); Error(conflict) when this program does not accept its file any more.
  std::shared_ptr<const App> app(const std::string& name, std::int64_t version);

  const StepDoors& doors() const { return doors_; }
  const RunnerSources& sources() const { return sources_; }

 private:
  Run first(RunRequest& request, const App& app) const;
  void live();
  enum class WhenBusy { wait, leave };
  Run walk(const std::string& id, WhenBusy when_busy);
  void end_what_kills(const std::string& id);
  RunWithin run_within(const StepCall& call, const std::string& app, json::object inputs);
  Run trial_within(RunRequest request, const std::vector<std::string>& above);
  std::int64_t version_within(const std::vector<std::string>& above, const std::string& app) const;
  void begin_within(const StepCall& call, const std::string& id, const std::string& app, json::object inputs);

  const StepDoors doors_;
  const RunnerSources sources_;
  std::string owner_;
  std::unique_ptr<FileLock> alive_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const App>> apps_;  // by "name version"
  std::unordered_set<std::string> walked_;  // runs that a thread of this process goes on with
  std::unordered_set<std::string> left_;    // by processes that died, and not begun again yet
  std::condition_variable put_down_;
  const RunApp run_app_;
};

/// Whether the caller may run the app; Runner asks, too.
bool may_run(const Caller& caller, const App& app);
/// Brings what a person said to a task into form: verdict and answer. Error(invalid) when it does not fit what was asked.
void check_said(const PersonTask& task, json::object& said);
/// Whether the caller may see the task and answer it.
bool may_answer(const Caller& caller, const PersonTask& task);

}  // namespace gw
