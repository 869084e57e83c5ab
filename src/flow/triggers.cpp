#include "flow/triggers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "base/error.h"
#include "base/log.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"
#include "flow/trigger_table.h"
#include "policy/behind.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr std::array<std::string_view, 3> ons{"folder", "rows", "schedule"};
constexpr std::size_t tokens_at_once = 1000;

std::string_view name_of(Trigger::On on) { return ons[static_cast<std::size_t>(on)]; }

Parse confined() {
  struct Lazy {
    std::once_flag once;
    std::unique_ptr<ParserPool> pool;
  };
  auto lazy = std::make_shared<Lazy>();
  return [lazy](std::string_view bytes, std::string_view name, const ParseOptions& options) {
    std::call_once(lazy->once, [&] { lazy->pool = std::make_unique<ParserPool>(1); });
    return lazy->pool->parse(bytes, name, options);
  };
}

std::unique_ptr<Watch> watch_of(const Trigger& trigger, const json::value& memory) {
  switch (trigger.on) {
    case Trigger::On::folder: return watch_folder(trigger);
    case Trigger::On::rows: return watch_rows(trigger);
    case Trigger::On::schedule: return watch_schedule(trigger, memory);
  }
  GW_ASSERT(false);
}

bool is_of(const json::object& mark, const Trigger& trigger) { return string_or(mark, "on") == name_of(trigger.on) && string_or(mark, "what") == trigger.what; }

std::int64_t whole(const json::object& mark, std::string_view name) {
  const auto* value = mark.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

// The mark of a trigger, wherever it stood in the version before; none when it is new.
std::optional<json::object> mark_of(const std::vector<TriggerMark>& marks, const Trigger& trigger) {
  for (const auto& one : marks)
    if (is_of(one.mark, trigger)) return one.mark;
  return std::nullopt;
}

// A text where something else is wanted is read as JSON: cells of a table are texts.
json::object inputs_of(const App& app, const Trigger& trigger, const json::object& scope) {
  json::object out;
  if (!trigger.names_no_inputs) {
    const auto filled = trigger.inputs.fill(scope);
    if (filled.is_object()) out = filled.get_object();
  } else if (const auto* row = scope.if_contains("row")) {
    const bool table = trigger.on == Trigger::On::rows && trigger.what.ends_with(".csv");
    for (const auto& input : app.inputs)
      if (const auto* value = row->get_object().if_contains(input.name); value != nullptr && !(table && value->get_string().empty())) out[input.name] = *value;
  }
  for (const auto& input : app.inputs) {
    auto* value = out.if_contains(input.name);
    if (value == nullptr || !value->is_string() || input.schema.allows(Type::string)) continue;
    const std::string text(value->get_string());
    if (auto read = as_result([&] { return parse_json(text); })) *value = std::move(*read);
  }
  return out;
}

}  // namespace

struct Triggers::Watched {
  std::int64_t version = 0;
  Trigger trigger;
  std::unique_ptr<Watch> watch;
  json::object mark;     // as it is in the store
  std::int64_t fired_at = 0, runs = 0;
  std::string fault;
};

Triggers::Triggers(Runner& runner, Parse parse) : runner_(runner), parse_(parse ? std::move(parse) : confined()) {}
Triggers::~Triggers() = default;

Met Triggers::met_by(const std::string& app) const {
  const Store& store = runner_.doors().store;
  return [&store, app](const std::vector<std::string>& tokens) { return store.reading<std::vector<bool>>([&](Db& db) { return tokens_taken(db, app, tokens); }); };
}

std::vector<std::string> Triggers::look(std::size_t most) {
  std::vector<std::string> begun;
  const auto live = runner_.doors().store.reading<std::vector<std::string>>(live_apps);
  std::erase_if(apps_, [&](const auto& known) { return std::ranges::find(live, known.first) == live.end(); });
  for (const auto& name : live) {
    const auto looked = as_result([&] { look_at(name, most, begun); });
    if (!looked) log::warning("triggers.not_looked", {{"app", name}, {"code", gw::name_of(looked.error().code())}, {"detail", looked.error().detail()}});
  }
  return begun;
}

