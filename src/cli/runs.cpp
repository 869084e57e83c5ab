// run and runs: starting applications and looking at what became of them.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/files.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/input_file.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/run_output.h"
#include "flow/app_files.h"
#include "flow/artifacts.h"
#include "learn/collect.h"
#include "learn/grade.h"

namespace gw::cli {
namespace {

constexpr std::uint64_t inputs_bytes_most = 16 << 20;
constexpr std::int64_t prune_at_once = 1000;

std::int64_t version_to_run(House& house, const RunArguments& arguments, const Caller& caller) {
  if (arguments.draft) return keep_draft(house.store, arguments.app, grader_names(), caller.name).version;
  if (arguments.version > 0) return arguments.version;
  const auto live = house.store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, arguments.app); });
  if (live) return live->version;
  app_file(house.store.workspace(), arguments.app);  // a name that is not there is told first
  throw Error(Code::not_found, fmt::format("{} has no live version yet; `groundwork release {}` makes one, `groundwork run {} --draft` runs the files as they stand.", arguments.app, arguments.app, arguments.app));
}

json::object object_from(const std::string& text, std::string_view where) {
  auto value = parse_json(text);
  if (!value.is_object()) throw Error(Code::invalid, fmt::format("{} must hold a JSON object.", where));
  return std::move(value.get_object());
}

// The input of that name, else the one that people call so: an app made of a table has the columns' own names as titles.
std::string input_called(const App& app, const std::string& name) {
  if (std::ranges::find(app.inputs, name, &Input::name) != app.inputs.end()) return name;
  const auto called = [&](const Input& one) { return one.schema.title.en == name || one.schema.title.zh == name; };
  const auto found = std::ranges::find_if(app.inputs, called);
  return found == app.inputs.end() || std::ranges::count_if(app.inputs, called) > 1 ? name : found->name;
}

// A value on the command line is the text itself where the input is a text, else JSON.
json::value value_for(const App& app, const std::string& name, const std::string& text) {
  const auto input = std::ranges::find(app.inputs, name, &Input::name);
  if (input == app.inputs.end() || input->schema.allows(Type::string)) return json::value(text);
  return parse_json(text);
}

json::object inputs_of(const App& app, const RunArguments& arguments) {
  json::object out;
  if (arguments.inputs == "-") {
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    out = object_from(text, "Standard input");
  } else if (!arguments.inputs.empty()) {
    out = object_from(read_file(arguments.inputs, inputs_bytes_most), arguments.inputs);
  }
  for (const auto& one : arguments.input) {
    const auto equals = one.find('=');
    if (equals == std::string::npos || equals == 0) throw Error(Code::invalid, fmt::format("\"{}\" is not NAME=VALUE.", one));
    const std::string name = input_called(app, one.substr(0, equals)), value = one.substr(equals + 1);
    out[name] = value_for(app, name, value.starts_with('@') ? text_of_file(value.substr(1)) : value);
  }
  demand_inputs(app, out);
  return out;
}

int run_each(const Call& call, House& house, const RunArguments& arguments, const RunRequest& request) {
  std::ifstream lines(arguments.each);
  if (!lines) throw Error(Code::not_found, fmt::format("{} cannot be read.", arguments.each));
  std::string text;
  bool all_done = true;
  for (int number = 1; std::getline(lines, text); ++number) {
    if (text.find_first_not_of(" \t\r") == text.npos) continue;
    const std::string where = fmt::format("{}:{}", arguments.each, number);
    const json::object line = object_from(text, where);
    const auto* inputs = line.if_contains("inputs");
    if (inputs == nullptr || !inputs->is_object()) throw Error(Code::invalid, fmt::format("{} has no \"inputs\".", where));
    RunRequest one = request;
    one.inputs = inputs->get_object();
    const Run run = *house.runner.run(std::move(one));
    json::object row{{"line", string_or(line, "id", fmt::format("{}", number))}};
    for (auto& member : short_json(run)) row[member.key()] = member.value();
    if (call.common.json) print_json(row);
    else print_line(fmt::format("{}  {}  {}", string_or(line, "id", fmt::format("{}", number)), name_of(run.state), run.state == RunState::done ? one_line(json_text(run.output), 100) : one_line(run.reason, 100)));
    all_done = all_done && run.state != RunState::failed;
  }
  collect(house.runner);
  return all_done ? 0 : 1;
}

void show_run(const Call& call, House& house, const std::string& id) {
  const auto run = house.store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, id); });
  if (!run) throw Error(Code::not_found, fmt::format("There is no run {}.", id));
  if (call.common.json) print_json(run_json(*run, ids_of(house.runner, *run)));
  else print_run(house, *run, true);
}

