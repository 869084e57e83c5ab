// Files of the workspace that an application names: what a link leads to outside of it is not read.
#pragma once
#include <string>

#include "base/files.h"

namespace gw {

/// The path below `root`. Error(forbidden) when it lies outside once its links are followed; whether anything is there is not looked at.
fs::path workspace_path(const fs::path& root, const std::string& path);
/// Errors as workspace_path and read_file.
std::string read_workspace_file(const fs::path& root, const std::string& path, std::uint64_t limit);

}  // namespace gw
