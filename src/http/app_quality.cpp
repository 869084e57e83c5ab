// What is known of an application's quality, and what goes live: cases, evaluations, versions.
#include <fmt/format.h>

#include "base/error.h"
#include "base/result.h"
#include "base/time.h"
#include "flow/app_files.h"
#include "http/route.h"
#include "learn/cases.h"
#include "learn/certifying.h"
#include "learn/evaluation_table.h"
#include "learn/experts.h"
#include "learn/gallery.h"
#include "learn/grade.h"
#include "learn/release.h"
#include "learn/train.h"

namespace gw {
namespace {

constexpr std::size_t cases_at_once = 200;

Runner& runner_of(Call& call) { return call.served().runner; }

// The app of the path, for those who correct it.
App app_of_expert(Call& call) {
  Listed listed = listed_app(runner_of(call), call.caller, call.path[0]);
  if (!listed.app) throw Error(Code::conflict, fmt::format("The file of {} has problems; `groundwork check {}` lists them.", listed.name, listed.name));
  if (!is_expert(call.caller, *listed.app)) throw Error(Code::forbidden, "That is for the application's experts.");
  return std::move(*listed.app);
}

json::object shown(const Case& one, const Caller& caller) {
  json::object out = case_json(one);
  // What is sealed is looked at by certificates alone, else it would not be sealed for long.
  if (one.sealed && !caller.administrator) {
    out["inputs"] = json::object();
    for (const char* name : {"expected", "run", "note"}) out.erase(name);
  }
  return out;
}

Response list_cases(Call& call) {
  const App app = app_of_expert(call);
  const auto all = all_cases(call.store(), app);
  const auto after = static_cast<std::size_t>(call.number("after", 0, 0, INT32_MAX));
  json::array rows;
  for (std::size_t i = after; i < all.size() && rows.size() < cases_at_once; ++i) rows.push_back(shown(all[i], call.caller));
  const std::size_t next = after + rows.size();
  return json_response({{"cases", std::move(rows)}, {"all", all.size()}, {"next", next < all.size() ? json::value(next) : json::value(nullptr)}});
}

Response add_case(Call& call) {
  const App app = app_of_expert(call);
  Case one = case_of(call.body());
  if (std::string fault = fault_of(one, app); !fault.empty()) throw Error(Code::invalid, fault);
  if (one.id.empty()) one.id = fmt::format("case {}", runner_of(call).sources().new_id().substr(0, 12));
  one.source = "added";
  one.who = call.caller.name;
  one.made_at = now_seconds();
  const auto of_file = case_of_file(call.store(), app, one.id);
  call.store().write([&](Db& db) { put_case(db, app.name, one, of_file, call.caller); });
  return json_response(case_json(one), 201);
}

Response remove_case(Call& call) {
  const App app = app_of_expert(call);
  const bool was_there = drop_case(call.store(), app.name, call.path[1], call.caller);
  if (!was_there) throw Error(Code::not_found, "No such case was added; those of a file are changed there.");
  return json_response({{"removed", call.path[1]}});
}

Response list_evaluations(Call& call) {
  const App app = app_of_expert(call);
  json::array rows;
  for (auto& one : call.store().reading<std::vector<KeptEvaluation>>([&](Db& db) { return evaluations_of(db, app.name, 200); })) rows.push_back(std::move(one.report));
  return json_response({{"evaluations", std::move(rows)}});
}

Response show_evaluation(Call& call) {
  const std::string& text = call.path[0];
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != text.npos) throw Error(Code::not_found, "There is no such evaluation.");
  auto kept = call.store().reading<std::optional<KeptEvaluation>>([&](Db& db) { return evaluation_by_number(db, std::stoll(text)); });
  if (!kept) throw Error(Code::not_found, "There is no such evaluation.");
  const Listed listed = listed_app(runner_of(call), call.caller, string_of(kept->report, "app"));
  if (!listed.app || !is_expert(call.caller, *listed.app)) throw Error(Code::not_found, "There is no such evaluation.");
  json::array rows;
  for (auto& row : call.store().reading<json::array>([&](Db& db) { return evaluated_rows(db, kept->number); })) rows.push_back(row_for(std::move(row.as_object()), kept->rights, call.caller));
  kept->report["rows"] = std::move(rows);
  return json_response(kept->report);
}

// 0: the files as they stand.
std::int64_t version_in(const json::object& body) {
  const auto* version = body.if_contains("version");
  if (version == nullptr || version->is_null() || (version->is_string() && version->get_string() == "draft")) return 0;
  if (!version->is_int64()) throw Error(Code::invalid, "\"version\" must be a version's number or \"draft\".");
  return version->get_int64();
}

Response evaluate_app(Call& call) {
  const App app = app_of_expert(call);
  const auto body = call.body();
  const auto* repeat = body.if_contains("repeat");
  if (repeat != nullptr && (!repeat->is_int64() || repeat->get_int64() < 1 || repeat->get_int64() > 100)) throw Error(Code::invalid, "\"repeat\" must be a whole number from 1 to 100.");
  std::int64_t number = version_in(body);
  if (number == 0) number = keep_draft(call.store(), app.name, grader_names(), call.caller.name).version;
  const auto version = runner_of(call).app(app.name, number);
  const auto cases = open_cases(all_cases(call.store(), *version));
  Evaluation evaluation = evaluate(runner_of(call), *version, cases, {.repeat = repeat == nullptr ? 1 : static_cast<int>(repeat->get_int64()), .who = call.caller.name, .cause = "http", .caller = call.caller});
  call.store().write([&](Db& db) { keep_evaluation(db, evaluation); });
  return json_response(evaluation_json(evaluation, true));
}

Response list_versions(Call& call) {
  const App app = app_of_expert(call);
  json::object out = versions_json(call.store(), app.name);
  const auto certificate = certificate_of_app(runner_of(call), app.name);
  out["certificate"] = certificate ? json::value(certificate_json(*certificate)) : json::value(nullptr);
  return json_response(out);
}

Response release_app(Call& call) {
  const App app = app_of_expert(call);
  const auto body = call.body();
  const auto* train = body.if_contains("train");
  if (train != nullptr && !train->is_bool()) throw Error(Code::invalid, "\"train\" must be true or false.");
  ReleaseRequest request{.app = app.name, .version = version_in(body), .who = call.caller.name, .note = string_or(body, "note"), .train = train == nullptr || train->get_bool(), .anyway = string_or(body, "anyway")};
  return json_response(released_json(release(runner_of(call), request)));
}

Response train_app(Call& call) {
  const Listed listed = listed_app(runner_of(call), call.caller, call.path[0]);
  json::array models;
  for (const auto& report : train(call.store(), draft_of(call.store(), listed.name, grader_names()), {.who = call.caller.name}))
    models.push_back(json::object{{"name", report.name}, {"kind", report.kind}, {"records", report.records}, {"report", report_json(report)}});
  return json_response({{"models", std::move(models)}});
}

Response roll_app_back(Call& call) {
  const App app = app_of_expert(call);
  const auto body = call.body();
  const auto* to = body.if_contains("to");
  if (to != nullptr && !to->is_null() && !to->is_int64()) throw Error(Code::invalid, "\"to\" must be a version's number.");
  const auto version = roll_back(call.store(), app.name, to != nullptr && to->is_int64() ? to->get_int64() : 0, call.caller.name, string_or(body, "note"));
  return json_response({{"app", app.name}, {"version", version}});
}

// Not by app_of_expert: what cannot be read any more must be taken down, too.
Response retire_app(Call& call) {
  const Listed listed = listed_app(runner_of(call), call.caller, call.path[0]);
  const auto body = call.request.body.empty() ? json::object() : call.body();
  return json_response({{"app", listed.name}, {"version", retire(call.store(), listed.name, call.caller.name, string_or(body, "note"))}});
}

}  // namespace

