// extract: named fields of a text, each with the place it was read from.
#include "flow/step_kind.h"

namespace gw {
namespace {

const std::vector<Entry>& field_entries() {
  static const std::vector<Entry> all{
      {.name = "name", .need = Need::required, .sentence = "the field's name, a word", .known = Known::at_check},
      {.name = "pattern", .sentence = "a regular expression; its first group is the value", .known = Known::at_check},
      {.name = "words", .takes = Takes::texts, .sentence = "the words that it may be", .known = Known::at_check},
      {.name = "kind", .takes = Takes::choice, .sentence = "what it is, where neither pattern nor words say", .choices = {"date", "number", "money", "email", "sentence"}, .known = Known::at_check},
      {.name = "near", .takes = Takes::texts, .sentence = "words beside which it is looked for", .known = Known::at_check},
      {.name = "model", .takes = Takes::name, .sentence = "a trained finder of sentences", .known = Known::at_check},
      {.name = "required", .takes = Takes::boolean, .sentence = "whether the step refuses without it", .standard = "false", .known = Known::at_check},
  };
  return all;
}

// Each field by its name: {value, quote, start, end, confidence}.
Schema gives(const Yaml& settings) {
  Schema fields = shape("{}");
  if (const Yaml* list = settings.find("fields"))
    for (const auto& field : list->items)
      if (const Yaml* name = field.find("name")) fields.properties.push_back({name->text, shape("{value: any, quote: string, start: integer, end: integer, confidence: number}")});
  Schema out = shape("{missing: [string]}");
  out.properties.push_back({"fields", std::move(fields)});
  return out;
}

}  // namespace

extern const StepKind extract_step;
const StepKind extract_step{
    .name = "extract",
    .sentence = "reads named fields out of a text, each with its place",
    .example = "{id: it, kind: extract, text: \"${inputs.question}\", fields: [{name: order, pattern: \"PO-([0-9]+)\"}]}",
    .settings = {
        {.name = "text", .need = Need::required, .sentence = "the text to read"},
        {.name = "fields", .takes = Takes::tables, .need = Need::required, .sentence = "what to look for", .of = field_entries()},
    },
    .gives = "{}",
    .gives_for = gives,
    .refuses = Refuses::sometimes,
    .run = nullptr,
};

}  // namespace gw
