#include "flow/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "flow/parent_table.h"
#include "library/find.h"
#include "policy/behind.h"
#include "policy/people.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

constexpr Duration step_time{10min};       // of a step that names none
constexpr Duration wait_in_place{1000};    // a longer wait for another try puts the run to sleep
constexpr std::size_t items_most = 1000;
constexpr std::size_t result_bytes_most = 4 << 20, step_bytes_most = 16 << 20, run_bytes_most = 64 << 20;

bool may_pass(const Error& error) { return error.code() == Code::busy || error.code() == Code::timeout || error.code() == Code::unavailable; }

bool is_repeatable(const Step& step, const json::object& settings) { return step.kind->repeatable != nullptr && step.kind->repeatable(settings); }

StepRecord::State state_of(StepOutcome::Status status) {
  using State = StepRecord::State;
  switch (status) {
    case StepOutcome::Status::done: return State::done;
    case StepOutcome::Status::refused: return State::refused;
    case StepOutcome::Status::waiting: return State::waiting;
    case StepOutcome::Status::failed:
    case StepOutcome::Status::unknown: return State::failed;
    case StepOutcome::Status::later: return State::retrying;
  }
  GW_ASSERT(false);
}

}  // namespace

Walk::Walk(const StepDoors& doors, const RunnerSources& sources, const std::string& owner, const App& app, Run run, const RunApp* run_app, Kept kept)
    : doors_(doors), sources_(sources), owner_(owner), app_(app), run_app_(run_app), kept_(kept), run_(std::move(run)) {}

Run Walk::go() {
  do {
    try {
      load();
      take_steps();
      make_output();
    } catch (const Stopped&) {
    } catch (const Error& error) {
      if (error.code() == Code::internal) log::error("run.internal", {{"run", run_.id}, {"detail", error.detail()}});
      end(RunState::failed, error.message());
    } catch (const std::exception& error) {
      // Not ours: no memory, no thread. Left as it is, the run would belong to this process and nobody would go on with it.
      log::error("run.broke", {{"run", run_.id}, {"detail", error.what()}});
      end(RunState::failed, "Something went wrong inside Groundwork; the log says where.");
    }
    flush();
  } while (run_.state == RunState::running);
  return std::move(run_);
}

// Rights are those of now, not of when the run began.
void Walk::load() {
  steps_.clear();
  tasks_.clear();
  bytes_.clear();
  all_bytes_ = 0;
  // The whole of a step with `each` repeats its items, which stand behind it.
  for (std::size_t i = 0; i < run_.steps.size(); ++i)
    if (i + 1 == run_.steps.size() || run_.steps[i].item >= 0 || run_.steps[i + 1].position != run_.steps[i].position) count_bytes(run_.steps[i].position, run_.steps[i].result);
  doors_.store.read([&](Db& db) {
    caller_ = caller_behind(db, run_.by);
    if (run_.number != 0)
      for (auto& task : tasks_of_run(db, run_.id)) tasks_.insert_or_assign({task.position, task.item}, std::move(task));
  });
  if (!may_run(caller_, app_)) throw Error(Code::forbidden, fmt::format("{} may not run {} any more.", run_.by, app_.name));
  check_rights();
}

// What earlier steps found may not be seen any more; nothing is made of it then.
void Walk::check_rights() {
  doors_.store.read([&](Db& db) {
    for (const auto& record : run_.steps)
      for (const auto& evidence : record.evidence)
        if (is_of_document(evidence)) open_document(db, caller_, evidence.at.document, evidence.at.collection);
  });
}

void Walk::take_steps() {
  for (std::size_t next = 0; next < app_.steps.size();) {
    const auto position = static_cast<int>(next);
    const Step& step = app_.steps[next];
    const StepRecord* known = find(position, -1);
    if (known == nullptr || !has_settled(known->state)) put(take(step, position));
    if (!settle(step, position, *find(position, -1), next)) throw Stopped();
  }
}

// Where the run goes after a step; false when it goes nowhere.
bool Walk::settle(const Step& step, int position, const StepRecord& record, std::size_t& next) {
  remember(step.id, record);
  switch (record.state) {
    case State::begun:
    case State::retrying:
    case State::waiting:
      if (run_.state != RunState::sleeping) run_.state = RunState::waiting;
      return false;
    case State::failed: end(RunState::failed, fmt::format("Step {}: {}", step.id, record.reason)); return false;
    case State::refused:
      if (step.on_refuse == "end") {
        end(RunState::refused, record.reason);
        return false;
      }
      break;
    case State::done:
    case State::skipped: break;
  }
  next = static_cast<std::size_t>(position) + 1;
  if (record.state != State::refused || step.on_refuse == "continue") return true;
  for (; next < app_.steps.size() && app_.steps[next].id != step.on_refuse; ++next) {
    const StepRecord passed{.state = State::skipped};
    remember(app_.steps[next].id, passed);
  }
  return true;
}