std::vector<Route> app_quality_routes() {
  const Parameter app{Parameter::path, "app", "the application's name", "string", true};
  const Parameter one{Parameter::path, "case", "the case's id", "string", true};
  const Parameter evaluation{Parameter::path, "evaluation", "the evaluation's number", "integer", true};
  return {
      {"get", "/api/v1/apps/{app}/cases", "quality", "list_cases", "The application's cases, for its experts.", Access::reader, {app, {Parameter::query, "after", "go on behind this `next`", "integer"}}, "", "Cases", 200, list_cases},
      {"post", "/api/v1/apps/{app}/cases", "quality", "add_case", "Adds a case, or replaces an added one of the same id.", Access::reader, {app}, "Case", "Case", 201, add_case},
      {"delete", "/api/v1/apps/{app}/cases/{case}", "quality", "remove_case", "Takes an added case away.", Access::reader, {app, one}, "", "Gone", 200, remove_case},
      {"get", "/api/v1/apps/{app}/evaluations", "quality", "list_evaluations", "How the application did on its cases, the latest first.", Access::reader, {app}, "", "Evaluations", 200, list_evaluations},
      {"post", "/api/v1/apps/{app}/evaluations", "quality", "evaluate_app", "Runs the open cases with a version, or with the files as they stand.", Access::reader, {app}, "EvaluationRequest", "Evaluation", 200, evaluate_app, Pace::measuring},
      {"get", "/api/v1/evaluations/{evaluation}", "quality", "show_evaluation", "One evaluation with its cases, those that are not right first.", Access::reader, {evaluation}, "", "Evaluation", 200, show_evaluation},
      {"get", "/api/v1/apps/{app}/versions", "quality", "list_versions", "The application's versions with their scores, what was released when, and its certificate.", Access::reader, {app}, "", "Versions", 200, list_versions},
      {"post", "/api/v1/apps/{app}/release", "quality", "release_app", "Makes a version live when its cases hold; else says why not.", Access::administrator, {app}, "ReleaseRequest", "Released", 200, release_app, Pace::measuring},
      {"post", "/api/v1/apps/{app}/train", "quality", "train_app", "Fits the application's models on what there is now, and says what they are worth. What is live stays as it is.", Access::administrator, {app}, "", "Trained", 200, train_app, Pace::measuring},
      {"post", "/api/v1/apps/{app}/rollback", "quality", "roll_app_back", "Makes an earlier version live again.", Access::administrator, {app}, "RollbackRequest", "LiveVersion", 200, roll_app_back},
      {"post", "/api/v1/apps/{app}/retire", "quality", "retire_app", "Takes the live version down: nobody runs it any more. `version` is the one that was live.", Access::administrator, {app}, "RetireRequest", "LiveVersion", 200, retire_app},
  };
}

}  // namespace gw
