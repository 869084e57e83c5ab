// match: the answer that an expert wrote for this question, word for word; with `quote`, a sentence of the documents where none was written.
#include <fmt/format.h>

#include "base/error.h"
#include "base/result.h"
#include "flow/steps/passages.h"

namespace gw {
namespace {

constexpr std::string_view no_curated_en = "No expert has answered this question yet.", no_curated_zh = "还没有专家回答过这个问题。";

StepOutcome run(const StepCall& call) {
  const json::object& settings = call.settings;
  const std::string question = string_of(settings, "question");
  AskOptions options{.collection = collection_of(settings), .threshold = {}, .record = !call.measuring};
  if (const auto* threshold = settings.if_contains("threshold")) options.threshold = threshold->to_number<double>();
  const bool quotes = settings.at("quote").as_bool();

  const auto asked = as_result([&] { return call.doors.answerer.ask(question, call.caller, options); });
  // A collection without anything that the person may see has no answer yet; the first that an expert gives makes it.
  if (!asked && (asked.error().code() != Code::not_found || !options.collection)) throw asked.error();
  const Answer answer = asked ? *asked : Answer{.reason = std::string(is_chinese(question) ? no_curated_zh : no_curated_en)};
  StepOutcome out;
  out.result["confidence"] = answer.confidence;
  out.result["curated"] = answer.curated;
  out.result["citations"] = citations_json(answer.citations);
  json::array nearest;
  for (const auto& near : answer.nearest) nearest.push_back(json::object{{"collection", near.collection}, {"document", near.document}, {"title", near.title}, {"score", near.score}});
  out.result["nearest"] = std::move(nearest);
  // Refused or not: whatever document the result tells of is what the run rests on.
  for (const auto& citation : answer.citations) out.evidence.push_back({answer.curated ? Evidence::Of::curated : Evidence::Of::passage, citation, "", answer.confidence});
  for (const auto& near : answer.nearest)
    if (!tells_of(out.evidence, near.collection, near.document)) out.evidence.push_back({Evidence::Of::passage, {.collection = near.collection, .document = near.document, .title = near.title}, "", near.score});
  out.reason = answer.reason;
  if (answer.answered && (answer.curated || quotes)) {
    out.result["answer"] = answer.answer;
    return out;
  }
  out.status = StepOutcome::Status::refused;
  out.result["answer"] = nullptr;
  if (answer.answered) out.reason = is_chinese(question) ? no_curated_zh : no_curated_en;
  return out;
}

}  // namespace

extern const StepKind match_step;
const StepKind match_step{
    .name = "match",
    .sentence = "answers a question with what an expert wrote for it, or refuses",
    .example = "{id: it, kind: match, question: \"${inputs.question}\"}",
    .settings = {
        {.name = "question", .need = Need::required, .sentence = "the question, in a person's words"},
        {.name = "collection", .sentence = "the collection to look in; without one, all that the person may see"},
        {.name = "threshold", .takes = Takes::number, .sentence = "the least confidence to answer with; without one, the workspace's", .least = 0, .most = 1},
        {.name = "quote", .takes = Takes::boolean, .sentence = "whether a sentence of a document may answer where no expert has", .standard = "false"},
    },
    .gives = "{answer: string or null, confidence: number, curated: boolean, citations: [{collection: string, document: string, title: string, quote: string, "
             "start: integer, end: integer, page: integer}], nearest: [{collection: string, document: string, title: string, score: number}]}",
    .refuses = Refuses::sometimes,
    .run = run,
};

}  // namespace gw
