// One process's walk through a run: from what its records say to the next point where it ends, waits or sleeps.
#pragma once
#include <map>
#include <set>

#include "flow/app.h"
#include "flow/run_table.h"
#include "flow/runner.h"

namespace gw {

/// A trial changes nothing: it is not stored, asks nobody, and skips steps with an effect outside.
enum class Kept { stored, trial };

class Walk {
 public:
  Walk(const StepDoors& doors, const RunnerSources& sources, const std::string& owner, const App& app, Run run, const RunApp* run_app = nullptr, Kept kept = Kept::stored);
  /// Takes steps until it must stop, and writes where it stands. Throws only when the store cannot be written.
  Run go();

 private:
  using State = StepRecord::State;
  struct Stopped {};  // thrown inside to leave the steps; the run's state says why

  void load();
  void check_rights();
  void take_steps();
  bool settle(const Step& step, int position, const StepRecord& record, std::size_t& next);
  StepRecord take(const Step& step, int position);
  StepRecord take_each(const Step& step, int position, const json::array& items, json::object& scope);
  StepRecord take_one(const Step& step, int position, int item, const json::object& scope);
  StepRecord attempt(const Step& step, StepRecord record, const json::object& settings);
  struct Failure {
    std::string reason;
    bool may_pass = false;  // it may be tried again
    bool unknown = false;   // its effect may have happened
    Duration wait{0};       // before another try, at least
  };
  std::size_t count_bytes(int position, const json::object& result);
  void check_bytes(const Step& step, int position, std::size_t bytes) const;
  StepRecord failed_try(const Step& step, StepRecord record, const json::object& settings, const Failure& failure);
  StepRecord sleep(StepRecord record, Duration wait);
  Label highest_label() const;
  StepRecord ask_whether_it_happened(const Step& step, StepRecord record);
  std::optional<StepRecord> answered(const Step& step, const StepRecord& record, const json::object& settings);
  void open_task_for(const Step& step, StepRecord& record, std::string_view kind);

  std::string today() const;
  json::object base_scope() const;
  void put(StepRecord record);
  StepRecord* find(int position, int item);
  void remember(const std::string& id, const StepRecord& record);
  void end(RunState state, std::string reason);
  void make_output();
  void flush();
  bool answered_meanwhile(Db& db) const;

  const StepDoors& doors_;
  const RunnerSources& sources_;
  const std::string& owner_;
  const App& app_;
  const RunApp* run_app_;
  const Kept kept_;
  Run run_;
  Caller caller_;
  json::object steps_;                   // what expressions see of the steps so far
  std::set<std::pair<int, int>> unwritten_;  // places of records that are newer than the stored ones
  std::map<int, std::size_t> bytes_;         // of the results of each step, over its items
  std::size_t all_bytes_ = 0;                // of those of all steps
  std::vector<PersonTask> new_tasks_;
  std::map<std::pair<int, int>, PersonTask> tasks_;  // the latest of each place
};

}  // namespace gw
