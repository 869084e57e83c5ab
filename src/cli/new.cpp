// new: an application from a table of past cases, or an honest no.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/tongue.h"
#include "flow/app_files.h"
#include "ingest/records.h"
#include "learn/cases.h"
#include "learn/evaluation.h"
#include "learn/grade.h"
#include "learn/propose.h"

namespace gw::cli {
namespace {

struct Paths {
  std::string app, records, cases;
  explicit Paths(const std::string& name) : app(fmt::format("apps/{}.yaml", name)), records(fmt::format("records/{}.jsonl", name)), cases(fmt::format("cases/{}.jsonl", name)) {}
};

void refuse_what_is_there(const Workspace& workspace, const Paths& paths) {
  for (const auto* path : {&paths.app, &paths.records, &paths.cases})
    if (std::error_code failed; fs::exists(workspace.root / *path, failed)) throw Error(Code::conflict, fmt::format("{} is there already; choose another name, or remove it.", *path));
}

void write(const Workspace& workspace, const std::string& path, const std::string& text) {
  const fs::path full = workspace.root / path;
  std::error_code failed;
  fs::create_directories(full.parent_path(), failed);
  write_file(full, text);
}

std::string in_words(const Proposal& proposal, Tongue tongue) {
  std::string inputs;
  for (const std::size_t i : proposal.inputs) inputs += (inputs.empty() ? "" : ", ") + proposal.columns[i].name;
  const std::string& target = proposal.columns[proposal.target].name;
  if (tongue == Tongue::zh) return fmt::format("目标：{}，因为{}。输入：{}。", target, proposal.why.zh, inputs);
  return fmt::format("To say: {}, because {}. From: {}.", target, proposal.why.en, inputs);
}

void print_others(const Proposal& proposal, Tongue tongue) {
  for (const auto& one : proposal.others) {
    const std::string& name = proposal.columns[one.column].name;
    const double reached = one.reached() * 100, trivial = one.measured.frequent.accuracy() * 100;
    if (tongue == Tongue::zh) print_line(fmt::format("  --target \"{}\" 可达 {:.1f} %；总是回答最常见的结果可达 {:.1f} %{}。", name, reached, trivial, one.told ? "，且仅凭另一列就能得出" : one.signal() ? "" : "，因此没有信号"));
    else print_line(fmt::format("  --target \"{}\" reaches {:.1f} %; always saying the most frequent would get {:.1f} %{}.", name, reached, trivial,
                                one.told ? ", and another column alone gives it away" : one.signal() ? "" : ", so there is no signal"));
  }
}

void print_proposal(const Proposal& proposal, Tongue tongue) {
  Table table({"COLUMN", "HOLDS", "FILLED", "DIFFERENT", "CALLED", "USED AS"});
  for (std::size_t i = 0; i < proposal.columns.size(); ++i) {
    const Column& column = proposal.columns[i];
    const bool input = std::ranges::find(proposal.inputs, i) != proposal.inputs.end();
    table.row({one_line(column.name, 40), std::string(name_of(column.is)), fmt::format("{}", column.filled), fmt::format("{}", column.different),
               input || i == proposal.target ? column.word : "", i == proposal.target ? "target" : input ? "input" : proposal.time == i ? "time" : proposal.id == i ? "id" : ""});
  }
  table.print();
  print_line(in_words(proposal, tongue));
  print_line(sentence(proposal.measured, tongue));
  print_others(proposal, tongue);
  for (const auto& remark : proposal.remarks) print_line(fmt::format("{} {}", remark.stops ? "✗" : "•", remark.words.in(tongue)));
}

// What the open cases show: the gate asks for what is surely reached now, so that it can only get better. What has no signal must first beat the trivial.
ProposedGate gate_of(const Evaluation& evaluation, bool carries) {
  const auto down = [](double share) { return std::max(0.0, std::floor(share * 100) / 100); };
  const auto up = [](double share) { return std::min(1.0, std::ceil(share * 100) / 100); };
  ProposedGate out{down(evaluation.likely.low), up(evaluation.wrong_likely.high)};
  if (carries && evaluation.right > 0) return out;
  const double trivial = std::max(evaluation.baselines.frequent.accuracy, evaluation.baselines.nearest.accuracy);
  return {std::max(out.correct_at_least, up(trivial + 0.01)), std::min(out.wrong_at_most, std::max(0.0, down(1 - trivial)))};
}

}  // namespace

int new_app(const Call& call, const NewArguments& arguments) {
  const Stopwatch watch;
  House house = call.house();
  const Workspace& workspace = house.store.workspace();
  const Tongue tongue = tongue_of(house);
  const Paths paths(arguments.app);
  refuse_what_is_there(workspace, paths);
  const RecordTable table = read_records(read_file(arguments.from, record_bytes_most), arguments.from);
  Progress bar;
  const TrainOptions training{.progress = [&](std::string_view stage, std::int64_t done, std::int64_t all) { bar.show(stage, done, all); }};
  const Proposal proposal = propose(table, {.app = arguments.app, .target = arguments.target, .inputs = arguments.inputs, .without = arguments.without}, training);
  const std::string yaml = proposed_yaml(proposal, {});
  // A wrong name is told before anything else is.
  if (const Checked checked = check_app(yaml, arguments.app); !checked.app) throw Error(Code::invalid, checked.problems.front().message + ".");
  if (!call.common.json) print_proposal(proposal, tongue);
  json::object out = proposal_json(proposal);
  if (!proposal.carries() && !arguments.anyway) {
    out["written"] = json::array();
    if (call.common.json) print_json(out);
    else print_line(tongue == Tongue::en ? "The data do not carry an application yet; nothing was written (--anyway writes it all the same)." : "这些数据还不足以支撑一个应用；没有写入任何文件（--anyway 可强制写入）。");
    return 1;
  }

  write(workspace, paths.records, proposed_records(proposal, table));
  write(workspace, paths.cases, proposed_cases(proposal, table));
  write(workspace, paths.app, yaml);
  gw::train(house.store, draft_of(house.store, arguments.app, grader_names()), training);
  App app = draft_of(house.store, arguments.app, grader_names());
  const auto cases = open_cases(all_cases(house.store, app));
  out["written"] = json::array{json::value(paths.app), json::value(paths.records), json::value(paths.cases)};
  if (!call.common.json) print_line(fmt::format("Written: {}, {} ({} records), {} ({} open cases, {} sealed).", paths.app, paths.records, proposal.records, paths.cases, proposal.open, proposal.sealed));
  if (!cases.empty()) {
    const AppVersion version = keep_draft(house.store, arguments.app, grader_names(), "");
    const Evaluation evaluation = evaluate(house.runner, *house.runner.app(arguments.app, version.version), cases, {.threads = 1});
    const ProposedGate gate = gate_of(evaluation, proposal.carries());
    write(workspace, paths.app, proposed_yaml(proposal, gate));
    out["evaluation"] = evaluation_json(evaluation, false);
    if (!call.common.json) print_line(sentence(evaluation, tongue));
    if (!call.common.json && (!proposal.carries() || evaluation.right == 0))
      print_line(tongue == Tongue::en ? fmt::format("The gate asks for {:.0f} % right, above what is reached without any model; it will not go live before it gets there.", gate.correct_at_least * 100)
                                      : fmt::format("发布门槛为正确率 {:.0f} %，高于不用模型就能达到的水平；达到之前不会上线。", gate.correct_at_least * 100));
  }
  out["seconds"] = watch.seconds();
  if (call.common.json) print_json(out);
  else say(fmt::format("{:.1f} s. Look at {}, then `groundwork run {} --draft -i {}=...` and `groundwork release {}`.", watch.seconds(), paths.app, arguments.app, proposal.columns[required_input(proposal)].word, arguments.app));
  return proposal.carries() ? 0 : 1;
}

}  // namespace gw::cli
