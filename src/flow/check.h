// An app file held against everything that can be known before it runs: all problems at once, each at its place and with what to write instead.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/app.h"

namespace gw {

/// What stands around the file. What is empty is not checked.
struct Around {
  std::vector<std::string> graders;                      ///< names that `cases.grade` may use
  std::function<bool(const std::string& path)> has_file;  ///< whether the workspace has this file or folder
};

struct Checked {
  std::optional<App> app;         ///< there exactly when there is no problem
  std::vector<Problem> problems;  ///< in the file's order
};

/// Reads the text of apps/NAME.yaml. Never throws for what a person can write; linear in the text but for the following of paths.
Checked check_app(std::string_view text, std::string_view name, const Around& around = {});

/// What `check` accepts as far as JSON Schema can say it, for editors; generated from the rows that the checker reads.
json::object editor_schema();

}  // namespace gw
