// call: a request to another system, to declared hosts only; repeated where the other side honours the key, else made at most once.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind call_step;
const StepKind call_step{
    .name = "call",
    .sentence = "sends a request to another system that the policy names",
    .example = "{id: it, kind: call, url: \"https://tickets.example/api/tickets\", body: {text: \"${inputs.question}\"}, honours_key: true}",
    .settings = {
        {.name = "url", .need = Need::required, .sentence = "the address; its host must be declared in policy.yaml"},
        {.name = "method", .takes = Takes::choice, .sentence = "the request's method", .standard = "POST", .choices = {"GET", "POST", "PUT", "PATCH"}, .known = Known::at_check},
        {.name = "headers", .takes = Takes::values, .sentence = "further headers; secrets come from the settings, never from here"},
        {.name = "body", .takes = Takes::value, .sentence = "what is sent, as JSON"},
        {.name = "honours_key", .takes = Takes::boolean, .sentence = "whether the other side does a request with the same Idempotency-Key once", .standard = "false", .known = Known::at_check},
        {.name = "answer", .takes = Takes::schema, .sentence = "what its answer must be", .known = Known::at_check},
    },
    .gives = "{code: integer, body: any}",
    .effect = Effect::outside,
    .refuses = Refuses::sometimes,
    .run = nullptr,
};

}  // namespace gw
