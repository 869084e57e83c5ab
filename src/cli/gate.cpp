// cases, eval APP, release, rollback, versions, certify: what is known of an app's quality, and what goes live.
#include <fmt/format.h>

#include "base/files.h"
#include "base/result.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/tongue.h"
#include "flow/app_files.h"
#include "learn/cases.h"
#include "learn/certifying.h"
#include "learn/evaluation_table.h"
#include "learn/grade.h"
#include "learn/release.h"

namespace gw::cli {
namespace {

constexpr std::uint64_t cases_bytes_most = 256 << 20;

std::optional<AppVersion> live_of(House& house, const std::string& app) {
  return house.store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, app); });
}

// The files as they stand where there are any, else the live version.
App app_as_it_is(House& house, const std::string& name) {
  const auto live = live_of(house, name);
  for (const auto& file : app_files(house.store.workspace()))
    if (file.name == name) return draft_of(house.store, name, grader_names());
  if (live) return *house.runner.app(name, live->version);
  return draft_of(house.store, name, grader_names());  // says what is wrong
}

std::int64_t version_to_measure(House& house, const EvalArguments& arguments) {
  if (arguments.version > 0) return arguments.version;
  if (const auto live = arguments.draft ? std::nullopt : live_of(house, arguments.app)) return live->version;
  return keep_draft(house.store, arguments.app, grader_names(), "").version;
}

std::string mark_of(const CaseResult& row) { return row.right ? "right" : row.state == RunState::failed ? "FAILED" : row.answered ? "WRONG" : "refused"; }

void print_rows(const Evaluation& evaluation) {
  Table table({"CASE", "", "EXPECTED", "CAME OUT"});
  for (const auto& row : evaluation.rows)
    table.row({row.of.id, mark_of(row), one_line(row.of.refuse ? "(refuse)" : json_text(row.of.expected), 40), one_line(row.answered ? json_text(row.output) : row.reason, 60)});
  table.print();
}

// The cases of a file, all or none: every line that is no case is told.
std::vector<Case> cases_in(const std::string& file, const App& app, const std::string& source) {
  auto read = read_cases(read_file(file, cases_bytes_most), file.ends_with(".csv"), app, source);
  if (read.problems.empty()) return std::move(read.cases);
  for (const auto& problem : read.problems) say(fmt::format("{}:{}: {}", file, problem.line, problem.message));
  throw Error(Code::invalid, fmt::format("{} line{} of {} {} no case; none is taken.", read.problems.size(), read.problems.size() == 1 ? "" : "s", file, read.problems.size() == 1 ? "is" : "are"));
}

void add_cases(House& house, const App& app, const std::string& file) {
  const auto cases = cases_in(file, app, "added");
  house.store.write([&](Db& db) {
    for (Case one : cases) {
      // An id made of the line's number would be taken by the next file's.
      if (one.id.starts_with("line ")) one.id = fmt::format("{} {}", fs::path(file).stem().string(), one.id);
      one.made_at = now_seconds();
      put_case(db, app.name, one, std::nullopt, administrator());
    }
  });
  print_line(fmt::format("{} case{} added.", cases.size(), cases.size() == 1 ? "" : "s"));
}

void print_reasons(const Released& released, Tongue tongue) {
  for (const auto& reason : released.verdict.reasons) print_line("  " + reason.in(tongue));
  // What stands against it has said how it compares.
  if (released.verdict.passed && released.verdict.comparison) print_line("  " + sentence(*released.verdict.comparison, tongue));
}

}  // namespace

