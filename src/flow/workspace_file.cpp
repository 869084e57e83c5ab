#include "flow/workspace_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace gw {

fs::path workspace_path(const fs::path& root, const std::string& path) {
  std::error_code failed, failed_too;
  const fs::path within = fs::weakly_canonical(root, failed), at = fs::weakly_canonical(root / path, failed_too);
  const bool inside = !failed && !failed_too && std::ranges::mismatch(within, at).in1 == within.end();
  if (!inside) throw Error(Code::forbidden, fmt::format("{} does not lie in the workspace.", path));
  return root / path;
}

std::string read_workspace_file(const fs::path& root, const std::string& path, std::uint64_t limit) { return read_file(workspace_path(root, path), limit); }

}  // namespace gw
