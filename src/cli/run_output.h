// How runs and tasks look on a terminal.
#pragma once
#include <string>
#include <vector>

#include "cli/cli.h"
#include "flow/run.h"

namespace gw::cli {

/// The kinds' ids by position; empty when the version cannot be read any more.
std::vector<std::string> ids_of(Runner& runner, const Run& run);
/// run_json without steps.
json::object short_json(const Run& run);
/// What came out, what it rests on, whom it waits for; with `steps` the trace, too.
void print_run(House& house, const Run& run, bool steps);
void print_task(const PersonTask& task);

}  // namespace gw::cli
