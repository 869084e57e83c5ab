// The command line: argv in, one call, text out.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "answer/answer.h"
#include "base/kind.h"
#include "base/settings.h"
#include "cli/arguments.h"
#include "flow/runner.h"
#include "index/index.h"
#include "library/library.h"
#include "store/store.h"

namespace gw::cli {

/// An open workspace; what it refers to lives as long as main's objects.
struct House {
  Store& store;
  Index& index;
  Library& library;
  Answerer& answerer;
  Runner& runner;
  const Settings& settings;
};

/// What main.cpp hands in, so that this room knows no concrete wiring.
struct Doors {
  std::function<House(const std::optional<std::filesystem::path>& workspace)> open;
  std::function<std::unique_ptr<Settings>(const std::optional<std::filesystem::path>& workspace)> settings;
  std::function<int(House&, const ServeArguments&)> serve;
  std::function<int(House&, const Caller&)> serve_mcp;
  std::function<int()> parse_worker;
  std::vector<Kind> kinds;
};

std::vector<Setting> command_settings();

/// Runs one command; returns the exit code (design: 0 done, 1 some items failed, 2 invalid, 3 forbidden, 4 busy, 70 internal).
int run(int argc, char** argv, const Doors& doors);

}  // namespace gw::cli
