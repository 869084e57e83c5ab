// What a step kind is: a row that describes itself, its settings and what it gives, and a function that takes the step. One file in steps/ and one
// line in steps/kinds.def.
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "answer/answer.h"
#include "base/kind.h"
#include "flow/bundle.h"
#include "flow/entry.h"
#include "flow/schema.h"
#include "index/index.h"
#include "library/library.h"
#include "policy/outgoing.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

class Shelf;        // model/small/shelf.h
class RecordShelf;  // flow/past_records.h

/// The rooms that steps work with; all outlive every run.
struct StepDoors {
  Store& store;
  Index& index;
  Answerer& answerer;
  Library& library;
  Egress& outgoing;
  Shelf& shelf;
  RecordShelf& records;
};

/// What a step's result rests on, for the trace and for the person who looks at it.
struct Evidence {
  enum class Of { passage, curated, record, rule, person };
  Of of = Of::passage;
  Citation at;       ///< collection, document and quote; empty where it is none
  std::string note;  ///< a rule's name and message, who reviewed
  double score = 0;
};

struct StepOutcome {
  /// refused: an honest "not by me", with a reason; waiting: a person is needed; failed: it could not be done this time; later: what it needs is not
  /// there yet, it asks again after `wait`; unknown: something was begun outside and nobody knows whether it happened.
  enum class Status { done, refused, waiting, failed, later, unknown };
  Status status = Status::done;
  json::object result;   ///< the members that the row promises; of a waiting step what is shown to the person
  std::string reason;    ///< one sentence; required unless done
  bool may_pass = false;               ///< of failed: nothing happened, and it may be tried again as the step's `retry` says
  std::chrono::milliseconds wait{0};   ///< of later; of another try: no sooner than after this
  std::vector<Evidence> evidence;
  bool needed_model = false;
};

struct StepCall;
struct RunWithin;
/// Runs another application for this step: begins it, or goes on with the one that was begun under this step's key. Error as Runner::run.
using RunApp = std::function<RunWithin(const StepCall& call, const std::string& app, json::object inputs)>;

/// One step to take. All it refers to outlives the call.
struct StepCall {
  const json::object& settings;  ///< filled, with defaults, each of the type that its entry takes
  const Yaml& written;           ///< the same as they stand in the file; the verbatim ones are only here
  const Caller& caller;          ///< whose rights hold; asked anew at each call
  const StepDoors& doors;
  std::chrono::steady_clock::time_point deadline;
  std::string today;                      ///< 2026-11-23, in the machine's time zone
  std::string key;                        ///< the same whenever this step of this run is tried again: a side effect happens once
  std::string run = {};                   ///< the run's id; "" outside of runs
  const Bundle* bundle = nullptr;         ///< files and models of the app's version; null outside of runs
  bool measuring = false;                 ///< a case is tried: what is refused waits for nobody
  Label label = Label::internal;          ///< of a step with an effect: the highest label of what the run rests on so far
  const RunApp* run_app = nullptr;        ///< null outside of runs
  const json::object* arrived = nullptr;  ///< what a waiting step waited for (a review's {answer, verdict, by, at, note}); null on the first call
};

/// Whether it does what is not undone when the step is taken again: something outside the workspace, or another run.
enum class Effect { none, outside, another_run };
enum class Refuses { never, sometimes };

struct StepKind {
  std::string_view name;
  std::string_view sentence;
  std::string_view example;      ///< a step as it stands in an app file, with `id: it`
  std::vector<Entry> settings;
  std::string_view gives;        ///< the result in short, see shape(); `status` and `reason` come on top
  Schema (*gives_for)(const Yaml& settings) = nullptr;  ///< where it depends on the settings; instead of `gives`
  Effect effect = Effect::none;
  Refuses refuses = Refuses::never;
  /// Of an effect outside: whether the other side honours the key, so that it may be tried again. Null: it may not.
  bool (*repeatable)(const json::object& settings) = nullptr;
  /// Problems beyond what the entries say, of a table that may have others already; `settings` is the whole step. May be null.
  void (*check)(const Yaml& settings, std::vector<Problem>& problems) = nullptr;
  /// Blocks; called on a worker thread, several at once. Gives up with an Error.
  StepOutcome (*run)(const StepCall& call);
};

/// All step kinds in reading order.
const std::vector<const StepKind*>& step_kinds();
const StepKind* step_kind(std::string_view name);  ///< null without one
std::vector<std::string> step_kind_names();

/// What `steps.ID` holds after a step of that kind with those settings: the kind's own members, `status` and `reason`.
Schema result_of(const StepKind& kind, const Yaml& settings);

/// The schema that a setting of the step holds, whose problems the check of the settings has told; `otherwise` where it is not written.
Schema schema_in(const Yaml& settings, std::string_view name, Schema otherwise = {});

/// The rows of `groundwork kinds`.
std::vector<Kind> step_rows();

}  // namespace gw
