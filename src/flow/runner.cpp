#include "flow/runner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "flow/check.h"
#include "flow/parent_table.h"
#include "flow/walk.h"

namespace gw {
namespace {

constexpr std::size_t apps_kept = 256;
constexpr std::size_t depth_most = 8;  // of applications that run applications
constexpr std::int64_t begun_most = 20;  // of a run that comes no further because its process dies each time; a machine that is restarted often is no reason
constexpr Duration again_least{1000}, again_most{600'000};

fs::path folder_of_owners(const Store& store) { return store.workspace().data() / "runners"; }
fs::path file_of_owner(const Store& store, const std::string& owner) { return folder_of_owners(store) / (owner + ".lock"); }

std::string sentence_of(const std::vector<Unfit>& unfit) {
  std::string out;
  for (const auto& one : unfit) out += fmt::format("{}{} {}", out.empty() ? "" : "; ", one.path, one.message.en);
  return out + ".";
}

}  // namespace

RunnerSources system_sources() {
  return {[] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); },
          [] { return to_hex(random_bytes(12)); }};
}

Runner::Runner(const StepDoors& doors, RunnerSources sources) : doors_(doors), sources_(std::move(sources)), owner_(to_hex(random_bytes(8))),
      run_app_([this](const StepCall& call, const std::string& app, json::object inputs) { return run_within(call, app, std::move(inputs)); }) {}

Runner::~Runner() {
  if (!alive_) return;
  alive_.reset();
  remove_file(file_of_owner(doors_.store, owner_));
}

std::shared_ptr<const App> Runner::app(const std::string& name, std::int64_t version) {
  const std::string key = fmt::format("{} {}", name, version);
  const std::lock_guard lock(mutex_);
  if (const auto known = apps_.find(key); known != apps_.end()) return known->second;
  const auto row = doors_.store.reading<std::optional<AppVersion>>([&](Db& db) { return app_version(db, name, version); });
  if (!row) throw Error(Code::not_found, fmt::format("There is no version {} of the application {}.", version, name));
  auto checked = check_app(row->text, name);
  if (!checked.app)
    throw Error(Code::conflict, fmt::format("Version {} of {} does not hold any more: line {}: {}", version, name, checked.problems.front().place.line, checked.problems.front().message));
  checked.app->bundle = *row;
  if (apps_.size() >= apps_kept) apps_.clear();
  return apps_[key] = std::make_shared<const App>(std::move(*checked.app));
}

Run Runner::first(RunRequest& request, const App& app) const {
  if (!may_run(request.caller, app)) throw Error(Code::forbidden, fmt::format("{} is for members of {}.", app.name, fmt::join(app.groups, ", ")));
  const Schema schema = schema_of(app.inputs);
  json::value inputs = with_defaults(schema, std::move(request.inputs));
  if (const auto unfit = faults_of(schema, inputs); !unfit.empty()) throw Error(Code::invalid, "The inputs do not fit: " + sentence_of(unfit));
  Run run;
  run.id = request.id.empty() ? sources_.new_id() : request.id;
  run.app = request.app;
  run.version = request.version;
  run.by = request.caller.name;
  run.cause = request.cause;
  run.inputs = std::move(inputs.as_object());
  run.started_at = sources_.now_ms();
  return run;
}

// The lock that says that this process lives, taken before the first run is written as its own.
void Runner::live() {
  const std::lock_guard lock(mutex_);
  if (alive_) return;
  make_private_folder(folder_of_owners(doors_.store));
  alive_ = FileLock::try_take(file_of_owner(doors_.store, owner_));
  GW_ASSERT(alive_ != nullptr);
}

std::optional<Run> Runner::start(RunRequest request) {
  live();
  const auto plan = app(request.app, request.version);
  Run run = first(request, *plan);
  bool taken = true;
  doors_.store.write([&](Db& db) {
    run.number = 0;
    taken = request.token.empty() || take_token(db, request.app, request.token, run.started_at);
    if (taken) keep_run(db, run, {}, owner_);
  });
  return taken ? std::optional(std::move(run)) : std::nullopt;
}

std::optional<Run> Runner::reject(const RunRequest& request, std::string reason) {
  Run run{.id = request.id.empty() ? sources_.new_id() : request.id, .app = request.app, .version = request.version, .state = RunState::failed, .by = request.caller.name, .cause = request.cause,
          .reason = std::move(reason), .started_at = sources_.now_ms()};
  run.ended_at = run.started_at;
  bool taken = true;
  doors_.store.write([&](Db& db) {
    run.number = 0;
    taken = request.token.empty() || take_token(db, request.app, request.token, run.started_at);
    if (taken) keep_run(db, run, {}, "");
  });
  return taken ? std::optional(std::move(run)) : std::nullopt;
}