void Triggers::look_at(const std::string& name, std::size_t most, std::vector<std::string>& begun) {
  const auto live = runner_.doors().store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
  if (!live) return;
  const auto app = runner_.app(name, *live);
  apps_[name].resize(app->triggers.size());
  for (std::size_t position = 0; position < app->triggers.size(); ++position) {
    Watched& one = watched(*app, position);
    const auto looked = as_result([&] { take(*app, one, most, begun); });
    one.fault = looked ? one.watch->waiting() : looked.error().code() == Code::internal ? "Something went wrong inside Groundwork; the log says where." : looked.error().message();
    if (!looked && looked.error().code() == Code::internal) log::error("trigger.internal", {{"app", name}, {"position", position}, {"detail", looked.error().detail()}});
    remember(name, position, one);
  }
}

Triggers::Watched& Triggers::watched(const App& app, std::size_t position) {
  auto& slot = apps_[app.name][position];
  const Trigger& trigger = app.triggers[position];
  if (slot && slot->version == app.bundle.version) return *slot;
  auto marks = runner_.doors().store.reading<std::vector<TriggerMark>>([&](Db& db) { return trigger_marks(db, app.name); });
  if (!mark_of(marks, trigger)) {
    begin_watching(runner_, app.name);  // whoever released it did not come to it
    marks = runner_.doors().store.reading<std::vector<TriggerMark>>([&](Db& db) { return trigger_marks(db, app.name); });
  }
  slot = std::make_unique<Watched>();
  slot->version = app.bundle.version;
  slot->trigger = trigger;
  slot->mark = mark_of(marks, trigger).value_or(json::object());
  slot->fired_at = whole(slot->mark, "fired");
  slot->runs = whole(slot->mark, "runs");
  const auto* memory = slot->mark.if_contains("memory");
  slot->watch = watch_of(slot->trigger, memory != nullptr ? *memory : json::value());
  return *slot;
}

void Triggers::take(const App& app, Watched& watched, std::size_t most, std::vector<std::string>& begun) {
  const Met met = met_by(app.name);
  const Look look{runner_.doors().store.workspace().root, met, parse_, runner_.sources().now_ms(), most - std::min(most, begun.size())};
  for (auto& arrival : watched.watch->look(look)) {
    if (begin(app, watched.trigger, arrival, begun)) {
      watched.fired_at = runner_.sources().now_ms();
      ++watched.runs;
    }
    watched.watch->done(arrival);
  }
}

// Whether a run came of it. Throws for what is the trigger's own fault or may pass: the same arrival comes again.
bool Triggers::begin(const App& app, const Trigger& trigger, Arrival& arrival, std::vector<std::string>& begun) {
  RunRequest request{.app = app.name, .version = app.bundle.version, .inputs = {}, .caller = administrator(), .cause = std::string(name_of(trigger.on)), .token = arrival.token,
                     .id = runner_.sources().new_id()};
  // Whoever put the file there is not known: where there are people, it gives no more than everyone has.
  request.caller = runner_.doors().store.reading<Caller>([&](Db& db) { return trigger.as.empty() ? caller_behind(db, count_users(db) == 0 ? "" : nobody_named) : caller_named(db, trigger.as); });
  if (!may_run(request.caller, app))
    throw Error(Code::forbidden, trigger.as.empty() ? fmt::format("{} is for its groups alone; `as` must name a user for this trigger.", app.name) : fmt::format("{} may not run {}.", trigger.as, app.name));
  const auto reject = [&](const Error& error) { return runner_.reject(request, fmt::format("{} could not be taken in: {}", valid_utf8(arrival.name), error.message())).has_value(); };
  const auto made = as_result([&] {
    json::object scope = arrival.given();
    scope["run"] = json::object{{"id", request.id}, {"app", app.name}, {"by", request.caller.name}, {"started", rfc3339(runner_.sources().now_ms() / 1000)}};
    return inputs_of(app, trigger, scope);
  });
  if (!made && made.error().code() == Code::internal) log::error("trigger.unread", {{"app", app.name}, {"detail", made.error().detail()}});
  if (!made) return reject(made.error());
  request.inputs = *made;
  const auto run = as_result([&] { return runner_.start(request); });
  if (!run && run.error().code() == Code::invalid) return reject(run.error());
  if (!run) throw run.error();
  if (*run) begun.push_back((*run)->id);
  return run->has_value();
}

