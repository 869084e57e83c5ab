#include "store/workspace.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.h"

namespace gw {
namespace {

bool is_workspace(const std::filesystem::path& folder) {
  std::error_code failed;
  return std::filesystem::is_regular_file(folder / "groundwork.yaml", failed);
}

Workspace named(const std::filesystem::path& folder, std::string_view said_by) {
  if (!is_workspace(folder))
    throw Error(Code::not_found, fmt::format("{} ({}) is not a workspace: it has no groundwork.yaml. `groundwork init {}` makes one.", folder.string(),
                                             said_by, folder.string()));
  return {std::filesystem::canonical(folder)};
}

}  // namespace

std::optional<std::filesystem::path> named_folder(const std::optional<std::filesystem::path>& given) {
  if (given) return given;
  if (const char* set = std::getenv("GROUNDWORK_WORKSPACE"); set != nullptr && *set != '\0') return set;
  return std::nullopt;
}

Workspace find_workspace(const std::optional<std::filesystem::path>& given) {
  if (const auto folder = named_folder(given)) return named(*folder, given ? "--workspace" : "$GROUNDWORK_WORKSPACE");
  std::error_code failed;
  for (auto folder = std::filesystem::current_path(failed); !folder.empty(); folder = folder.parent_path()) {
    if (is_workspace(folder)) return {folder};
    if (folder == folder.root_path()) break;
  }
  throw Error(Code::not_found,
              "There is no workspace here or above (no groundwork.yaml). `groundwork init DIR` makes one; --workspace DIR or $GROUNDWORK_WORKSPACE names one.");
}

}  // namespace gw
