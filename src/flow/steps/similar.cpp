// similar: past records like this one, by text and fields, with what was decided then; the nearer and the newer count more.
#include "flow/step_kind.h"

namespace gw {

extern const StepKind similar_step;
const StepKind similar_step{
    .name = "similar",
    .sentence = "finds past records like this one and what was decided in them",
    .example = "{id: it, kind: similar, records: tickets, text: \"${inputs.question}\", decided: assignee}",
    .settings = {
        {.name = "records", .need = Need::required, .sentence = "the collection of past records"},
        {.name = "text", .need = Need::required, .sentence = "the words that they should be like"},
        {.name = "decided", .need = Need::required, .sentence = "the field of a record that says what was decided", .known = Known::at_check},
        {.name = "fields", .takes = Takes::values, .sentence = "fields that count when they are equal"},
        {.name = "k", .takes = Takes::integer, .sentence = "how many records", .standard = "20", .least = 1, .most = 200},
        {.name = "half_life", .takes = Takes::duration, .sentence = "after how long a record counts half; without it, all times count alike"},
        {.name = "at_least", .takes = Takes::number, .sentence = "the least share of the best decision; below it the step refuses", .least = 0, .most = 1},
    },
    .gives = "{best: {label: string or null, confidence: number}, labels: [{label: string, confidence: number, records: integer}], "
             "records: [{collection: string, document: string, title: string, text: string, time: string, score: number, decided: any, fields: object}]}",
    .refuses = Refuses::sometimes,
    .run = nullptr,
};

}  // namespace gw