int fetch_file(const Call& call, House& house, const RunsArguments& arguments) {
  if (arguments.id.empty()) throw Error(Code::invalid, "Which run? `groundwork runs` lists their ids.");
  const bool there = house.store.reading<std::optional<Run>>([&](Db& db) { return run_by_id(db, arguments.id); }).has_value();
  if (!there) throw Error(Code::not_found, fmt::format("There is no run {}.", arguments.id));
  const auto files = artifacts_of(house.store, arguments.id);
  if (files.empty()) throw Error(Code::not_found, fmt::format("The run {} made no file.", arguments.id));
  if (arguments.name.empty()) {
    for (const auto& file : files) {
      if (call.common.json) print_json({{"name", file.name}, {"media", file.media}, {"bytes", file.bytes}});
      else print_line(fmt::format("{}  ({} bytes)", file.name, file.bytes));
    }
    return 0;
  }
  const RunFile file = artifact_of(house.store, arguments.id, arguments.name);
  const std::string bytes = read_artifact(house.store, file);
  if (arguments.out == "-") {
    print_bytes(bytes);
    return 0;
  }
  // Files keep harmless names (file_name_of), so the name leads nowhere else.
  fs::path to = arguments.out.empty() ? fs::path(file.name) : fs::path(arguments.out);
  std::error_code failed;
  if (fs::is_directory(to, failed)) to /= file.name;
  if (arguments.out.empty() && fs::exists(to, failed)) throw Error(Code::conflict, fmt::format("{} is here already; -o PATH names another place.", to.string()));
  write_file(to, bytes);
  if (call.common.json) print_json({{"name", file.name}, {"media", file.media}, {"bytes", file.bytes}, {"path", to.string()}});
  else print_line(fmt::format("{} ({} bytes) is written.", to.string(), bytes.size()));
  return 0;
}

int resume(const Call& call, House& house) {
  auto ids = house.runner.resume();
  for (auto& id : house.runner.wake(10'000)) ids.push_back(std::move(id));
  bool all_well = true;
  for (const auto& id : ids) {
    const Run run = house.runner.go_on(id);
    all_well = all_well && run.state != RunState::failed;
    if (call.common.json) print_json(short_json(run));
    else print_line(fmt::format("{}  {}  {}", run.id, run.app, name_of(run.state)));
  }
  collect(house.runner);
  if (ids.empty() && !call.common.json) print_line("There is no run to go on with.");
  return all_well ? 0 : 1;
}

int prune(const Call& call, House& house, int days) {
  const std::int64_t before = (now_seconds() - std::int64_t{days} * 86'400) * 1000;
  std::int64_t removed = 0;
  collect(house.runner);
  for (std::int64_t some = prune_at_once; some == prune_at_once; removed += some)
    some = house.store.writing<std::int64_t>([&](Db& db) { return prune_runs(db, before, prune_at_once); }, Space::freed);
  sweep_artifacts(house.store);
  if (call.common.json) print_json({{"removed", removed}});
  else print_line(fmt::format("{} run{} removed.", removed, removed == 1 ? "" : "s"));
  return 0;
}

}  // namespace

int run_app(const Call& call, const RunArguments& arguments) {
  House house = call.house();
  const Caller caller = caller_for(house.store, arguments.as);
  const std::int64_t version = version_to_run(house, arguments, caller);
  RunRequest request{.app = arguments.app, .version = version, .inputs = {}, .caller = caller};
  if (!arguments.each.empty()) return run_each(call, house, arguments, request);
  request.inputs = inputs_of(*house.runner.app(arguments.app, version), arguments);
  const Run run = *house.runner.run(std::move(request));
  collect(house.runner);
  if (call.common.json) print_json(run_json(run, ids_of(house.runner, run)));
  else print_run(house, run, arguments.steps);
  return run.state == RunState::refused || run.state == RunState::failed ? 1 : 0;
}

int runs(const Call& call, const RunsArguments& arguments) {
  House house = call.house();
  if (arguments.act == "resume") return resume(call, house);
  if (arguments.act == "prune") return prune(call, house, arguments.days);
  if (arguments.act == "file") return fetch_file(call, house, arguments);
  if (arguments.act == "show") {
    if (arguments.id.empty()) throw Error(Code::invalid, "Which run? `groundwork runs` lists their ids.");
    show_run(call, house, arguments.id);
    return 0;
  }
  Table table({"RUN", "APP", "VERSION", "STATE", "STARTED", "BY", "WHAT CAME OUT"});
  for (const auto& run : house.store.reading<std::vector<Run>>([&](Db& db) { return recent_runs(db, arguments.act, arguments.state, 0, arguments.limit); })) {
    if (call.common.json) print_json(short_json(run));
    else table.row({run.id, run.app, fmt::format("{}", run.version), std::string(name_of(run.state)), rfc3339(run.started_at / 1000), run.by.empty() ? run.cause : run.by,
                    one_line(run.state == RunState::done ? json_text(run.output) : run.reason, 60)});
  }
  if (!call.common.json) table.print();
  return 0;
}

}  // namespace gw::cli
