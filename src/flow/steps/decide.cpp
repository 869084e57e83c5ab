// decide: takes an answer when there is one and it is sure enough, else refuses; the one threshold of an app stands here.
#include <fmt/format.h>

#include "flow/step_kind.h"
#include "rules/expression.h"

namespace gw {
namespace {

bool is_empty(const json::value& value) { return !truthy(value) && !value.is_bool() && !value.is_number(); }

std::string reason_for(const json::object& settings, std::string otherwise) {
  const std::string own = string_or(settings, "reason");
  return own.empty() ? otherwise : own;
}

StepOutcome run(const StepCall& call) {
  const json::object& settings = call.settings;
  const json::value& answer = settings.at("answer");
  const double threshold = settings.at("threshold").to_number<double>();
  const auto* sure = settings.if_contains("confidence");  // not written: the answer alone decides
  StepOutcome out;
  out.result["threshold"] = threshold;
  out.result["confidence"] = sure != nullptr ? *sure : json::value(nullptr);
  out.result["answer"] = nullptr;
  const auto refuse = [&](std::string why) {
    out.status = StepOutcome::Status::refused;
    out.reason = reason_for(settings, std::move(why));
    return out;
  };
  if (is_empty(answer)) return refuse("There is no answer.");
  if (sure != nullptr && !sure->is_number()) return refuse("It is not known how sure the answer is.");
  if (sure != nullptr && sure->to_number<double>() < threshold) return refuse(fmt::format("The confidence {:.2f} is below the threshold {:.2f}.", sure->to_number<double>(), threshold));
  out.result["answer"] = answer;
  return out;
}

}  // namespace

extern const StepKind decide_step;
const StepKind decide_step{
    .name = "decide",
    .sentence = "takes an answer when it is sure enough, else refuses",
    .example = "{id: it, kind: decide, answer: \"${inputs.question}\", confidence: 0.8, threshold: 0.5}",
    .settings = {
        {.name = "answer", .takes = Takes::value, .need = Need::required, .sentence = "the answer to take; nothing, an empty text or list is none"},
        {.name = "confidence", .takes = Takes::value, .sentence = "how sure it is, from 0 to 1; nothing is not sure"},
        {.name = "threshold", .takes = Takes::number, .sentence = "the least confidence to take it with", .standard = "0.5", .least = 0, .most = 1},
        {.name = "reason", .sentence = "what is said when it refuses"},
    },
    .gives = "{answer: any, confidence: number or null, threshold: number}",
    .refuses = Refuses::sometimes,
    .run = run,
};

}  // namespace gw
