// search: the passages that fit some words, of what the person may see. Finding nothing is a result, not a refusal: `count` says so.
#include "library/find.h"

#include "base/text.h"
#include "flow/steps/passages.h"

namespace gw {
namespace {

// Longer texts (a whole e-mail) are searched by their beginning, as the index does anyway.
constexpr std::size_t characters_most = 2000;

StepOutcome run(const StepCall& call) {
  const std::string text(slice(trim(string_of(call.settings, "text")), 0, characters_most));
  const SearchOptions options{.k = static_cast<std::size_t>(call.settings.at("k").to_number<std::int64_t>()),
                              .most_per_document = static_cast<std::size_t>(call.settings.at("per_document").to_number<std::int64_t>())};
  const auto found = text.empty() ? std::vector<Found>() : find(call.doors.store, call.doors.index, text, call.caller, collection_of(call.settings), options);
  StepOutcome out;
  json::array hits;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found& hit = found[i];
    json::object row = found_json(hit, i + 1);
    row["url"] = hit.document.url;
    row["time"] = hit.document.time;
    hits.push_back(std::move(row));
    const auto& chunk = hit.chunk;
    out.evidence.push_back({Evidence::Of::passage, {hit.document.collection, hit.document.name, hit.document.title, chunk.text, chunk.start, chunk.start + chunk.length, chunk.page}, "", hit.score});
  }
  out.result["count"] = hits.size();
  out.result["hits"] = std::move(hits);
  return out;
}

}  // namespace

extern const StepKind search_step;
const StepKind search_step{
    .name = "search",
    .sentence = "finds the passages that fit some words, of what the person may see",
    .example = "{id: it, kind: search, text: \"${inputs.question}\", k: 5}",
    .settings = {
        {.name = "text", .need = Need::required, .sentence = "the words to look for"},
        {.name = "collection", .sentence = "the collection to look in; without one, all that the person may see"},
        {.name = "k", .takes = Takes::integer, .sentence = "how many passages", .standard = "10", .least = 1, .most = 100},
        {.name = "per_document", .takes = Takes::integer, .sentence = "how many of them may come from one document", .standard = "3", .least = 1, .most = 100},
    },
    .gives = "{count: integer, hits: [{rank: integer, collection: string, document: string, title: string, text: string, score: number, start: integer, "
             "end: integer, page: integer, url: string, time: string}]}",
    .run = run,
};

}  // namespace gw
