// check and apps: the app files of a workspace.
#include <fmt/format.h>

#include <algorithm>

#include "base/result.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "flow/app_files.h"
#include "learn/cases.h"
#include "learn/certifying.h"
#include "learn/freshness.h"
#include "learn/grade.h"
#include "policy/policy.h"

namespace gw::cli {
namespace {

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml"; }

// The files that were asked for: paths as they are, names among the workspace's apps, all of those without any.
std::vector<AppFile> chosen(const Call& call, const std::vector<std::string>& asked) {
  if (asked.empty()) return app_files(find_workspace(call.common.workspace));
  std::vector<AppFile> out;
  for (const auto& one : asked) {
    if (is_yaml(one)) out.push_back({fs::path(one).stem().string(), one, one});
    else out.push_back(app_file(find_workspace(call.common.workspace), one));
  }
  return out;
}

void print_problem(const Call& call, const AppFile& app, const Problem& problem) {
  if (call.common.json) print_json({{"app", app.name}, {"line", problem.place.line}, {"column", problem.place.column}, {"message", problem.message}});
  else print_line(fmt::format("{}:{}:{}: {}", app.shown, problem.place.line, problem.place.column, problem.message));
}

// A case file lies beside the apps' folder, as the other files of an app do.
std::size_t check_cases(const Call& call, const AppFile& file, const App& app) {
  const auto problems = problems_of_case_file(file.path.parent_path().parent_path(), app);
  for (const auto& problem : problems) {
    if (call.common.json) print_json({{"app", app.name}, {"file", app.cases->file}, {"line", problem.line}, {"column", 1}, {"message", problem.message}});
    else print_line(fmt::format("{}:{}: {}", app.cases->file, problem.line, problem.message));
  }
  return problems.size();
}

}  // namespace

int check(const Call& call, const CheckArguments& arguments) {
  if (arguments.schema) {
    print_json(editor_schema());
    return 0;
  }
  const auto files = chosen(call, arguments.apps);
  std::size_t problems = 0;
  for (const auto& app : files) {
    const Checked result = check_file(app, grader_names());
    problems += result.problems.size();
    for (const auto& problem : result.problems) print_problem(call, app, problem);
    if (result.app) problems += check_cases(call, app, *result.app);
  }
  if (arguments.apps.empty()) {
    for (const auto& problem : check_policy(find_workspace(call.common.workspace).root)) {
      ++problems;
      print_problem(call, {"policy", "policy.yaml", {}}, problem);
    }
  }
  if (problems == 0 && !call.common.json) print_line(files.empty() ? "There is no app in apps/." : fmt::format("{} app{} checked, nothing is wrong.", files.size(), files.size() == 1 ? "" : "s"));
  return problems == 0 ? 0 : 1;
}

namespace {

// "holds", "void", "not proven"; "" where none was asked for, or its version cannot be read any more.
std::string certificate_state(House& house, const std::string& app) {
  const auto kept = as_result([&] { return certificate_of_app(house.runner, app); });
  if (!kept || !*kept) return "";
  const auto& strata = (*kept)->certificate.strata;
  if (std::ranges::none_of(strata, [](const Stratum& one) { return one.threshold.has_value(); })) return "not proven";
  return (*kept)->void_en.empty() ? "holds" : "void";
}

// What answers though its file is gone: told, or nobody would know how to take it down.
std::vector<std::string> live_without_file(House& house, const std::vector<AppFile>& files) {
  auto live = house.store.reading<std::vector<std::string>>(live_apps);
  std::erase_if(live, [&](const std::string& name) { return std::ranges::find(files, name, &AppFile::name) != files.end(); });
  return live;
}

}  // namespace

int apps(const Call& call) {
  House house = call.house();
  Table table({"APP", "TITLE", "LIVE", "STEPS", "CERTIFICATE", "STATE"});
  std::vector<std::string> news;
  const auto files = app_files(house.store.workspace());
  for (const auto& file : files) {
    const Checked result = check_file(file, grader_names());
    const std::string state = result.app ? "sound" : fmt::format("{} problem{}", result.problems.size(), result.problems.size() == 1 ? "" : "s");
    const Words title = result.app ? result.app->title : Words();
    const std::size_t steps = result.app ? result.app->steps.size() : 0;
    const auto live = house.store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, file.name); });
    const std::string certificate = certificate_state(house, file.name);
    const auto fresh = result.app ? as_result([&] { return stale_of(house.store, *result.app); }) : Result<std::vector<Freshness>>();
    json::array models;
    for (const auto& one : fresh.value_or(std::vector<Freshness>())) {
      models.push_back(freshness_json(one));
      if (one.newer && !call.common.json) news.push_back(fmt::format("{}, {}", file.name, sentence(one, Tongue::en)));
    }
    if (call.common.json)
      print_json({{"app", file.name}, {"title", json::object{{"en", title.en}, {"zh", title.zh}}}, {"live", live ? json::value(live->version) : json::value(nullptr)}, {"steps", steps}, {"problems", result.problems.size()}, {"file", true}, {"certificate", certificate.empty() ? json::value(nullptr) : json::value(certificate)}, {"models", std::move(models)}});
    else table.row({file.name, title.in(Tongue::en), live ? fmt::format("version {}", live->version) : "no", result.app ? fmt::format("{}", steps) : "", certificate, state});
  }
  for (const auto& name : live_without_file(house, files)) {
    const auto live = house.store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, name); });
    const auto app = as_result([&] { return house.runner.app(name, live.value_or(0)); });
    const Words title = app ? (*app)->title : Words();
    const std::size_t steps = app ? (*app)->steps.size() : 0;
    if (call.common.json)
      print_json({{"app", name}, {"title", json::object{{"en", title.en}, {"zh", title.zh}}}, {"live", live.value_or(0)}, {"steps", steps}, {"problems", 0}, {"file", false}, {"certificate", nullptr}});
    else table.row({name, title.in(Tongue::en), fmt::format("version {}", live.value_or(0)), fmt::format("{}", steps), "", fmt::format("its file is gone; `groundwork retire {}` takes it down", name)});
  }
  if (!call.common.json) table.print();
  for (const auto& one : news) print_line(one);
  return 0;
}

}  // namespace gw::cli