StepRecord Walk::take(const Step& step, int position) {
  json::object scope = base_scope();
  if (step.when && !truthy(step.when->fill(scope))) return {.position = position, .state = State::skipped, .at = sources_.now_ms()};
  if (!step.each) return take_one(step, position, -1, scope);
  const json::value items = step.each->fill(scope);
  if (!items.is_array()) throw Error(Code::invalid, fmt::format("Step {}: `each` did not give a list.", step.id));
  if (items.get_array().size() > items_most) throw Error(Code::invalid, fmt::format("Step {}: `each` gave {} items; at most {} are taken.", step.id, items.get_array().size(), items_most));
  return take_each(step, position, items.get_array(), scope);
}

StepRecord Walk::take_each(const Step& step, int position, const json::array& items, json::object& scope) {
  StepRecord whole{.position = position, .state = State::done, .at = sources_.now_ms()};
  json::array results;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto item = static_cast<int>(i);
    const StepRecord* known = find(position, item);
    if (known == nullptr || !has_settled(known->state)) {
      scope["item"] = items[i];
      scope["index"] = item;
      put(take_one(step, position, item, scope));
      known = find(position, item);
    }
    if (known->state == State::failed) return {.position = position, .state = State::failed, .reason = fmt::format("item {}: {}", i, known->reason), .at = whole.at};
    if (!has_settled(known->state)) whole.state = State::waiting;
    refused += known->state == State::refused ? 1 : 0;
    whole.needed_model = whole.needed_model || known->needed_model;
    json::object row = known->result;
    row["status"] = name_of(known->state);
    row["reason"] = known->reason;
    results.push_back(std::move(row));
    if (run_.state == RunState::sleeping) break;  // the others follow when it wakes
  }
  if (whole.state == State::done && refused == items.size() && refused > 0) {
    whole.state = State::refused;
    whole.reason = "Every item was refused.";
  }
  if (whole.state != State::waiting) whole.result["items"] = std::move(results);
  return whole;
}

StepRecord Walk::take_one(const Step& step, int position, int item, const json::object& scope) {
  const json::object settings = fitted(step.settings.fill(scope).as_object(), step.kind->settings);
  if (const StepRecord* known = find(position, item); known != nullptr) {
    if (known->state == State::waiting)
      if (tasks_.contains({position, item})) {
        auto after = answered(step, *known, settings);
        return after ? std::move(*after) : *known;
      }
    if (known->state == State::begun && !is_repeatable(step, settings)) return ask_whether_it_happened(step, *known);
    return attempt(step, *known, settings);
  }
  return attempt(step, {.position = position, .item = item, .at = sources_.now_ms()}, settings);
}

StepRecord Walk::attempt(const Step& step, StepRecord record, const json::object& settings) {
  if (kept_ == Kept::trial && step.kind->effect == Effect::outside) {
    record.state = State::skipped;
    return record;
  }
  for (;;) {
    if (step.kind->effect != Effect::none) {
      record.state = State::begun;
      put(record);
      flush();  // what follows must be known to have begun
    }
    const Stopwatch watch;
    const StepCall call{.settings = settings,
                        .written = step.written,
                        .caller = caller_,
                        .doors = doors_,
                        .deadline = std::chrono::steady_clock::now() + step.timeout.value_or(step_time),
                        .today = today(),
                        .key = record.item < 0 ? fmt::format("{}-{}", run_.id, step.id) : fmt::format("{}-{}-{}", run_.id, step.id, record.item),
                        .run = run_.id,
                        .bundle = &app_.bundle,
                        .measuring = kept_ == Kept::trial,
                        .label = step.kind->effect != Effect::none ? highest_label() : Label::internal,
                        .run_app = run_app_};
    auto outcome = as_result([&] { return step.kind->run(call); });
    record.ms = watch.ms();
    if (!outcome) {
      const Error& error = outcome.error();
      if (error.code() == Code::internal) log::error("step.internal", {{"run", run_.id}, {"step", step.id}, {"detail", error.detail()}});
      // No answer in time says nothing about what the other side did.
      record = failed_try(step, std::move(record), settings, {.reason = error.message(), .may_pass = may_pass(error), .unknown = error.code() == Code::timeout});
      if (record.state == State::retrying && run_.state == RunState::running) continue;
      return record;
    }
    check_bytes(step, record.position, count_bytes(record.position, outcome->result));
    record.state = state_of(outcome->status);
    record.result = std::move(outcome->result);
    record.reason = std::move(outcome->reason);
    record.evidence = std::move(outcome->evidence);
    record.needed_model = outcome->needed_model;
    if (record.state == State::retrying) return sleep(std::move(record), outcome->wait);
    if (record.state == State::failed) {
      const bool unknown = outcome->status == StepOutcome::Status::unknown;
      const Failure failure{.reason = record.reason, .may_pass = unknown || outcome->may_pass, .unknown = unknown, .wait = outcome->wait};
      record = failed_try(step, std::move(record), settings, failure);
      if (record.state == State::retrying && run_.state == RunState::running) continue;
      return record;
    }
    if (record.state == State::waiting) open_task_for(step, record, "review");
    return record;
  }
}

