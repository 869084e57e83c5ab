// app: another application of the workspace as a step; its outputs are the result, its refusal is this step's.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind app_step;
const StepKind app_step{
    .name = "app",
    .sentence = "runs another application of the workspace",
    .example = "{id: it, kind: app, app: staff-assistant, inputs: {question: \"${inputs.question}\"}}",
    .settings = {
        {.name = "app", .takes = Takes::name, .need = Need::required, .sentence = "the application's name", .known = Known::at_check},
        {.name = "inputs", .takes = Takes::values, .need = Need::required, .sentence = "its inputs"},
    },
    .gives = "{outputs: any, run: string}",
    .refuses = Refuses::sometimes,
    .run = nullptr,
};

}  // namespace gw
