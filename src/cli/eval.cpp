// eval: retrieval and answers on a labelled file of questions.
#include <fmt/format.h>

#include "answer/measure.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/questions.h"
#include "library/find.h"

namespace gw::cli {
namespace {

Measured measured(House& house, const QuestionLine& q, const Caller& caller, const std::optional<std::string>& collection) {
  Measured out{.answerable = q.answerable, .has_passage = q.answerable && !q.passage.empty(), .passage_id = q.passage};
  Stopwatch search_time;
  for (const auto& hit : find(house.store, house.index, q.question, caller, collection, {.k = 10})) out.found.push_back(hit.document.name);
  out.search_ms = search_time.ms();
  Stopwatch ask_time;
  const Answer answer = house.answerer.ask(q.question, caller, {.collection = collection, .threshold = 0, .record = false});
  out.ask_ms = ask_time.ms();
  out.answered = answer.answered;
  out.confidence = answer.confidence;
  out.answer_length = count_code_points(answer.answer);
  out.correct = answer.answered && q.answerable && is_correct(answer.answer, q.answers);
  return out;
}

}  // namespace

int eval(const Call& call, const EvalArguments& arguments) {
  if (!arguments.app.empty()) return eval_app(call, arguments);
  if (arguments.questions.empty()) throw Error(Code::invalid, "Name an app, or a file with --questions.");
  House house = call.house();
  house.index.wait_until_current(60);
  std::vector<QuestionLine> questions;
  each_question(arguments.questions, [&](const QuestionLine& q) {
    if (!q.labelled) throw Error(Code::invalid, "\"answerable\" is missing; eval needs labelled questions.");
    questions.push_back(q);
  });
  if (questions.empty()) throw Error(Code::invalid, fmt::format("{} holds no question.", arguments.questions));
  Progress bar;
  std::vector<Measured> rows;
  for (const auto& q : questions) {
    const Caller caller = caller_for(house.store, q, arguments.as);
    rows.push_back(measured(house, q, caller, named(arguments.collection)));
    if (arguments.rows)
      print_json({{"id", q.id}, {"answered", rows.back().answered}, {"correct", rows.back().correct}, {"confidence", rows.back().confidence}, {"ms", rows.back().ask_ms}});
    bar.show("asking", static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(questions.size()));
  }
  const Measures measures = measure(rows, arguments.threshold.value_or(house.answerer.threshold()));
  if (call.common.json) print_json(json_of(measures));
  else fmt::print("{}", table_of(measures));
  return 0;
}

}  // namespace gw::cli
