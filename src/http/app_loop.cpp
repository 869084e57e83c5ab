// How applications get better: verdicts, outcomes, what nobody could answer, the quality of the knowledge, what it is all worth.
#include <fmt/format.h>

#include "base/error.h"
#include "base/time.h"
#include "flow/artifacts.h"
#include "http/route.h"
#include "learn/experts.h"
#include "learn/feedback.h"
#include "learn/gallery.h"
#include "learn/gaps.h"
#include "learn/quality.h"
#include "learn/seen.h"
#include "learn/value.h"

namespace gw {
namespace {

Runner& runner_of(Call& call) { return call.served().runner; }

// As in RFC 8187: what is no letter, digit, hyphen, point or underline is written as its bytes.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_') out.push_back(c);
    else out += fmt::format("%{:02X}", byte);
  }
  return out;
}

Response give_feedback(Call& call) {
  const auto body = call.body();
  json::object expected;
  if (const auto* wanted = body.if_contains("expected"); wanted != nullptr && !wanted->is_null()) {
    if (!wanted->is_object()) throw Error(Code::invalid, "\"expected\" must be an object.");
    expected = wanted->get_object();
  }
  return json_response(feedback_json(gw::give_feedback(runner_of(call), call.path[0], verdict_named(string_of(body, "verdict")), std::move(expected), string_or(body, "why"), call.caller)), 201);
}

Response give_outcome(Call& call) {
  const auto body = call.body();
  double amount = 0;
  if (const auto* money = body.if_contains("amount"); money != nullptr && !money->is_null()) {
    if (!money->is_number()) throw Error(Code::invalid, "\"amount\" must be a number.");
    amount = money->to_number<double>();
  }
  return json_response(outcome_json(gw::give_outcome(runner_of(call), call.path[0], string_of(body, "kind"), amount, string_or(body, "note"), call.caller)), 201);
}

Response file_of_run(Call& call) {
  const Run run = visible_run(runner_of(call), call.caller, call.path[0]);
  if (!call.store().reading<bool>([&](Db& db) { return sees_all(db, call.caller, run); })) throw Error(Code::forbidden, unseen);
  const RunFile file = artifact_of(call.store(), run.id, call.path[1]);
  Response response;
  response.status = 200;
  response.body = read_artifact(call.store(), file);
  response.headers.set("Content-Type", file.media);
  // Never shown in place: what a run made may hold what strangers wrote.
  response.headers.set("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file.name));
  return response;
}

Response list_gaps(Call& call) {
  json::array rows;
  for (const auto& gap : gaps_for(runner_of(call), call.caller, call.param("app"), call.param("state"), call.number("limit", 200, 1, 1000))) rows.push_back(gap_json(gap));
  return json_response({{"gaps", std::move(rows)}});
}

Response show_quality(Call& call) {
  QualityOptions options{.collection = call.optional("collection"), .today = rfc3339(now_seconds()).substr(0, 10)};
  return json_response(quality_json(quality_of(runner_of(call), call.caller, options)));
}

Response show_value(Call& call) {
  const Listed listed = listed_app(runner_of(call), call.caller, call.path[0]);
  if (!listed.app || !is_expert(call.caller, *listed.app)) throw Error(Code::forbidden, "That is for the application's experts.");
  return json_response(value_json(value_of(runner_of(call), listed.name, static_cast<int>(call.number("months", 12, 1, 120)))));
}

}  // namespace

std::vector<Route> app_loop_routes() {
  const Parameter app{Parameter::path, "app", "the application's name", "string", true};
  const Parameter run{Parameter::path, "id", "the run's id", "string", true};
  const Parameter name{Parameter::path, "name", "the file's name", "string", true};
  return {
      {"post", "/api/v1/runs/{id}/feedback", "loop", "give_feedback", "Says whether a result is right; an expert's verdict becomes a case, anybody else's a question to an expert.", Access::reader, {run}, "FeedbackRequest", "FeedbackGiven", 201, give_feedback},
      {"post", "/api/v1/runs/{id}/outcome", "loop", "give_outcome", "Says what became of a result later, and what it brought.", Access::reader, {run}, "OutcomeRequest", "Outcome", 201, give_outcome},
      {"get", "/api/v1/runs/{id}/files/{name}", "loop", "file_of_run", "A file that the run made.", Access::reader, {run, name}, "", "bytes", 200, file_of_run},
      {"get", "/api/v1/gaps", "loop", "list_gaps", "What applications refused and an expert is asked for.", Access::reader,
       {{Parameter::query, "app", "only of this application"}, {Parameter::query, "state", "only open, answered or rejected ones"}, {Parameter::query, "limit", "at most so many (200)", "integer"}}, "", "Gaps", 200, list_gaps},
      {"get", "/api/v1/quality", "loop", "show_quality", "What is wrong with the documents that the caller may see: copies, contradictions, what is stale or unread, what nobody could answer.", Access::reader,
       {{Parameter::query, "collection", "only of this collection"}}, "", "Quality", 200, show_quality, Pace::one_by_one},
      {"get", "/api/v1/apps/{app}/value", "loop", "show_value", "What the application saved, earned and avoided, by month.", Access::reader, {app, {Parameter::query, "months", "so many months back (12)", "integer"}}, "", "Value", 200, show_value},
  };
}

}  // namespace gw
