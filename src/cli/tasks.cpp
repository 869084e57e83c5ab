// tasks and answer: what people are asked, and what they say.
#include <fmt/format.h>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/run_output.h"
#include "cli/taught.h"
#include "flow/run_table.h"
#include "learn/experts.h"
#include "learn/teach.h"

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
    const auto some = house.store.reading<std::vector<PersonTask>>([&](Db& db) {
      auto found = list_tasks(db, arguments.state, after, tasks_at_once);
      for (auto& task : found) show_wordings(db, task);
      return found;
    });
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

namespace {

std::string_view what_follows(const PersonTask& task) {
  if (task.kind == "drift") return "";
  return task.kind == "audit" ? "; the answer is counted as wrong" : "; nothing follows from it";
}

bool says_refuse(const json::object& said) {
  const auto* answer = said.if_contains("answer");
  return answer != nullptr && answer->is_object() && answer->get_object().contains("refuse");
}

}  // namespace

void print_taught(const Taught& taught) {
  const bool given = taught.document.empty() || taught.answered() > 0;
  print_line(fmt::format("Gap {} {}: {}", taught.gap.number, given ? "is answered" : "has an answer, but the application does not give it", one_line(taught.gap.question, 100)));
  if (!taught.document.empty()) print_line(fmt::format("  document {}, {} for {}", taught.document, name_of(taught.label), taught.groups.empty() ? "everyone" : join(taught.groups, ", ")));
  print_line(fmt::format("  case {}", taught.case_id));
  print_line(fmt::format("  asked again in {} wordings, {} answered", taught.reasked.size(), taught.answered()));
  for (const auto& one : taught.reasked)
    if (!one.answered) print_line(fmt::format("    not answered with it: {}", one_line(one.question, 100)));
  if (taught.cases_again == 0) return;
  print_line(taught.lost.empty() ? fmt::format("  {} cases run again, none lost", taught.cases_again)
                                 : fmt::format("  {} cases run again; right before and not now: {}", taught.cases_again, join(taught.lost, ", ")));
}

std::string what_of_a_case(const std::string& id, const std::string& app, bool refusal) {
  return fmt::format("Case {} of {}{}", id, app, refusal ? ": it should have refused. What answers now stays; evaluations and the gate count the case as wrong until it is refused." : ".");
}

int answer(const Call& call, const AnswerArguments& arguments) {
  House house = call.house();
  TaskAnswer said{said_by(arguments), {}, {}, arguments.questions};
  for (const auto& group : arguments.groups) said.groups.push_back(nfc(group));
  if (!arguments.label.empty()) said.label = label_named(arguments.label);
  const Answered answered = answer_task(house.runner, arguments.task, std::move(said), caller_for(house.store, arguments.as));
  if (answered.run) {
    if (call.common.json) print_json(run_json(*answered.run, ids_of(house.runner, *answered.run)));
    else print_run(house, *answered.run, false);
    return answered.run->state == RunState::failed ? 1 : 0;
  }
  if (call.common.json) print_json(answered_json(answered));
  else if (answered.taught) print_taught(*answered.taught);
  else print_line(answered.case_id.empty() ? fmt::format("Task {} is closed{}.", answered.task.number, what_follows(answered.task)) : what_of_a_case(answered.case_id, answered.task.app, says_refuse(answered.task.said)));
  return answered.taught && !answered.taught->holds() ? 1 : 0;
}

}  // namespace gw::cli
