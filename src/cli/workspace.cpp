// init, kinds, config, verify, backup, restore: the workspace itself.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/spelling.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/tongue.h"
#include "flow/artifacts.h"

namespace gw::cli {
namespace {

// Where the examples lie: named by the environment, beside the build of a source tree, or installed.
fs::path example_folder(const std::string& name) {
  std::vector<fs::path> places;
  if (const char* share = std::getenv("GROUNDWORK_SHARE")) places.emplace_back(fs::path(share) / "examples");
  std::error_code failed;
  const fs::path self = fs::read_symlink("/proc/self/exe", failed);
  places.push_back(self.parent_path() / "../../examples");
  places.emplace_back("/usr/share/groundwork/examples");
  for (const auto& place : places)
    if (fs::is_regular_file(place / name / "groundwork.yaml", failed)) return fs::canonical(place / name);
  throw Error(Code::not_found, fmt::format("There is no example \"{}\".", name));
}

constexpr std::string_view first_settings =
    "# The settings of this workspace; `groundwork config` lists them all with their values and origins.\n"
    "name:\n  en: My company\n  zh: 我的公司\n";
constexpr std::string_view first_policy = "# What may leave this workspace, and to whom. Nothing is declared, so nothing leaves.\n";

}  // namespace

std::vector<Setting> command_settings() {
  std::vector<Setting> out = tongue_settings();
  out.push_back({"share", "a folder with examples/ in it, looked at by `init --example` before the places of an installation", "", 0, 0, SetBy::variable});
  return out;
}

int init(const Call& call, const InitArguments& arguments) {
  const fs::path folder = arguments.folder.empty() ? named_folder(call.common.workspace).value_or(".") : fs::path(arguments.folder);
  std::error_code failed;
  if (fs::exists(folder / "groundwork.yaml", failed)) throw Error(Code::conflict, fmt::format("{} is a workspace already.", folder.string()));
  if (!arguments.example.empty()) {
    const fs::path from = example_folder(arguments.example);
    fs::create_directories(folder, failed);
    fs::copy(from, folder, fs::copy_options::recursive, failed);
    if (failed) throw Error(Code::unavailable, fmt::format("The example could not be copied to {}: {}.", folder.string(), failed.message()));
  } else {
    fs::create_directories(folder / "apps", failed);
    if (failed) throw Error(Code::unavailable, fmt::format("{} could not be made: {}.", folder.string(), failed.message()));
    write_file(folder / "policy.yaml", first_policy);
    write_file(folder / "groundwork.yaml", first_settings);
  }
  make_private_folder(folder / ".groundwork");
  const auto at = fs::weakly_canonical(folder, failed).string();
  if (call.common.json) print_json({{"workspace", at}});
  else if (arguments.example.empty()) print_line(fmt::format("Workspace {} is ready. Next: groundwork --workspace {} add YOUR_FOLDER", at, at));
  else {
    print_line(fmt::format("Workspace {} is ready, with documents and applications of the example. Next:", at));
    for (const auto& next : {fmt::format("add {}/documents", at), std::string("ask \"How much may a hotel cost in Paris?\""), std::string("apps"), std::string("release staff-assistant"),
                             std::string("run staff-assistant -i question=\"病假期间工资怎么发？\"")})
      print_line(fmt::format("  groundwork --workspace {} {}", at, next));
  }
  return 0;
}

int kinds(const Call& call, const KindsArguments& arguments) {
  Table table({"FAMILY", "NAME", "WHAT IT DOES", "EXAMPLE"});
  std::vector<std::string> families;
  for (const auto& kind : call.doors.kinds) {
    if (std::ranges::find(families, kind.family) == families.end()) families.emplace_back(kind.family);
    if (!arguments.family.empty() && kind.family != arguments.family) continue;
    const auto s = [](std::string_view v) { return json::string_view(v.data(), v.size()); };
    if (call.common.json) print_json({{"family", s(kind.family)}, {"name", s(kind.name)}, {"sentence", s(kind.sentence)}, {"example", s(kind.example)}});
    else table.row({std::string(kind.family), std::string(kind.name), std::string(kind.sentence), std::string(kind.example)});
  }
  if (!arguments.family.empty() && std::ranges::find(families, arguments.family) == families.end())
    throw Error(Code::invalid, fmt::format("There is no family \"{}\"; {}", arguments.family, or_rather(arguments.family, families)));
  if (!call.common.json) table.print();
  return 0;
}

int config(const Call& call) {
  const auto settings = call.doors.settings(call.common.workspace);
  Table table({"SETTING", "VALUE", "ORIGIN", "WHAT IT IS"});
  for (const auto& v : settings->values()) {
    if (call.common.json) print_json({{"name", v.row.name}, {"value", v.value}, {"default", v.row.standard}, {"origin", v.origin}, {"sentence", v.row.sentence}});
    else table.row({v.row.name, v.value, v.origin, v.row.sentence});
  }
  if (!call.common.json) table.print();
  return 0;
}

int verify(const Call& call, const VerifyArguments& arguments) {
  House house = call.house();
  if (arguments.rebuild) house.index.rebuild();
  try {
    house.index.wait_until_current(600);
  } catch (const Error& e) {
    if (e.code() != Code::unavailable) throw;
    say(e.message());  // a full disk: what is there can be verified all the same
  }
  auto problems = house.library.verify();
  for (auto& problem : verify_artifacts(house.store)) problems.push_back(std::move(problem));
  for (const auto& problem : problems) {
    if (call.common.json) print_json({{"problem", problem}});
    else print_line(problem);
  }
  if (problems.empty() && !call.common.json) print_line("Store and index agree.");
  return problems.empty() ? 0 : 1;
}

int backup(const Call& call, const FileArguments& arguments) {
  House house = call.house();
  gw::backup(house.store, arguments.file);
  const auto bytes = fs::file_size(arguments.file);
  if (call.common.json) print_json({{"file", arguments.file}, {"bytes", bytes}});
  else print_line(fmt::format("{} written, {:.1f} MB", arguments.file, static_cast<double>(bytes) / 1e6));
  return 0;
}

int restore(const Call& call, const FileArguments& arguments) {
  const fs::path folder = named_folder(call.common.workspace).value_or(".");
  gw::restore(arguments.file, folder);
  if (call.common.json) print_json({{"workspace", folder.string()}});
  else print_line(fmt::format("Restored into {}.", folder.string()));
  return 0;
}

}  // namespace gw::cli