std::size_t Walk::count_bytes(int position, const json::object& result) {
  const std::size_t bytes = json::serialize(result).size();
  bytes_[position] += bytes;
  all_bytes_ += bytes;
  return bytes;
}

void Walk::check_bytes(const Step& step, int position, std::size_t bytes) const {
  if (bytes > result_bytes_most) throw Error(Code::invalid, fmt::format("Step {}: its result is larger than 4 MB.", step.id));
  if (bytes_.at(position) > step_bytes_most) throw Error(Code::invalid, fmt::format("Step {}: its results are larger than 16 MB together.", step.id));
  if (all_bytes_ > run_bytes_most) throw Error(Code::invalid, fmt::format("Step {}: the results of the run are larger than 64 MB together.", step.id));
}

// Another try now, another try after a sleep, or none.
StepRecord Walk::failed_try(const Step& step, StepRecord record, const json::object& settings, const Failure& failure) {
  ++record.tries;
  record.reason = failure.reason;
  if (step.kind->effect == Effect::outside && failure.unknown && !is_repeatable(step, settings)) return ask_whether_it_happened(step, std::move(record));
  if (!failure.may_pass || record.tries > step.retry.times) {
    record.state = State::failed;
    return record;
  }
  const Duration wait = std::max(failure.wait, step.retry.wait * (std::int64_t{1} << std::min(record.tries - 1, 20)));
  record.state = State::retrying;
  if (wait > wait_in_place) return sleep(std::move(record), wait);
  std::this_thread::sleep_for(wait);
  return record;
}

StepRecord Walk::sleep(StepRecord record, Duration wait) {
  record.state = State::retrying;
  run_.state = RunState::sleeping;
  run_.wake_at = sources_.now_ms() + wait.count();
  return record;
}

// What leaves must be fit for whom it goes to, so the label of everything that the run rests on counts, whichever part of it is sent.
Label Walk::highest_label() const {
  return doors_.store.reading<Label>([&](Db& db) {
    const auto parent = parent_of(db, run_.id);
    Label out = parent ? parent->label : Label::internal;
    for (const auto& record : run_.steps)
      for (const auto& evidence : record.evidence)
        if (is_of_document(evidence)) {
          const auto compartment = compartment_by_id(db, open_document(db, caller_, evidence.at.document, evidence.at.collection).compartment);
          if (compartment) out = std::max(out, compartment->label);
        }
    return out;
  });
}

StepRecord Walk::ask_whether_it_happened(const Step& step, StepRecord record) {
  const std::string why = record.reason.empty() ? "The program stopped before the answer of the other side was kept." : record.reason;
  record.state = State::waiting;
  record.result = {{"ask", json::object{{"en", fmt::format("Step {} was doing something outside, and whether it has happened is not known. Has it?", step.id)},
                                        {"zh", fmt::format("步骤 {} 执行了外部操作，但不知道是否已经完成。它完成了吗？", step.id)}}},
                   {"answer", json::object{{"type", "string"}, {"enum", json::array{"it happened", "do it again", "leave it"}}}}};
  record.result["show"] = json::object{{"why", why}};
  record.reason = "It is not known whether its effect has happened.";
  open_task_for(step, record, "unknown");
  return record;
}

