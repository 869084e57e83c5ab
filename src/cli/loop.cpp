// gaps, feedback, quality: what apps could not do, what people say of what they did, and what they are fed with.
#include <fmt/format.h>

#include "base/result.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/taught.h"
#include "flow/app_files.h"
#include "learn/collect.h"
#include "learn/feedback.h"
#include "learn/gaps.h"
#include "learn/quality.h"
#include "learn/teach.h"

namespace gw::cli {
namespace {

std::string place(const DocumentName& name) { return fmt::format("{}/{}", name.collection, name.document); }
std::string place(const Citation& at) { return fmt::format("{}/{}{}", at.collection, at.document, at.page > 0 ? fmt::format(", page {}", at.page) : ""); }

void print_quality(const Quality& quality) {
  print_line(fmt::format("{} documents: {} copies, {} contradictions, {} stale, {} unread, {} questions that nobody could answer.", quality.documents, quality.duplicates.size(),
                         quality.contradictions.size(), quality.stale.size(), quality.unread.size(), quality.gaps.size()));
  for (const auto& one : quality.contradictions) {
    print_line(fmt::format("Contradiction ({}):", one.differs));
    print_line(fmt::format("  {}: {}", place(one.first), one_line(one.first.quote, 140)));
    print_line(fmt::format("  {}: {}", place(one.second), one_line(one.second.quote, 140)));
  }
  for (const auto& one : quality.duplicates)
    print_line(fmt::format("{}: {} and {}", one.exact ? "Copy" : fmt::format("Nearly the same ({:.0f} %)", 100 * one.alike), place(one.first), place(one.second)));
  for (const auto& one : quality.stale) print_line(fmt::format("Stale: {}: {}", place(one.document), one.sentence));
  for (const auto& one : quality.unread) print_line(fmt::format("Unread: {}/{}: {}", one.collection, one.name, one.reason));
  for (const auto& one : quality.gaps) print_line(fmt::format("Unanswered: {}{} ({})", one.app.empty() ? "" : one.app + ": ", one_line(one.question, 120), one.times == 1 ? "once" : fmt::format("{} times", one.times)));
}

void tell(const FeedbackGiven& given) {
  if (given.task != 0 && given.expert) print_line(fmt::format("Kept. What is right? `groundwork answer {} --text ANSWER` says so, and makes it a case; until then nothing changes.", given.task));
  else if (given.task != 0) print_line(fmt::format("Kept; task {} asks an expert.", given.task));
  else if (given.taught) print_taught(*given.taught);
  else if (!given.feedback.case_id.empty()) print_line("Kept. " + what_of_a_case(given.feedback.case_id, given.feedback.app, given.feedback.expected.contains("refuse")));
  else print_line("Kept.");
}

}  // namespace

int gaps(const Call& call, const GapsArguments& arguments) {
  House house = call.house();
  const Caller caller = caller_for(house.store, arguments.as);
  collect(house.runner);
  finish_teaching(house.runner);
  const auto found = gaps_for(house.runner, caller, arguments.app, arguments.state == "all" ? "" : arguments.state, arguments.limit);
  if (found.empty() && !arguments.app.empty() && !house.store.reading<std::optional<std::int64_t>>([&](Db& db) { return live_number(db, arguments.app); }))
    app_file(house.store.workspace(), arguments.app);  // a name that is not there is told
  Table table({"GAP", "APP", "TIMES", "LAST", "STATE", "TASK", "QUESTION"});
  for (const auto& gap : found) {
    if (call.common.json) print_json(gap_json(gap));
    else table.row({fmt::format("{}", gap.number), gap.app, fmt::format("{}", gap.times), rfc3339(gap.last_at / 1000), gap.state, fmt::format("{}", gap.task), one_line(gap.question, 80)});
  }
  if (!call.common.json && found.empty()) print_line("Nothing that was refused waits for an expert.");
  else if (!call.common.json) table.print();
  return 0;
}

int feedback(const Call& call, const FeedbackArguments& arguments) {
  if (arguments.right + arguments.wrong + arguments.expected.has_value() != 1) throw Error(Code::invalid, "Say one of --right, --wrong and --expected.");
  House house = call.house();
  json::object expected;
  if (arguments.expected) {
    const auto value = as_result([&] { return parse_json(*arguments.expected); });
    if (!value || !value->is_object()) throw Error(Code::invalid, "--expected must be a JSON object of outputs and their values, like '{\"answer\": \"80 %\"}', or '{\"refuse\": true}'.");
    expected = value->get_object();
  }
  const Opinion verdict = arguments.right ? Opinion::right : arguments.wrong ? Opinion::wrong : Opinion::edited;
  const auto given = give_feedback(house.runner, arguments.run, verdict, std::move(expected), arguments.why, caller_for(house.store, arguments.as));
  if (call.common.json) print_json(feedback_json(given));
  else tell(given);
  return given.taught && !given.taught->holds() ? 1 : 0;
}

int quality(const Call& call, const QualityArguments& arguments) {
  House house = call.house();
  QualityOptions options{.collection = named(arguments.collection), .today = rfc3339(now_seconds()).substr(0, 10), .months = arguments.months};
  options.most = static_cast<std::size_t>(arguments.limit);
  const Quality found = quality_of(house.runner, caller_for(house.store, arguments.as), options);
  if (call.common.json) print_json(quality_json(found));
  else print_quality(found);
  return 0;
}

}  // namespace gw::cli
