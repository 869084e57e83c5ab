// script: a program of the workspace in a confined process: JSON in, JSON out, no network, limits on time and memory.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind script_step;
const StepKind script_step{
    .name = "script",
    .sentence = "runs a program of the workspace, confined: JSON in, JSON out",
    .example = "{id: it, kind: script, program: scripts/score, input: {text: \"${inputs.question}\"}}",
    .settings = {
        {.name = "program", .takes = Takes::file, .need = Need::required, .sentence = "an executable file below scripts/", .known = Known::at_check},
        {.name = "input", .takes = Takes::value, .sentence = "what it reads on standard input, as JSON"},
        {.name = "output", .takes = Takes::schema, .sentence = "what its output must be", .known = Known::at_check},
        {.name = "memory_mb", .takes = Takes::integer, .sentence = "how much memory it may use", .standard = "256", .least = 16, .most = 4096, .known = Known::at_check},
    },
    .gives = "{output: any}",
    .run = nullptr,
};

}  // namespace gw
