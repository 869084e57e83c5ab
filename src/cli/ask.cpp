// search and ask.
#include <fmt/format.h>

#include "answer/answer_json.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/questions.h"
#include "library/find.h"

namespace gw::cli {
namespace {

// What is just being added is waited for a moment; a full disk, or another process that adds for long, does not keep anybody from asking.
void let_index_follow(House& house) {
  try {
    house.index.wait_until_current(1);
  } catch (const Error& e) {
    if (e.code() != Code::unavailable && e.code() != Code::timeout && e.code() != Code::busy) throw;
    say("Not all documents are in the index yet; this looks at those that are.");
  }
}

void print_hits(const std::vector<Found>& hits) {
  if (hits.empty()) print_line("Nothing found.");
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto& hit = hits[i];
    print_line(fmt::format("{:>2}. {}{}  ({:.2f})", i + 1, hit.document.name, hit.chunk.page ? fmt::format(", page {}", hit.chunk.page) : "", hit.score));
    print_line("    " + one_line(hit.chunk.text, 110));
  }
}

void print_answer(const Answer& answer) {
  const auto sureness = fmt::format("confidence {:.2f}, uncertified; answers from {:.2f} on", answer.confidence, answer.threshold);
  if (answer.answered) {
    print_line(answer.answer);
    for (const auto& c : answer.citations)
      print_line(fmt::format("  ↳ {}{}, characters {}–{}", c.document, c.page ? fmt::format(", page {}", c.page) : "", c.start, c.end));
    print_line(fmt::format("  ({}{})", answer.curated ? "curated answer; " : "", sureness));
  } else {
    print_line(fmt::format("Refused: {}", answer.reason));
    print_line(fmt::format("  ({})", sureness));
    for (const auto& n : answer.nearest) print_line(fmt::format("  near: {}{}", n.document, n.title.empty() || n.title == n.document ? "" : fmt::format(" — {}", one_line(n.title, 60))));
  }
}

}  // namespace

int search(const Call& call, const SearchArguments& arguments) {
  House house = call.house();
  let_index_follow(house);
  const SearchOptions options{.k = static_cast<std::size_t>(arguments.k), .exhaustive = arguments.exhaustive};
  const auto one = [&](const std::string& id, const std::string& query, const Caller& caller) {
    Stopwatch watch;
    const auto hits = find(house.store, house.index, query, caller, named(arguments.collection), options);
    const double ms = watch.ms();
    if (!call.common.json) return print_hits(hits);
    json::array list;
    for (std::size_t i = 0; i < hits.size(); ++i) list.push_back(found_json(hits[i], i + 1));
    print_json({{"id", id}, {"hits", std::move(list)}, {"ms", ms}});
  };
  if (arguments.queries.empty()) one("1", arguments.query, caller_for(house.store, arguments.as));
  else each_question(arguments.queries, [&](const QuestionLine& q) { one(q.id, q.question, caller_for(house.store, q, arguments.as)); });
  return 0;
}

int ask(const Call& call, const AskArguments& arguments) {
  House house = call.house();
  let_index_follow(house);
  const AskOptions options{.collection = named(arguments.collection), .threshold = arguments.threshold};
  const auto one = [&](const std::string& id, const std::string& question, const Caller& caller) {
    Stopwatch watch;
    const Answer answer = house.answerer.ask(question, caller, options);
    const double ms = watch.ms();
    if (!call.common.json) return print_answer(answer);
    json::object row{{"id", id}};
    for (auto& [key, value] : answer_json(answer, ms)) row[key] = value;
    print_json(row);
  };
  if (arguments.questions.empty()) one("1", arguments.question, caller_for(house.store, arguments.as));
  else each_question(arguments.questions, [&](const QuestionLine& q) { one(q.id, q.question, caller_for(house.store, q, arguments.as)); });
  return 0;
}

}  // namespace gw::cli
