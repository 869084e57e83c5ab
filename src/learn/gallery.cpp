#include "learn/gallery.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/app_files.h"
#include "flow/run_table.h"
#include "flow/triggers.h"
#include "learn/cases.h"
#include "learn/evaluation_table.h"
#include "learn/experts.h"
#include "learn/freshness.h"
#include "learn/grade.h"
#include "learn/seen.h"

namespace gw {
namespace {

constexpr std::int64_t looked_at_most = 10'000, at_once = 500;

json::object words_json(const Words& words) { return {{"en", words.en}, {"zh", words.zh}}; }

json::object schema_json(const std::vector<Input>& inputs) {
  const Schema schema = schema_of(inputs);
  return {{"en", json_of(schema, Tongue::en)}, {"zh", json_of(schema, Tongue::zh)}};
}

constexpr std::size_t value_most = 200;  // characters in a list

json::object in_short(const json::object& values) {
  json::object out;
  for (const auto& member : values) {
    const std::string text = member.value().is_string() ? std::string(member.value().get_string()) : json::serialize(member.value());
    const auto start = slice(text, 0, value_most - 1);
    out[member.key()] = slice(text, 0, value_most).size() == text.size() ? member.value() : json::value(std::string(start) + "…");
  }
  return out;
}

json::value last_json(const Store& store, const Listed& listed) {
  const auto last = store.reading<std::vector<KeptEvaluation>>([&](Db& db) { return evaluations_of(db, listed.name, 1); });
  if (last.empty()) return nullptr;
  json::object out;
  for (const char* name : {"version", "at", "right", "wrong", "refused", "cases", "score", "low", "high"}) out[name] = last.front().report.at(name);
  return out;
}

std::int64_t open_tasks_of(const std::vector<OpenTasks>& open, const Caller& caller, const std::string& app) {
  std::int64_t out = 0;
  for (const auto& some : open) out += some.like.app == app && may_answer(caller, some.like) ? some.count : 0;
  return out;
}

Listed listed_of(Runner& runner, const std::string& name, const AppFile* file) {
  Store& store = runner.doors().store;
  Listed out{.name = name};
  const auto live = store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, name); });
  if (live) {
    out.live = live->version;
    if (const auto app = as_result([&] { return runner.app(name, live->version); })) out.app = **app;
  }
  if (file == nullptr) return out;
  const auto draft = as_result([&] { return draft_of(store, name, grader_names()); });
  if (!draft) {
    const auto checked = as_result([&] { return check_file(*file, grader_names()); });
    out.problems = checked ? std::max<std::size_t>(1, checked->problems.size()) : 1;
    out.draft = true;
    return out;
  }
  out.draft = !live || hash_of(draft->bundle) != hash_of(*live);
  if (!out.app) out.app = *draft;
  return out;
}

bool shown_to(const Caller& caller, const Listed& listed) {
  if (caller.administrator) return true;
  return listed.live != 0 && listed.app && (may_run(caller, *listed.app) || is_expert(caller, *listed.app));
}

}  // namespace

std::vector<Listed> listed_apps(Runner& runner, const Caller& caller) {
  Store& store = runner.doors().store;
  std::map<std::string, std::optional<AppFile>> names;
  for (auto& name : store.reading<std::vector<std::string>>(live_apps)) names[name];
  for (auto& file : app_files(store.workspace())) names[file.name] = file;
  std::vector<Listed> out;
  for (const auto& [name, file] : names) {
    Listed one = listed_of(runner, name, file ? &*file : nullptr);
    if (shown_to(caller, one)) out.push_back(std::move(one));
  }
  return out;
}

Listed listed_app(Runner& runner, const Caller& caller, const std::string& name) {
  Store& store = runner.doors().store;
  std::optional<AppFile> file;
  for (auto& one : app_files(store.workspace()))
    if (one.name == name) file = std::move(one);
  Listed out = listed_of(runner, name, file ? &*file : nullptr);
  if ((out.live == 0 && !file) || !shown_to(caller, out)) throw Error(Code::not_found, fmt::format("There is no application \"{}\".", name));
  return out;
}

json::object listed_json(Runner& runner, const Caller& caller, const Listed& listed, const std::vector<OpenTasks>& open) {
  Store& store = runner.doors().store;
  json::object out{{"app", listed.name}, {"title", words_json(listed.app ? listed.app->title : Words{listed.name, listed.name})}, {"purpose", words_json(listed.app ? listed.app->purpose : Words())},
                   {"live", listed.live == 0 ? json::value(nullptr) : json::value(listed.live)}, {"draft", listed.draft && caller.administrator}, {"problems", caller.administrator ? listed.problems : 0}};
  out["inputs"] = listed.app ? json::value(schema_json(listed.app->inputs)) : json::value(nullptr);
  out["outputs"] = listed.app ? json::value(schema_json(listed.app->outputs)) : json::value(nullptr);
  out["may_run"] = listed.app && may_run(caller, *listed.app);
  out["expert"] = listed.app && is_expert(caller, *listed.app);
  out["open_tasks"] = open_tasks_of(open, caller, listed.name);
  out["last"] = last_json(store, listed);
  return out;
}

