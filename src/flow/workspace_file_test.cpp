#include "flow/workspace_file.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"

namespace gw {
namespace {

TEST(WorkspaceFile, LinksOutOfItAreNotFollowed) {
  std::string name = (fs::temp_directory_path() / "groundwork-links-XXXXXX").string();
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const fs::path all = name, root = all / "workspace";
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
  fs::remove_all(all);
}

}  // namespace
}  // namespace gw