std::optional<Run> Runner::run(RunRequest request) {
  if (!request.token.empty()) {
    auto begun = start(std::move(request));
    return begun ? std::optional(go_on(begun->id)) : std::nullopt;
  }
  live();
  const auto plan = app(request.app, request.version);
  Run begun = first(request, *plan);
  return Walk(doors_, sources_, owner_, *plan, std::move(begun), &run_app_).go();
}

Run Runner::trial(RunRequest request) { return trial_within(std::move(request), {}); }

Run Runner::trial_within(RunRequest request, const std::vector<std::string>& above) {
  const auto plan = app(request.app, request.version);
  Run begun = first(request, *plan);
  const RunApp inner = [&](const StepCall& call, const std::string& name, json::object inputs) {
    auto chain = above;
    chain.push_back(request.app);
    RunRequest within{.app = name, .version = version_within(chain, name), .inputs = std::move(inputs), .caller = call.caller, .cause = "app"};
    return RunWithin{trial_within(std::move(within), chain), again_least};
  };
  return Walk(doors_, sources_, owner_, *plan, std::move(begun), &inner, Kept::trial).go();
}

Run Runner::go_on(const std::string& id) {
  live();
  Run run = walk(id, WhenBusy::wait);
  if (!has_ended(run.state)) return run;
  const auto parent = doors_.store.reading<std::optional<ParentRow>>([&](Db& db) { return parent_of(db, id); });
  if (parent && doors_.store.writing<bool>([&](Db& db) { return claim_run(db, parent->parent, owner_); })) go_on(parent->parent);
  return run;
}

Run Runner::walk(const std::string& id, WhenBusy when_busy) {
  bool mine = false;
  {
    std::unique_lock lock(mutex_);
    // Who has just put it down may still be on the way out.
    if (when_busy == WhenBusy::wait) put_down_.wait(lock, [&] { return !walked_.contains(id); });
    mine = walked_.insert(id).second;
  }
  const bool first = mine;
  const std::shared_ptr<void> done(nullptr, [&](void*) {
    const std::lock_guard lock(mutex_);
    if (first) walked_.erase(id);
    put_down_.notify_all();
  });
  if (first) end_what_kills(id);
  auto run = doors_.store.reading<std::optional<Run>>([&](Db& db) {
    mine = first && is_owner(db, id, owner_);
    return run_by_id(db, id);
  });
  if (!run) throw Error(Code::not_found, fmt::format("There is no run {}.", id));
  if (run->state != RunState::running || !mine) return *run;
  const auto plan = as_result([&] { return app(run->app, run->version); });
  if (!plan) {
    run->state = RunState::failed;
    run->reason = plan.error().message();
    run->ended_at = sources_.now_ms();
    doors_.store.write([&](Db& db) { keep_run(db, *run, {}, ""); });
    return *run;
  }
  return Walk(doors_, sources_, owner_, **plan, std::move(*run), &run_app_).go();
}

// Counted before it is read: reading it may be what the process dies of.
void Runner::end_what_kills(const std::string& id) {
  {
    const std::lock_guard lock(mutex_);
    if (left_.erase(id) == 0) return;
  }
  doors_.store.write([&](Db& db) {
    if (!is_owner(db, id, owner_) || count_attempt(db, id) < begun_most) return;
    fail_run(db, id, "It was begun twenty times and the program stopped each time.", sources_.now_ms());
  });
}

// The run of a step has the step's key for a name, so that a process that takes the step again finds it.
RunWithin Runner::run_within(const StepCall& call, const std::string& app, json::object inputs) {
  const std::string id = sha256_hex("within " + call.key).substr(0, 24);
  const auto stored = [&] { return doors_.store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, id); }); };
  if (!stored()) begin_within(call, id, app, std::move(inputs));
  walk(id, WhenBusy::leave);  // not by go_on: the one it is a step of is running, here
  Run run = *stored();
  const Duration again = std::clamp(Duration((sources_.now_ms() - run.started_at) / 10), again_least, again_most);
  return {std::move(run), again};
}

// The live one, when it may run below those.
std::int64_t Runner::version_within(const std::vector<std::string>& above, const std::string& app) const {
  if (std::ranges::find(above, app) != above.end()) throw Error(Code::invalid, fmt::format("{} would run itself: {} > {}.", app, fmt::join(above, " > "), app));
  if (above.size() >= depth_most) throw Error(Code::invalid, fmt::format("At most {} applications may run one within the other.", depth_most));
  const auto live = doors_.store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, app); });
  if (!live) throw Error(Code::not_found, fmt::format("{} has no live version; `groundwork release {}` makes one.", app, app));
  return live->version;
}