json::object app_json(Runner& runner, const Caller& caller, const Listed& listed) {
  Store& store = runner.doors().store;
  json::object out = listed_json(runner, caller, listed, store.reading<std::vector<OpenTasks>>(open_tasks));
  json::array steps;
  if (listed.app)
    for (const auto& step : listed.app->steps) steps.push_back(json::object{{"id", step.id}, {"kind", std::string(step.kind->name)}});
  out["steps"] = std::move(steps);
  if (!listed.app) return out;
  const App& app = *listed.app;
  const auto optional = [](const std::optional<double>& number) { return number ? json::value(*number) : json::value(nullptr); };
  out["gate"] = json::object{{"correct_at_least", optional(app.gate.correct_at_least)}, {"wrong_at_most", optional(app.gate.wrong_at_most)}};
  if (app.worth)
    out["value"] = json::object{{"minutes_by_hand", app.worth->minutes_by_hand}, {"minutes_to_check", app.worth->minutes_to_check}, {"hourly_cost", app.worth->hourly_cost}, {"error_cost", app.worth->error_cost}, {"currency", app.worth->currency}};
  if (out.at("expert").as_bool()) {
    const auto all = as_result([&] { return all_cases(store, app); });
    out["cases"] = all ? json::value(all->size()) : json::value(nullptr);
    if (!all) out["cases_problem"] = all.error().message();
    // The next training is one of the files as they stand, where there are any.
    const auto draft = as_result([&] { return draft_of(store, app.name, grader_names()); });
    json::array models;
    if (const auto fresh = as_result([&] { return stale_of(store, draft ? *draft : app); }))
      for (const auto& one : *fresh) models.push_back(freshness_json(one));
    out["models"] = std::move(models);
  }
  out["versions"] = store.reading<std::size_t>([&](Db& db) { return app_versions(db, app.name).size(); });
  if (!caller.administrator) return out;
  json::array triggers;
  for (const auto& row : trigger_rows(runner))
    if (row.app == app.name) triggers.push_back(trigger_json(row));
  out["triggers"] = std::move(triggers);
  return out;
}

std::int64_t version_for(Runner& runner, const Caller& caller, const std::string& name, bool draft) {
  Store& store = runner.doors().store;
  if (draft) {
    if (!caller.administrator) throw Error(Code::forbidden, "Only administrators run what is not released.");
    return keep_draft(store, name, grader_names(), caller.name).version;
  }
  const auto live = store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
  if (!live || !may_run(caller, *runner.app(name, *live))) {
    const Listed listed = listed_app(runner, caller, name);  // one that may not be seen is not there
    if (!live) throw Error(Code::conflict, fmt::format("{} has no live version yet.", name));
    throw Error(Code::forbidden, fmt::format("{} is not for you to run.", listed.name));
  }
  return *live;
}

bool may_see(Runner& runner, const Caller& caller, const Run& run) {
  if (caller.administrator) return true;
  const auto app = as_result([&] { return runner.app(run.app, run.version); });
  return may_see_run(caller, run, app ? app->get() : nullptr);
}

Run visible_run(Runner& runner, const Caller& caller, const std::string& id) {
  auto run = runner.doors().store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, id); });
  if (!run || !may_see(runner, caller, *run)) throw Error(Code::not_found, "There is no such run.");
  return std::move(*run);
}

RunPage visible_runs(Runner& runner, const Caller& caller, const std::string& app, const std::string& state, std::int64_t before, std::int64_t limit) {
  RunPage out;
  RunsWanted wanted{.app = app, .state = state, .limit = std::min(limit, at_once), .all = caller.administrator, .by = caller.name};
  if (!caller.administrator) wanted.apps = apps_of_expert(runner, caller);
  for (std::int64_t looked_at = 0; looked_at < looked_at_most;) {
    auto some = runner.doors().store.reading<std::vector<Run>>([&](Db& db) { wanted.before = before; return list_runs(db, wanted); });
    looked_at += wanted.limit;
    for (auto& run : some) {
      before = run.number;
      if (!may_see(runner, caller, run)) continue;
      out.runs.push_back(std::move(run));
      out.next = before;
      if (static_cast<std::int64_t>(out.runs.size()) == limit) return out;
    }
    out.next = before;
    if (static_cast<std::int64_t>(some.size()) < wanted.limit) {
      out.next = 0;
      return out;
    }
  }
  return out;
}

TaskPage visible_tasks(Runner& runner, const Caller& caller, const std::string& state, std::int64_t after, std::int64_t limit) {
  TaskPage out;
  for (std::int64_t looked_at = 0; looked_at < looked_at_most; looked_at += at_once) {
    auto some = runner.doors().store.reading<std::vector<PersonTask>>([&](Db& db) { return list_tasks(db, state, after, at_once); });
    for (auto& task : some) {
      after = task.number;
      if (!may_answer(caller, task)) continue;
      out.tasks.push_back(std::move(task));
      out.next = after;
      if (static_cast<std::int64_t>(out.tasks.size()) == limit) return out;
    }
    out.next = after;
    if (static_cast<std::int64_t>(some.size()) < at_once) {
      out.next = 0;
      return out;
    }
  }
  return out;
}

json::object run_json(Runner& runner, const Caller& caller, Run run) {
  runner.doors().store.read([&](Db& db) { hide_unseen(db, caller, run); });
  std::vector<std::string> ids;
  if (const auto app = as_result([&] { return runner.app(run.app, run.version); }))
    for (const auto& step : (*app)->steps) ids.push_back(step.id);
  return gw::run_json(run, ids);
}

json::object short_run_json(Runner& runner, const Caller& caller, Run run) {
  runner.doors().store.read([&](Db& db) {
    if (!caller.administrator) run.steps = evidence_of_run(db, run.id);
    hide_unseen(db, caller, run);
  });
  run.steps.clear();
  run.inputs = in_short(run.inputs);
  run.output = in_short(run.output);
  json::object out = gw::run_json(run, {});
  out.erase("steps");
  return out;
}

json::object task_json(Runner& runner, const Caller& caller, PersonTask task) {
  runner.doors().store.read([&](Db& db) { hide_unseen(db, caller, task); });
  return gw::task_json(task);
}

}  // namespace gw
