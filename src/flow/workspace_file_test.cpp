#include "flow/workspace_file.h"

#include <gtest/gtest.h>


#include "base/error.h"
#include "base/folder_test.h"

namespace gw {
namespace {

TEST(WorkspaceFile, LinksOutOfItAreNotFollowed) {
  const TestFolder place;
  const fs::path all = place.path, root = all / "workspace";
  fs::create_directories(root / "rules");
  write_file(root / "rules" / "a.yaml", "a");
  write_file(all / "secret", "s");
  fs::create_symlink(all / "secret", root / "rules" / "out.yaml");
  fs::create_symlink(all, root / "up");
  fs::create_symlink("a.yaml", root / "rules" / "b.yaml");
  EXPECT_EQ(read_workspace_file(root, "rules/a.yaml", 10), "a");
  EXPECT_EQ(read_workspace_file(root, "rules/b.yaml", 10), "a");
  for (const auto* path : {"rules/out.yaml", "up/secret", "../secret", "up"}) EXPECT_THROW(workspace_path(root, path), Error) << path;
  EXPECT_THROW(workspace_path(root, (all / "secret").string()), Error);
  // A workspace that is itself reached by a link.
  fs::create_directory_symlink(root, all / "link");
  EXPECT_EQ(read_workspace_file(all / "link", "rules/a.yaml", 10), "a");
  EXPECT_NO_THROW(workspace_path(root, "not/there"));
}

}  // namespace
}  // namespace gw
