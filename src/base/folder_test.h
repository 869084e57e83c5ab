// A folder of its own that lives as long as a test.
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/files.h"

namespace gw {

struct TestFolder {
  fs::path path;
  TestFolder() {
    std::string name = (fs::temp_directory_path() / "groundwork-test-XXXXXX").string();
    GW_ASSERT(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~TestFolder() {
    std::error_code failed;
    fs::remove_all(path, failed);
  }
  TestFolder(const TestFolder&) = delete;
};

/// The same as a workspace, on a disk that is never too full for a test.
struct TestWorkspace : TestFolder {
  TestWorkspace() { ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1); }
};

}  // namespace gw
