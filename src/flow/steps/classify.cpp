// classify: one of the labels that a small model was trained on, with a calibrated confidence and what spoke for it.
#include <fmt/format.h>

#include <algorithm>

#include "base/time.h"
#include "flow/model_inputs.h"
#include "flow/model_of.h"
#include "flow/moment.h"
#include "flow/step_kind.h"
#include "flow/steps/passages.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t reasons_most = 8;
constexpr std::int64_t day_seconds = 86'400;

struct Said {
  std::vector<Linear::Scored> labels;  // best first
  json::array reasons;
};

void put_words(const Linear& model, const Bag& bag, const std::string& label, std::size_t most, json::array& reasons) {
  for (const auto& reason : model.why(bag, label, most * 2)) {
    if (reason.weight <= 0 || reasons.size() >= most) continue;
    const auto [input, words] = read_feature(reason.feature);
    reasons.push_back(json::object{{"input", input}, {"words", words}, {"weight", reason.weight}});
  }
}

Said by_labels(const Linear& model, const json::object& inputs) {
  const Bag bag = labels_bag(inputs);
  Said out{model.rank(bag), {}};
  if (!out.labels.empty()) put_words(model, bag, out.labels[0].label, reasons_most, out.reasons);
  return out;
}

// What speaks for a person beside words, as it can be shown.
std::string shown(const Blend::Part& part, const Blend::Proposed& best, const Waiting& record) {
  if (part.input == "place" || part.input == "latest") return record.place;
  if (part.input == "area") return record.place.substr(0, record.place.find('/'));
  if (part.input == "absent") return fmt::format("{:.0f} d", best.days_absent);
  if (part.input == "neighbours" || part.input == "closest") return fmt::format("{}", best.alike.size());
  return "";
}

Said by_people(const Blend& model, const json::object& inputs, std::size_t most) {
  Said out;
  if (model.size() == 0) return out;
  // A model that was not trained for long is asked as of its last record: else everybody would look long absent.
  const std::int64_t newest = model.record(static_cast<std::uint32_t>(model.size() - 1)).time + day_seconds;
  const auto* time = inputs.if_contains("time");
  const auto given = time == nullptr ? std::nullopt : moment_of(*time);
  const Waiting record = waiting_of(inputs, given.value_or(std::min(now_seconds(), newest)));
  const auto proposed = model.propose(record, most);
  for (const auto& one : proposed) out.labels.push_back({one.person, one.probability});
  if (proposed.empty()) return out;
  put_words(model.linear(), model.with_place(record), proposed[0].person, reasons_most / 2, out.reasons);
  for (const auto& part : proposed[0].parts)
    if (part.weight > 0 && part.input != "words" && out.reasons.size() < reasons_most)
      out.reasons.push_back(json::object{{"input", part.input}, {"words", shown(part, proposed[0], record)}, {"weight", part.weight}});
  return out;
}

bool speaks_chinese(const json::object& inputs) {
  return std::ranges::any_of(inputs, [](const auto& member) { return member.value().is_string() && is_chinese(std::string_view(member.value().get_string())); });
}

StepOutcome run(const StepCall& call) {
  const json::object& inputs = call.settings.at("inputs").as_object();
  const auto shown_most = static_cast<std::size_t>(call.settings.at("k").to_number<std::int64_t>());
  const auto model = model_of(call, string_of(call.settings, "model"));
  if (model->kind == "clauses") throw Error(Code::invalid, fmt::format("The model {} finds clauses; classify needs one of labels or people.", model->name));
  const Said said = model->kind == "people" ? by_people(model->people, inputs, shown_most + 1) : by_labels(model->labels, inputs);

  StepOutcome out;
  const bool none = said.labels.empty();
  out.result["best"] = none ? json::object{{"label", nullptr}, {"confidence", 0.0}} : json::object{{"label", said.labels[0].label}, {"confidence", said.labels[0].probability}};
  json::array labels;
  for (std::size_t i = 0; i < said.labels.size() && i <= shown_most; ++i) labels.push_back(json::object{{"label", said.labels[i].label}, {"confidence", said.labels[i].probability}});
  out.result["labels"] = std::move(labels);
  out.result["reasons"] = said.reasons;

  const double best = none ? 0 : said.labels[0].probability;
  const auto* least = call.settings.if_contains("at_least");
  if (least == nullptr || least->is_null() || best >= least->to_number<double>()) return out;
  out.status = StepOutcome::Status::refused;
  out.reason = speaks_chinese(inputs) ? fmt::format("最可能的结果只有 {:.0f}% 的把握，低于要求的 {:.0f}%。", best * 100, least->to_number<double>() * 100)
                                      : fmt::format("The likeliest has a confidence of only {:.0f} %, below the {:.0f} % that is asked for.", best * 100, least->to_number<double>() * 100);
  return out;
}

}  // namespace

extern const StepKind classify_step;
const StepKind classify_step{
    .name = "classify",
    .sentence = "gives the likeliest label by a small model trained on past records or cases",
    .example = "{id: it, kind: classify, model: assignee, inputs: {question: \"${inputs.question}\"}}",
    .settings = {
        {.name = "model", .takes = Takes::name, .need = Need::required, .sentence = "the name of the model, declared under `models`; `groundwork train` fits it", .known = Known::at_check},
        {.name = "inputs", .takes = Takes::values, .need = Need::required, .sentence = "the values it looks at, by the names it was trained with"},
        {.name = "k", .takes = Takes::integer, .sentence = "how many labels beside the best are shown", .standard = "5", .least = 1, .most = 100},
        {.name = "at_least", .takes = Takes::number, .sentence = "the least confidence; below it the step refuses", .least = 0, .most = 1},
    },
    .gives = "{best: {label: string or null, confidence: number}, labels: [{label: string, confidence: number}], reasons: [{input: string, words: string, weight: number}]}",
    .refuses = Refuses::sometimes,
    .run = run,
};

}  // namespace gw
