// Finding and asking.
#include <cmath>

#include "answer/answer_json.h"
#include "base/error.h"
#include "base/time.h"
#include "http/route.h"
#include "library/find.h"

namespace gw {
namespace {

std::optional<std::string> collection_in(const json::object& body) {
  auto name = string_or(body, "collection");
  if (name.empty()) return std::nullopt;
  return name;
}

Response search(Call& call) {
  const Stopwatch watch;
  const auto body = call.body();
  SearchOptions options;
  if (const auto* k = body.if_contains("k"); k != nullptr && !k->is_null()) {
    if (!k->is_int64() || k->get_int64() < 1 || k->get_int64() > 1000) throw Error(Code::invalid, "\"k\" must be a whole number from 1 to 1000.");
    options.k = static_cast<std::size_t>(k->get_int64());
  }
  json::array hits;
  std::size_t rank = 0;
  for (const auto& found : find(call.store(), call.served().index, string_of(body, "query"), call.caller, collection_in(body), options))
    hits.push_back(found_json(found, ++rank));
  return json_response({{"hits", std::move(hits)}, {"ms", watch.ms()}});
}

Response ask(Call& call) {
  const Stopwatch watch;
  const auto body = call.body();
  AskOptions options;
  options.collection = collection_in(body);
  if (const auto* threshold = body.if_contains("threshold"); threshold != nullptr && !threshold->is_null()) {
    if (!threshold->is_number()) throw Error(Code::invalid, "\"threshold\" must be a number from 0 to 1.");
    options.threshold = threshold->to_number<double>();
    if (!(*options.threshold >= 0 && *options.threshold <= 1)) throw Error(Code::invalid, "\"threshold\" must be a number from 0 to 1.");
  }
  const Answer answer = call.served().answerer.ask(string_of(body, "question"), call.caller, options);
  call.desk.metrics.answer(answer.answered);
  return json_response(answer_json(answer, watch.ms()));
}

}  // namespace

std::vector<Route> ask_routes() {
  return {
      {"post", "/api/v1/search", "ask", "search", "The passages that fit a query best, among what the caller may see.", Access::reader, {}, "Query", "Hits", 200, search},
      {"post", "/api/v1/ask", "ask", "ask", "A quoted answer with its citation, or a refusal with the nearest documents.", Access::reader, {}, "Question", "Answer", 200, ask},
  };
}

}  // namespace gw