int cases(const Call& call, const CasesArguments& arguments) {
  House house = call.house();
  const App app = app_as_it_is(house, arguments.app);
  if (!arguments.add.empty()) {
    add_cases(house, app, arguments.add);
    return 0;
  }
  if (!arguments.remove.empty()) {
    const bool was_there = drop_case(house.store, app.name, arguments.remove, administrator());
    if (!was_there) throw Error(Code::not_found, fmt::format("No case \"{}\" was added to {}; those of a file are changed there.", arguments.remove, app.name));
    print_line("Removed.");
    return 0;
  }
  const auto all = all_cases(house.store, app);
  if (!arguments.to.empty()) {
    std::string text;
    for (const auto& one : all) text += json_text(case_json(one)) + "\n";
    write_file(arguments.to, text);
    print_line(fmt::format("{} cases written to {}.", all.size(), arguments.to));
    return 0;
  }
  Table table({"CASE", "FROM", "", "INPUTS", "EXPECTED"});
  for (const auto& one : all) {
    if (call.common.json) print_json(case_json(one));
    else table.row({one.id, one.source, one.sealed ? "sealed" : one.never_break ? "never break" : "", one_line(json_text(one.inputs), 60), one_line(one.refuse ? "(refuse)" : json_text(one.expected), 40)});
  }
  const auto unfit = unfit_cases(house.store, app);
  for (const auto& one : unfit) {
    json::object row = case_json(one.of);
    row["unfit"] = one.why;
    if (call.common.json) print_json(row);
    else table.row({one.of.id, one.of.source, "does not fit", one_line(json_text(one.of.inputs), 60), one_line(one.why, 80)});
  }
  if (!call.common.json && all.empty() && unfit.empty()) print_line(fmt::format("{} has no cases; name a file under `cases` or add some with --add FILE.", app.name));
  else if (!call.common.json) table.print();
  return 0;
}

int eval_app(const Call& call, const EvalArguments& arguments) {
  House house = call.house();
  house.index.wait_until_current(60);
  const std::int64_t version = version_to_measure(house, arguments);
  const auto app = house.runner.app(arguments.app, version);
  std::vector<Case> cases;
  if (arguments.cases.empty()) cases = open_cases(all_cases(house.store, *app));
  else cases = cases_in(arguments.cases, *app, "file");
  Evaluation evaluation;
  {
    Progress bar;
    evaluation = evaluate(house.runner, *app, cases, {.repeat = arguments.repeat, .cause = "command", .progress = [&](std::int64_t done, std::int64_t all) { bar.show("running cases", done, all); }});
  }
  // Foreign cases are no point of the app's curve.
  if (arguments.cases.empty()) house.store.write([&](Db& db) { keep_evaluation(db, evaluation); });
  if (call.common.json) print_json(evaluation_json(evaluation, arguments.rows));
  else {
    if (arguments.rows) print_rows(evaluation);
    print_line(fmt::format("{} version {}: {}", evaluation.app, evaluation.version, sentence(evaluation, tongue_of(house))));
  }
  return 0;
}

int release(const Call& call, const ReleaseArguments& arguments) {
  House house = call.house();
  house.index.wait_until_current(60);
  Released released;
  {
    Progress bar;
    released = gw::release(house.runner, {.app = arguments.app, .version = arguments.version, .who = "", .note = arguments.note, .train = !arguments.as_trained, .anyway = arguments.anyway,
                                          .progress = [&](std::int64_t done, std::int64_t all) { bar.show("running cases", done, all); }});
  }
  if (call.common.json) print_json(released_json(released));
  else {
    const Tongue tongue = tongue_of(house);
    for (const auto& one : released.trained) {
      if (tongue == Tongue::zh) print_line(one.number == 0 ? fmt::format("{}：用 {} 条记录训练。", one.name, one.now) : fmt::format("{}因此已用 {} 条记录重新训练。", sentence(one, tongue), one.now));
      else print_line(one.number == 0 ? fmt::format("{}: trained on {} records.", one.name, one.now) : fmt::format("{} So it was trained anew, on {} records.", sentence(one, tongue), one.now));
    }
    if (released.evaluation) print_line(fmt::format("{} version {}: {}", arguments.app, released.version, sentence(*released.evaluation, tongue)));
    print_line(!released.released ? "Not released:" : released.live_before == released.version ? fmt::format("Version {} is live already.", released.version)
               : released.verdict.passed ? fmt::format("Version {} of {} is live.", released.version, arguments.app) : fmt::format("Version {} of {} is live although the gate says no:", released.version, arguments.app));
    print_reasons(released, tongue);
  }
  return released.released ? 0 : 1;
}

int rollback(const Call& call, const ReleaseArguments& arguments) {
  House house = call.house();
  const std::int64_t version = roll_back(house.store, arguments.app, arguments.version, "", arguments.note);
  if (call.common.json) print_json({{"app", arguments.app}, {"version", version}});
  else print_line(fmt::format("Version {} of {} is live again.", version, arguments.app));
  return 0;
}

int retire(const Call& call, const ReleaseArguments& arguments) {
  House house = call.house();
  const std::int64_t version = gw::retire(house.store, arguments.app, "", arguments.note);
  if (call.common.json) print_json({{"app", arguments.app}, {"version", version}});
  else print_line(fmt::format("{} is not live any more; `groundwork release {} --version {}` brings it back.", arguments.app, arguments.app, version));
  return 0;
}

