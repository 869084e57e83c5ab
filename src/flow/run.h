// One execution of an application, and its trace: what went in, what each step gave and what that rests on, what came out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "flow/step_kind.h"

namespace gw {

/// running: a process works on it; waiting: for a person; sleeping: until `wake_at`; the others are ends.
enum class RunState { running, waiting, sleeping, done, refused, failed };
std::string_view name_of(RunState state);
RunState run_state_named(std::string_view name);
bool is_run_state(std::string_view name);
constexpr bool has_ended(RunState state) { return state >= RunState::done; }

/// What became of a step, or of one item of a step with `each`.
struct StepRecord {
  /// begun: its effect outside may or may not have happened; a process that finds it so was not the one that began it. retrying: nothing happened yet
  /// that counts, it is tried again.
  enum class State { begun, retrying, waiting, done, refused, skipped, failed };
  int position = 0;  ///< of the step in the app, from 0
  int item = -1;     ///< of its `each`; -1: the step as a whole
  State state = State::done;
  json::object result;  ///< of a waiting one: what the person is shown
  std::string reason;
  std::vector<Evidence> evidence;
  int tries = 0;        ///< failed ones so far
  std::int64_t at = 0;  ///< when it was begun, in milliseconds since 1970
  double ms = 0;        ///< of the last try
  bool needed_model = false;
};
std::string_view name_of(StepRecord::State state);
StepRecord::State step_state_named(std::string_view name);
constexpr bool has_settled(StepRecord::State state) { return state >= StepRecord::State::done; }

struct Run {
  std::int64_t number = 0;  ///< in the store; 0 before it is there
  std::string id;
  std::string app;
  std::int64_t version = 0;
  RunState state = RunState::running;
  std::string by;     ///< the user whose rights hold; "" for the command line and a workspace without users
  std::string cause;  ///< "command", "http", "mcp", "schedule", "folder", "rows", "app", "case"
  json::object inputs;
  json::object output;
  std::string reason;  ///< why it was refused or failed
  std::int64_t started_at = 0, ended_at = 0, wake_at = 0;  ///< milliseconds since 1970; 0: not (yet)
  bool needed_model = false;
  std::vector<StepRecord> steps;  ///< by position and item
};

/// A run that is a step of another, and when to look at it again while it has not ended.
struct RunWithin {
  Run run;
  std::chrono::milliseconds again{0};
};

/// What a person is asked for a run to go on.
struct PersonTask {
  std::int64_t number = 0;
  std::string run, app;
  int position = 0, item = -1;
  std::string kind;           ///< "review", or "unknown": whether an effect outside has happened; of ended runs "expert", "correction" and "audit", of an app "drift" (learn/)
  std::string group, person;  ///< who may answer: members of the group, or that user; administrators always
  json::object asked;         ///< what they see: ask, show, propose, answer (a schema)
  std::string state = "open"; ///< "open", "done"
  json::object said;          ///< {verdict, answer, note, by, at} once done
  std::int64_t made_at = 0, done_at = 0, due_at = 0;
};

/// Whether it names a document of the library; what a rule found names the text by the app's own word for it.
bool is_of_document(const Evidence& evidence);
json::object evidence_json(const Evidence& evidence);
Evidence evidence_of(const json::object& object);
/// {"id","app","version","status","output","reason","inputs","steps":[..],"started","ended","ms","needed_model","by","cause"}; steps carry their kinds' ids when
/// `ids` gives them in order of position.
json::object run_json(const Run& run, const std::vector<std::string>& ids);
json::object task_json(const PersonTask& task);

}  // namespace gw