void Triggers::remember(const std::string& app, std::size_t position, Watched& watched) {
  json::object mark{{"on", name_of(watched.trigger.on)}, {"what", watched.trigger.what}, {"fired", watched.fired_at}, {"runs", watched.runs}, {"fault", watched.fault}};
  const auto* before = watched.mark.if_contains("memory");
  mark["memory"] = before != nullptr ? *before : json::value();
  if (mark == watched.mark) return;
  // A schedule's minute is written with what happened in it; each minute of nothing is not worth a write.
  mark["memory"] = watched.watch->memory();
  runner_.doors().store.write([&](Db& db) { keep_trigger_mark(db, app, static_cast<std::int64_t>(position), mark, runner_.sources().now_ms()); });
  watched.mark = std::move(mark);
}

void begin_watching(Runner& runner, const std::string& name) {
  Store& store = runner.doors().store;
  const auto live = store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
  if (!live) return;
  const auto app = runner.app(name, *live);
  const auto known = store.reading<std::vector<TriggerMark>>([&](Db& db) { return trigger_marks(db, name); });
  const Parse parse;
  const Met met;
  std::vector<json::object> marks;
  std::vector<std::string> tokens;
  for (const auto& trigger : app->triggers) {
    if (auto mark = mark_of(known, trigger)) {
      marks.push_back(std::move(*mark));
      continue;
    }
    const auto watch = watch_of(trigger, nullptr);
    // Nothing is there yet, or it cannot be looked at: all that will be there is new, and the look says what is wrong.
    const auto there = as_result([&] { return watch->there({store.workspace().root, met, parse, runner.sources().now_ms(), 0}); });
    if (there) tokens.insert(tokens.end(), there->begin(), there->end());
    marks.push_back({{"on", name_of(trigger.on)}, {"what", trigger.what}, {"fired", 0}, {"runs", 0}, {"fault", ""}, {"memory", watch->memory()}});
  }
  const std::int64_t now = runner.sources().now_ms();
  for (std::size_t from = 0; from < tokens.size(); from += tokens_at_once)
    store.write([&](Db& db) {
      for (std::size_t i = from; i < std::min(from + tokens_at_once, tokens.size()); ++i) take_token(db, name, tokens[i], now);
    });
  store.write([&](Db& db) {
    for (std::size_t i = 0; i < marks.size(); ++i) keep_trigger_mark(db, name, static_cast<std::int64_t>(i), marks[i], now);
    drop_trigger_marks(db, name, static_cast<std::int64_t>(marks.size()));
  });
}

std::vector<TriggerRow> trigger_rows(Runner& runner) {
  const Store& store = runner.doors().store;
  std::vector<TriggerRow> out;
  for (const auto& name : store.reading<std::vector<std::string>>(live_apps)) {
    const auto live = store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
    const auto app = as_result([&] { return runner.app(name, live.value_or(0)); });
    if (!app) continue;
    const auto marks = store.reading<std::vector<TriggerMark>>([&](Db& db) { return trigger_marks(db, name); });
    for (std::size_t position = 0; position < (*app)->triggers.size(); ++position) {
      const Trigger& trigger = (*app)->triggers[position];
      TriggerRow row{.app = name, .position = position, .on = std::string(name_of(trigger.on)), .what = trigger.what, .as = trigger.as};
      if (const auto mark = mark_of(marks, trigger)) {
        row.fired_at = whole(*mark, "fired");
        row.runs = whole(*mark, "runs");
        row.fault = string_or(*mark, "fault");
      }
      std::error_code failed;
      if (trigger.on != Trigger::On::schedule && !fs::exists(store.workspace().root / trigger.what, failed)) row.fault = fmt::format("There is no {} in the workspace.", trigger.what);
      out.push_back(std::move(row));
    }
  }
  return out;
}

json::object trigger_json(const TriggerRow& row) {
  json::object out{{"app", row.app}, {"position", row.position}, {"on", row.on}, {"what", row.what}};
  if (!row.as.empty()) out["as"] = row.as;
  out["fired"] = row.fired_at == 0 ? json::value(nullptr) : json::value(rfc3339(row.fired_at / 1000));
  out["runs"] = row.runs;
  out["fault"] = row.fault;
  return out;
}

}  // namespace gw
