// Wires concrete things together: builds the rooms from the ground up over one workspace and hands them to the command line or the server.
#include <memory>
#include <optional>

#include "answer/answer.h"
#include "base/files.h"
#include "base/result.h"
#include "base/settings.h"
#include "cli/cli.h"
#include "flow/past_records.h"
#include "flow/erased_table.h"
#include "flow/runner.h"
#include "http/http.h"
#include "index/index.h"
#include "ingest/ingest.h"
#include "learn/case_table.h"
#include "learn/evaluation_table.h"
#include "learn/feedback_table.h"
#include "learn/gap_table.h"
#include "learn/grade.h"
#include "library/library.h"
#include "model/small/shelf.h"
#include "policy/outgoing.h"
#include "proc/confine.h"
#include "rules/rules.h"
#include "store/store.h"

namespace gw {
namespace {

// The rows of settings, room by room; `groundwork config` prints them.
std::vector<Setting> all_settings() {
  std::vector<Setting> rows{{"name.en", "what this workspace is called in English", "Groundwork"}, {"name.zh", "what this workspace is called in Chinese", "Groundwork"}};
  for (const auto& room : {answer_settings(), http_settings(), store_settings(), cli::command_settings()}) rows.insert(rows.end(), room.begin(), room.end());
  return rows;
}

// Every built-in part, room by room; `groundwork kinds` prints them.
std::vector<Kind> all_kinds() {
  std::vector<Kind> out = parser_kinds();
  for (const auto& rows : {step_rows(), check_kinds(), function_kinds(), grader_rows()}) out.insert(out.end(), rows.begin(), rows.end());
  return out;
}

// Everything of one open workspace, built bottom up and destroyed in reverse.
struct Open {
  Settings settings;
  Store store;
  Index index;
  Library library;
  Answerer answerer;
  Egress outgoing;
  Shelf shelf;
  RecordShelf records;
  Runner runner;
  explicit Open(const Workspace& workspace)
      : settings(workspace.root / "groundwork.yaml", all_settings()),
        store(workspace), index(store), library(store, index), answerer(store, index, settings.number("answer.threshold")),
        outgoing(store, Policy(workspace.root)), shelf(store), records(store), runner({store, index, answerer, library, outgoing, shelf, records}) {
    library.when_erased([](Db& db, const std::string& collection, const std::string& name) {
      forget_answers(db, collection + "/" + name);
      forget_evaluated_rows(db);
      for (const auto& run : forget_runs_resting_on(db, name, system_sources().now_ms())) {
        forget_feedback_on(db, run);
        remove_cases_of_run(db, run);
      }
    });
  }
};

cli::Doors doors(std::unique_ptr<Open>& open) {
  cli::Doors out;
  out.open = [&open](const std::optional<fs::path>& workspace) {
    open = std::make_unique<Open>(find_workspace(workspace));
    return cli::House{open->store, open->index, open->library, open->answerer, open->runner, open->settings};
  };
  out.settings = [](const std::optional<fs::path>& workspace) {
    const auto found = as_result([&] { return find_workspace(workspace); });
    if (!found && workspace) throw found.error();
    return std::make_unique<Settings>(found ? found->root / "groundwork.yaml" : fs::path(), all_settings());
  };
  out.serve = [](cli::House& house, const cli::ServeArguments& arguments) {
    return serve({house.store, house.index, house.library, house.answerer, house.runner, house.settings}, {.listen = arguments.listen, .kinds = all_kinds(), .ready = {}});
  };
  out.serve_mcp = [](cli::House& house, const Caller& caller) {
    return serve_mcp({house.store, house.index, house.library, house.answerer, house.runner, house.settings}, caller);
  };
  out.parse_worker = parse_worker_main;
  out.kinds = all_kinds();
  return out;
}

}  // namespace
}  // namespace gw

int main(int argc, char** argv) {
  gw::hide_self();  // keys and prompts are in its memory, and programs of applications run as the same user
  std::unique_ptr<gw::Open> open;
  return gw::cli::run(argc, argv, gw::doors(open));
}
