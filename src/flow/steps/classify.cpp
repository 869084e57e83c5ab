// classify: one of the labels that a small model was trained on, with a calibrated confidence and what spoke for it.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind classify_step;
const StepKind classify_step{
    .name = "classify",
    .sentence = "gives the likeliest label by a small model trained on the app's cases",
    .example = "{id: it, kind: classify, model: assignee, inputs: {question: \"${inputs.question}\"}}",
    .settings = {
        {.name = "model", .takes = Takes::name, .need = Need::required, .sentence = "the name of the model; `groundwork train` fits it", .known = Known::at_check},
        {.name = "inputs", .takes = Takes::values, .need = Need::required, .sentence = "the values it looks at, by the names it was trained with"},
        {.name = "k", .takes = Takes::integer, .sentence = "how many labels beside the best are shown", .standard = "5", .least = 1, .most = 100},
        {.name = "at_least", .takes = Takes::number, .sentence = "the least confidence; below it the step refuses", .least = 0, .most = 1},
    },
    .gives = "{best: {label: string or null, confidence: number}, labels: [{label: string, confidence: number}], reasons: [{input: string, words: string, weight: number}]}",
    .refuses = Refuses::sometimes,
    .run = nullptr,
};

}  // namespace gw