void Runner::begin_within(const StepCall& call, const std::string& id, const std::string& app, json::object inputs) {
  const auto own = doors_.store.reading<std::optional<ParentRow>>([&](Db& db) { return parent_of(db, call.run); });
  ParentRow row{.parent = call.run, .above = own ? own->above : std::vector<std::string>(), .label = call.label};
  row.above.push_back(call.bundle->app);
  RunRequest request{.app = app, .version = version_within(row.above, app), .inputs = std::move(inputs), .caller = call.caller, .cause = "app"};
  Run run = first(request, *this->app(app, request.version));
  run.id = id;
  doors_.store.write([&](Db& db) {
    run.number = 0;
    keep_run(db, run, {}, owner_);
    keep_parent(db, id, row);
  });
}

Run Runner::answer(std::int64_t number, json::object said, const Caller& caller) {
  live();
  const auto task = doors_.store.reading<std::optional<PersonTask>>([&](Db& db) { return task_by_number(db, number); });
  if (!task || !may_answer(caller, *task)) throw Error(Code::not_found, fmt::format("There is no task {}.", number));
  if (task->kind != "review" && task->kind != "unknown") throw Error(Code::invalid, fmt::format("Task {} is not of a run that waits.", number));
  if (task->state != "open") throw Error(Code::conflict, fmt::format("Task {} is done already.", number));
  check_said(*task, said);
  said["by"] = caller.name;
  said["at"] = rfc3339(sources_.now_ms() / 1000);
  bool closed = false, mine = false;
  doors_.store.write([&](Db& db) {
    closed = close_task(db, number, said, sources_.now_ms());
    mine = closed && claim_run(db, task->run, owner_);
  });
  if (!closed) throw Error(Code::conflict, fmt::format("Task {} is done already.", number));
  if (mine) return go_on(task->run);
  return *doors_.store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, task->run); });
}

std::vector<std::string> Runner::resume() {
  live();
  std::vector<std::string> out;
  for (const auto& owner : doors_.store.reading<std::vector<std::string>>(owners)) {
    if (owner == owner_) continue;
    // The lock can be had: its process is gone. It is kept while the runs change hands, so that nobody else takes them too.
    const auto dead = FileLock::try_take(file_of_owner(doors_.store, owner));
    if (!dead) continue;
    doors_.store.write([&](Db& db) {
      for (auto& id : claim_runs_of(db, owner, owner_)) out.push_back(std::move(id));
    });
    remove_file(file_of_owner(doors_.store, owner));
  }
  const std::lock_guard lock(mutex_);
  left_.insert(out.begin(), out.end());
  return out;
}

std::vector<std::string> Runner::wake(std::int64_t most) {
  live();
  std::vector<std::string> out;
  const auto due = doors_.store.reading<std::vector<std::string>>([&](Db& db) { return runs_to_wake(db, sources_.now_ms(), most); });
  if (due.empty()) return out;
  doors_.store.write([&](Db& db) {
    out.clear();
    for (const auto& id : due)
      if (claim_run(db, id, owner_)) out.push_back(id);
  });
  return out;
}

void check_said(const PersonTask& task, json::object& said) {
  const std::string verdict = string_or(said, "verdict", "answered");
  if (verdict != "approved" && verdict != "answered" && verdict != "rejected") throw Error(Code::invalid, "\"verdict\" must be approved, answered or rejected.");
  said["verdict"] = verdict;
  for (const auto& member : said)
    if (member.key() != "verdict" && member.key() != "answer" && member.key() != "note") throw Error(Code::invalid, fmt::format("\"{}\" is not read here.", std::string_view(member.key())));
  string_or(said, "note");
  if (verdict == "rejected") return;
  if (verdict == "approved" && !said.contains("answer")) {
    const auto* proposed = task.asked.if_contains("propose");
    if (proposed == nullptr) throw Error(Code::invalid, "There is nothing proposed that could be approved; answer instead.");
    said["answer"] = *proposed;
  }
  const auto* answer = said.if_contains("answer");
  if (answer == nullptr) throw Error(Code::invalid, "\"answer\" is missing.");
  const auto* proposal = task.asked.if_contains("propose");
  if (!task.asked.contains("answer") && !answer->is_string() && (proposal == nullptr || proposal->is_string())) throw Error(Code::invalid, "\"answer\" must be a text.");
  if (const auto* schema = task.asked.if_contains("answer")) {
    std::vector<Problem> problems;
    const auto unfit = faults_of(read_schema(yaml_of(*schema), problems), *answer);
    if (!unfit.empty()) throw Error(Code::invalid, fmt::format("The answer does not fit: {}{}{}.", unfit.front().path, unfit.front().path.empty() ? "it " : " ", unfit.front().message.en));
  }
}

bool may_run(const Caller& caller, const App& app) {
  return caller.administrator || app.groups.empty() || std::ranges::any_of(app.groups, [&](const std::string& group) { return std::ranges::find(caller.groups, group) != caller.groups.end(); });
}

bool may_answer(const Caller& caller, const PersonTask& task) {
  if (caller.administrator) return true;
  if (!task.person.empty() && task.person == caller.name) return true;
  return !task.group.empty() && std::ranges::find(caller.groups, task.group) != caller.groups.end();
}

}  // namespace gw
