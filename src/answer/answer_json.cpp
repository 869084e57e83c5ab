#include "answer/answer_json.h"

namespace gw {

json::object answer_json(const Answer& answer, double ms) {
  json::array citations, nearest;
  for (const auto& c : answer.citations)
    citations.push_back(json::object{{"collection", c.collection}, {"document", c.document}, {"title", c.title}, {"quote", c.quote}, {"start", c.start},
                                     {"end", c.end}, {"page", c.page}});
  for (const auto& n : answer.nearest)
    nearest.push_back(json::object{{"collection", n.collection}, {"document", n.document}, {"title", n.title}, {"score", n.score}});
  json::object out{{"status", answer.answered ? "answered" : "refused"}};
  if (answer.answered) out["answer"] = answer.answer;
  out["confidence"] = answer.confidence;
  out["threshold"] = answer.threshold;
  out["certified"] = false;
  out["reason"] = answer.reason;
  out["curated"] = answer.curated;
  out["citations"] = std::move(citations);
  out["nearest"] = std::move(nearest);
  out["ms"] = ms;
  return out;
}

}  // namespace gw
