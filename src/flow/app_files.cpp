#include "flow/app_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/spelling.h"
#include "base/time.h"
#include "flow/step_kind.h"
#include "flow/workspace_file.h"
#include "model/small/model_table.h"
#include "rules/rules.h"

namespace gw {
namespace {

constexpr std::uint64_t app_bytes_most = 1 << 20;
constexpr std::uint64_t part_bytes_most = 4 << 20;

// A mistake in a file of rules is told where a step names the file, with its place there.
void check_rule_files(const App& app, const fs::path& root, std::vector<Problem>& problems) {
  for (const Step& step : app.steps) {
    const Yaml* file = step.kind->name == "check" ? step.written.find("file") : nullptr;
    if (file == nullptr) continue;
    for (const auto& problem : parse_rules(read_workspace_file(root, file->text, part_bytes_most)).problems)
      problems.push_back({file->place, fmt::format("{}:{}:{}: {}", file->text, problem.place.line, problem.place.column, as_problem(problem.message))});
  }
}

}  // namespace

std::vector<AppFile> app_files(const Workspace& workspace) {
  std::vector<AppFile> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(workspace.root / "apps", failed))
    if (entry.path().extension() == ".yaml") out.push_back({entry.path().stem().string(), fmt::format("apps/{}", entry.path().filename().string()), entry.path()});
  std::ranges::sort(out, {}, &AppFile::name);
  return out;
}

AppFile app_file(const Workspace& workspace, const std::string& name) {
  std::vector<std::string> names;
  for (auto& file : app_files(workspace)) {
    if (file.name == name) return std::move(file);
    names.push_back(std::move(file.name));
  }
  throw Error(Code::not_found, fmt::format("There is no app \"{}\" in apps/; {}", name, names.empty() ? "the folder is empty." : or_rather(name, names)));
}

Checked check_file(const AppFile& file, const std::vector<std::string>& graders) {
  const fs::path root = fs::absolute(file.path).parent_path().parent_path();
  const auto has_file = [root](const std::string& path) {
    std::error_code failed;
    return fs::exists(root / path, failed);
  };
  Checked out = check_app(read_file(file.path, app_bytes_most), file.name, {.graders = graders, .has_file = has_file});
  if (out.app) check_rule_files(*out.app, root, out.problems);
  if (!out.problems.empty()) out.app.reset();
  return out;
}

App draft_of(const Store& store, const std::string& name, const std::vector<std::string>& graders) {
  const AppFile file = app_file(store.workspace(), name);
  Checked checked = check_file(file, graders);
  if (!checked.app) {
    const Problem& first = checked.problems.front();
    const std::size_t more = checked.problems.size() - 1;
    throw Error(Code::invalid, fmt::format("{}:{}:{}: {}.{}", file.shown, first.place.line, first.place.column, first.message, more == 0 ? "" : fmt::format(" And {} more; `groundwork check {}` lists them.", more, name)));
  }
  App out = std::move(*checked.app);
  for (const auto& path : files_named(out)) out.bundle.files[path] = read_workspace_file(store.workspace().root, path, part_bytes_most);
  out.bundle.models = store.reading<std::map<std::string, std::int64_t>>([&](Db& db) { return latest_models(db, name); });
  return out;
}

AppVersion keep_draft(Store& store, const std::string& name, const std::vector<std::string>& graders, std::string_view who) {
  const App draft = draft_of(store, name, graders);
  return store.writing<AppVersion>([&](Db& db) { return keep_version(db, draft.bundle, who, now_seconds()); });
}

}  // namespace gw