// What follows from a person's answer; nullopt while there is none.
std::optional<StepRecord> Walk::answered(const Step& step, const StepRecord& record, const json::object& settings) {
  const PersonTask& task = tasks_.at({record.position, record.item});
  if (task.state != "done") return std::nullopt;
  StepRecord next = record;
  if (task.kind == "unknown") {
    const std::string answer = string_or(task.said, "answer");
    next.result = {};
    next.reason = fmt::format("{} said: {}.", string_or(task.said, "by", "A person"), answer);
    next.evidence.push_back({Evidence::Of::person, {}, string_or(task.said, "by"), 0});
    if (answer == "do it again") return attempt(step, {.position = record.position, .item = record.item, .at = record.at}, settings);
    next.state = answer == "it happened" ? State::done : State::refused;
    return next;
  }
  const StepCall call{.settings = settings, .written = step.written, .caller = caller_, .doors = doors_, .deadline = std::chrono::steady_clock::now() + step_time, .today = today(), .key = {}, .run = run_.id, .bundle = &app_.bundle, .measuring = kept_ == Kept::trial, .arrived = &task.said};
  auto outcome = step.kind->run(call);
  next.state = state_of(outcome.status);
  next.result = std::move(outcome.result);
  next.reason = std::move(outcome.reason);
  next.evidence = std::move(outcome.evidence);
  return next;
}

void Walk::open_task_for(const Step& step, StepRecord& record, std::string_view kind) {
  PersonTask task{.run = run_.id, .app = run_.app, .position = record.position, .item = record.item, .kind = std::string(kind)};
  task.group = string_or(record.result, "group");
  task.person = string_or(record.result, "person");
  task.asked = record.result;
  task.asked["step"] = step.id;
  task.made_at = sources_.now_ms();
  if (const auto due = read_duration(string_or(record.result, "due"))) task.due_at = task.made_at + due->count();
  new_tasks_.push_back(std::move(task));
}

std::string Walk::today() const {
  const std::time_t now = sources_.now_ms() / 1000;
  std::tm local{};
  localtime_r(&now, &local);
  return fmt::format("{:04}-{:02}-{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

json::object Walk::base_scope() const {
  return {{"inputs", run_.inputs}, {"steps", steps_}, {"run", json::object{{"id", run_.id}, {"app", run_.app}, {"by", run_.by}, {"started", rfc3339(run_.started_at / 1000)}}}};
}

StepRecord* Walk::find(int position, int item) {
  const auto at = std::ranges::lower_bound(run_.steps, std::pair(position, item), {}, [](const StepRecord& r) { return std::pair(r.position, r.item); });
  return at != run_.steps.end() && at->position == position && at->item == item ? &*at : nullptr;
}

void Walk::put(StepRecord record) {
  run_.needed_model = run_.needed_model || record.needed_model;
  const auto place = std::pair(record.position, record.item);
  unwritten_.insert(place);
  const auto at = std::ranges::lower_bound(run_.steps, place, {}, [](const StepRecord& r) { return std::pair(r.position, r.item); });
  if (at != run_.steps.end() && std::pair(at->position, at->item) == place) *at = std::move(record);
  else run_.steps.insert(at, std::move(record));
}

void Walk::remember(const std::string& id, const StepRecord& record) {
  json::object row = record.result;
  row["status"] = name_of(record.state);
  row["reason"] = record.reason;
  steps_[id] = std::move(row);
}

void Walk::end(RunState state, std::string reason) {
  run_.state = state;
  run_.reason = std::move(reason);
  run_.ended_at = sources_.now_ms();
}

void Walk::make_output() {
  const json::object scope = base_scope();
  json::object output;
  for (const auto& [name, formula] : app_.output) output[name] = formula.fill(scope);
  const auto unfit = faults_of(schema_of(app_.outputs), output);
  if (!unfit.empty()) throw Error(Code::invalid, fmt::format("The output {} does not fit what the application declares: {}", unfit.front().path, unfit.front().message.en));
  run_.output = std::move(output);
  end(RunState::done, "");
}

void Walk::flush() {
  if (kept_ == Kept::trial) {
    if (run_.state == RunState::sleeping) end(RunState::failed, "It would be tried again later.");
    return;
  }
  const auto number = run_.number;
  const auto state = run_.state;
  doors_.store.write([&](Db& db) {
    run_.number = number;
    run_.state = state;
    // An answer that came while this process walked found the run not waiting: it is walked once more.
    if (run_.state == RunState::waiting && answered_meanwhile(db)) run_.state = RunState::running;
    keep_run(db, run_, {}, run_.state == RunState::running ? owner_ : "");
    for (const auto& [position, item] : unwritten_) keep_step(db, run_, *find(position, item));
    for (const auto& task : new_tasks_) open_task(db, task);
  });
  unwritten_.clear();
  new_tasks_.clear();
}

bool Walk::answered_meanwhile(Db& db) const {
  if (run_.number == 0) return false;
  return std::ranges::any_of(tasks_of_run(db, run_.id), [&](const PersonTask& task) {
    const auto known = tasks_.find({task.position, task.item});
    return task.state == "done" && known != tasks_.end() && known->second.number == task.number && known->second.state == "open";
  });
}

}  // namespace gw
