// A workspace: the folder that holds groundwork.yaml, and its data under .groundwork/ (mode 0700).
#pragma once
#include <filesystem>
#include <optional>

namespace gw {

struct Workspace {
  std::filesystem::path root;
  std::filesystem::path data() const { return root / ".groundwork"; }
  std::filesystem::path database() const { return data() / "store.db"; }
  std::filesystem::path segments() const { return data() / "segments"; }
  std::filesystem::path lease() const { return data() / "writer.lock"; }
  std::filesystem::path put_aside() const { return data() / "aside"; }  ///< copies made before a migration
};

/// The folder that `given` or else $GROUNDWORK_WORKSPACE names, whether or not it is there.
std::optional<std::filesystem::path> named_folder(const std::optional<std::filesystem::path>& given);

/// The workspace to work in: `given`, else $GROUNDWORK_WORKSPACE, else the nearest folder upward with groundwork.yaml.
/// Error(not_found) with a sentence that says what to do.
Workspace find_workspace(const std::optional<std::filesystem::path>& given);

}  // namespace gw
