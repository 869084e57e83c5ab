// check and apps: the app files of a workspace.
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/spelling.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "flow/check.h"
#include "store/workspace.h"

namespace gw::cli {
namespace {

constexpr std::uint64_t app_bytes_most = 1 << 20;

struct AppFile {
  std::string name;   ///< "bug-dispatch"
  std::string shown;  ///< "apps/bug-dispatch.yaml"
  fs::path path;
};

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml"; }

std::vector<AppFile> apps_of(const Workspace& workspace) {
  std::vector<AppFile> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(workspace.root / "apps", failed))
    if (is_yaml(entry.path())) out.push_back({entry.path().stem().string(), fmt::format("apps/{}", entry.path().filename().string()), entry.path()});
  std::ranges::sort(out, {}, &AppFile::name);
  return out;
}

// The files that were asked for: paths as they are, names among the workspace's apps, all of those without any.
std::vector<AppFile> chosen(const Call& call, const std::vector<std::string>& asked) {
  std::vector<AppFile> out, known;
  if (asked.empty() || !std::ranges::all_of(asked, is_yaml)) known = apps_of(find_workspace(call.common.workspace));
  if (asked.empty()) return known;
  std::vector<std::string> names;
  for (const auto& app : known) names.push_back(app.name);
  for (const auto& one : asked) {
    if (is_yaml(one)) {
      out.push_back({fs::path(one).stem().string(), one, one});
      continue;
    }
    const auto found = std::ranges::find(known, one, &AppFile::name);
    if (found == known.end()) throw Error(Code::not_found, fmt::format("There is no app \"{}\" in apps/; {}", one, names.empty() ? "the folder is empty" : or_rather(one, names)));
    out.push_back(*found);
  }
  return out;
}

// Files that an app names are looked for in its workspace: the folder above apps/.
Around around(const AppFile& app) {
  const fs::path root = fs::absolute(app.path).parent_path().parent_path();
  return {.graders = {}, .has_file = [root](const std::string& path) {
    std::error_code failed;
    return fs::exists(root / path, failed);
  }};
}

Checked checked(const AppFile& app) { return check_app(read_file(app.path, app_bytes_most), app.name, around(app)); }

void print_problem(const Call& call, const AppFile& app, const Problem& problem) {
  if (call.common.json) print_json({{"app", app.name}, {"line", problem.place.line}, {"column", problem.place.column}, {"message", problem.message}});
  else print_line(fmt::format("{}:{}:{}: {}", app.shown, problem.place.line, problem.place.column, problem.message));
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
    const Checked result = checked(app);
    problems += result.problems.size();
    for (const auto& problem : result.problems) print_problem(call, app, problem);
  }
  if (problems == 0 && !call.common.json) print_line(files.empty() ? "There is no app in apps/." : fmt::format("{} app{} checked, nothing is wrong.", files.size(), files.size() == 1 ? "" : "s"));
  return problems == 0 ? 0 : 1;
}

int apps(const Call& call) {
  Table table({"APP", "TITLE", "STEPS", "STATE"});
  for (const auto& file : apps_of(find_workspace(call.common.workspace))) {
    const Checked result = checked(file);
    const std::string state = result.app ? "sound" : fmt::format("{} problem{}", result.problems.size(), result.problems.size() == 1 ? "" : "s");
    const Words title = result.app ? result.app->title : Words();
    const std::size_t steps = result.app ? result.app->steps.size() : 0;
    if (call.common.json) print_json({{"app", file.name}, {"title", json::object{{"en", title.en}, {"zh", title.zh}}}, {"steps", steps}, {"problems", result.problems.size()}});
    else table.row({file.name, title.in(Tongue::en), result.app ? fmt::format("{}", steps) : "", state});
  }
  if (!call.common.json) table.print();
  return 0;
}

}  // namespace gw::cli