int versions(const Call& call, const ReleaseArguments& arguments) {
  House house = call.house();
  json::object all = versions_json(house.store, arguments.app);
  if (all.at("versions").as_array().empty()) app_file(house.store.workspace(), arguments.app);  // a name that is not there is told
  const auto certificate = certificate_of_app(house.runner, arguments.app);
  const auto models = as_result([&] { return stale_of(house.store, app_as_it_is(house, arguments.app)); });
  if (call.common.json) {
    json::array rows;
    for (const auto& one : models.value_or(std::vector<Freshness>())) rows.push_back(freshness_json(one));
    all["models"] = std::move(rows);
    all["certificate"] = certificate ? json::value(certificate_json(*certificate)) : json::value(nullptr);
    print_json(all);
    return 0;
  }
  const Tongue tongue = tongue_of(house);
  if (all.at("versions").as_array().empty()) {
    print_line(fmt::format("{} has no version yet; `groundwork release {}` makes one and takes it live.", arguments.app, arguments.app));
    return 0;
  }
  Table table({"VERSION", "MADE", "", "RIGHT", "WRONG", "REFUSED"});
  for (const auto& one : all.at("versions").as_array()) {
    const auto& row = one.as_object();
    const bool measured = row.contains("right");
    table.row({fmt::format("{}", row.at("version").to_number<std::int64_t>()), string_of(row, "at"), row.at("live").as_bool() ? "live" : "",
               measured ? fmt::format("{} of {}", row.at("right").to_number<std::int64_t>(), row.at("cases").to_number<std::int64_t>()) : "not measured",
               measured ? fmt::format("{}", row.at("wrong").to_number<std::int64_t>()) : "", measured ? fmt::format("{}", row.at("refused").to_number<std::int64_t>()) : ""});
  }
  table.print();
  for (const auto& one : all.at("releases").as_array()) {
    const auto& row = one.as_object();
    print_line(fmt::format("{}  {} of version {}{}{}", string_of(row, "at"), string_of(row, "act"), row.at("version").to_number<std::int64_t>(), string_of(row, "note").empty() ? "" : ": ", one_line(string_of(row, "note"), 100)));
  }
  if (const auto* drift = all.at("drift").if_object()) print_line(fmt::format("Audits of version {}: {}", drift->at("version").to_number<std::int64_t>(), string_of(drift->at("sentence").as_object(), tongue == Tongue::zh ? "zh" : "en")));
  for (const auto& one : models.value_or(std::vector<Freshness>()))
    if (one.newer) print_line(sentence(one, tongue));
  if (certificate) {
    print_line(fmt::format("Certificate of {} for version {}: {}", rfc3339(certificate->at), certificate->version, sentence(certificate->certificate, tongue)));
    if (!certificate->void_en.empty()) print_line("  " + (tongue == Tongue::zh ? certificate->void_zh : certificate->void_en));
  }
  return 0;
}

int certify(const Call& call, const CertifyArguments& arguments) {
  House house = call.house();
  house.index.wait_until_current(60);
  std::optional<KeptCertificate> kept;
  {
    Progress bar;
    kept = certify_app(house.runner, {.app = arguments.app, .version = arguments.version, .wrong_most = arguments.wrong_most, .delta = 1 - arguments.sure, .who = "",
                                      .progress = [&](std::int64_t done, std::int64_t all) { bar.show("running cases", done, all); }});
  }
  const bool holds = std::ranges::all_of(kept->certificate.strata, [](const Stratum& s) { return s.threshold.has_value(); });
  if (call.common.json) print_json(certificate_json(*kept));
  else {
    print_line(sentence(kept->certificate, tongue_of(house)));
    print_line(seen_sentence(*kept, tongue_of(house)));
    for (const auto& stratum : kept->certificate.strata)
      if (stratum.threshold && *stratum.threshold > kept->app_answers_from + 1e-9)
        print_line(fmt::format("  It holds from confidence {:.3f} on{}; the app answers from {:.3f} on: raise the threshold of its `decide` step.", *stratum.threshold, stratum.name.empty() ? "" : " for stratum " + stratum.name, kept->app_answers_from));
  }
  return holds ? 0 : 1;
}

}  // namespace gw::cli
