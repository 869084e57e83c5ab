// tasks and answer: what people are asked, and what they say.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/run_output.h"
#include "flow/run_table.h"

namespace gw::cli {
namespace {

constexpr std::int64_t tasks_at_once = 1000;

json::object said_by(const AnswerArguments& arguments) {
  if (arguments.approve + arguments.reject + arguments.text.has_value() + arguments.json.has_value() != 1)
    throw Error(Code::invalid, "Say one of --approve, --reject, --text and --json-answer.");
  json::object out{{"verdict", arguments.approve ? "approved" : arguments.reject ? "rejected" : "answered"}};
  if (arguments.text) out["answer"] = *arguments.text;
  if (arguments.json) out["answer"] = parse_json(*arguments.json);
  if (!arguments.note.empty()) out["note"] = arguments.note;
  return out;
}

}  // namespace

int tasks(const Call& call, const TasksArguments& arguments) {
  House house = call.house();
  const Caller caller = caller_for(house.store, arguments.as);
  int told = 0;
  for (std::int64_t after = 0; told < arguments.limit;) {
    const auto some = house.store.reading<std::vector<PersonTask>>([&](Db& db) { return list_tasks(db, arguments.state, after, tasks_at_once); });
    if (some.empty()) break;
    after = some.back().number;
    for (const auto& task : some) {
      if (!may_answer(caller, task) || told >= arguments.limit) continue;
      ++told;
      if (call.common.json) print_json(task_json(task));
      else print_task(task);
    }
  }
  if (told == 0 && !call.common.json) print_line(arguments.state == "open" ? "Nobody is asked for anything." : "No task has been answered yet.");
  return 0;
}

int answer(const Call& call, const AnswerArguments& arguments) {
  House house = call.house();
  const Run run = house.runner.answer(arguments.task, said_by(arguments), caller_for(house.store, arguments.as));
  if (call.common.json) print_json(run_json(run, ids_of(house.runner, run)));
  else print_run(house, run, false);
  return run.state == RunState::failed ? 1 : 0;
}

}  // namespace gw::cli
