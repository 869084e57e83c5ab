#include "learn/experts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/result.h"
#include "index/analyser.h"
#include "learn/gap_table.h"

namespace gw {
namespace {

constexpr std::int64_t wordings_shown = 20;

std::set<std::string> terms_in(const std::string& text) {
  std::set<std::string> out;
  for (auto& term : terms_of(text)) out.insert(std::move(term.text));
  return out;
}

bool says(const std::set<std::string>& terms, const std::string& word) {
  const auto wanted = terms_of(word);
  return !wanted.empty() && std::ranges::all_of(wanted, [&](const Term& term) { return terms.contains(term.text); });
}

}  // namespace

bool is_expert(const Caller& caller, const App& app) {
  if (caller.administrator) return true;
  return app.experts && !app.experts->group.empty() && std::ranges::find(caller.groups, app.experts->group) != caller.groups.end();
}

bool may_see_run(const Caller& caller, const Run& run, const App* app) {
  if (caller.administrator || (!run.by.empty() && run.by == caller.name)) return true;
  return app != nullptr && is_expert(caller, *app);
}

std::shared_ptr<const App> app_now(Runner& runner, const std::string& name) {
  const auto version = runner.doors().store.reading<std::int64_t>([&](Db& db) {
    if (const auto live = live_version(db, name)) return live->version;
    const auto all = app_versions(db, name);
    return all.empty() ? std::int64_t{0} : all.front().version;
  });
  if (version == 0) return nullptr;
  const auto app = as_result([&] { return runner.app(name, version); });
  return app ? *app : nullptr;
}

std::vector<std::string> apps_of_expert(Runner& runner, const Caller& caller) {
  std::vector<std::string> out;
  for (auto& name : runner.doors().store.reading<std::vector<std::string>>(live_apps))
    if (const auto app = app_now(runner, name); app && is_expert(caller, *app)) out.push_back(std::move(name));
  return out;
}

std::string owner_of(const Experts& experts, const std::string& question, const std::vector<std::string>& titles) {
  std::vector<std::set<std::string>> texts{terms_in(question)};
  for (const auto& title : titles) texts.push_back(terms_in(title));
  for (const auto& terms : texts)
    for (const auto& topic : experts.topics)
      for (const auto& word : topic.words)
        if (says(terms, word)) return topic.person;
  return "";
}

SeenRun run_seen_by(Runner& runner, const std::string& id, const Caller& caller) {
  auto run = runner.doors().store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, id); });
  SeenRun out;
  if (run) {
    const auto app = as_result([&] { return runner.app(run->app, run->version); });
    if (app) out.app = *app;
  }
  if (!run || !may_see_run(caller, *run, out.app.get())) throw Error(Code::not_found, fmt::format("There is no run {}.", id));
  out.run = std::move(*run);
  out.expert = out.app ? is_expert(caller, *out.app) : caller.administrator;
  return out;
}

void show_wordings(Db& db, PersonTask& task) {
  if (task.kind != "expert") return;
  const auto gap = gap_of_task(db, task.number);
  auto* show = task.asked.if_contains("show");
  if (!gap || show == nullptr || !show->is_object()) return;
  json::array wordings;
  for (const auto& wording : wordings_of(db, gap->number, wordings_shown))
    if (wording != gap->question) wordings.push_back(json::value(wording));
  if (!wordings.empty()) show->get_object()["wordings"] = std::move(wordings);
}

}  // namespace gw
