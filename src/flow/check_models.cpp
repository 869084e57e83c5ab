// The small models that an app declares, and the steps that name them.
#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "flow/check_parts.h"
#include "ingest/records.h"

namespace gw {
namespace {

const std::vector<std::string> people_inputs{"title", "text", "place"};
const std::vector<std::string> people_columns{"reviewers", "traces"}, clause_columns{"text", "clauses"};

std::string kind_of(const Yaml& model) {
  const Yaml* kind = model.find("kind");
  return kind != nullptr && kind->is_scalar() ? kind->text : "";
}

std::vector<std::string> names_in(const Yaml& tree, std::string_view part) {
  std::vector<std::string> out;
  if (const Yaml* table = tree.find(part); table != nullptr && table->is_map())
    for (const auto& member : table->members) out.push_back(member.name);
  return out;
}

}  // namespace

void AppCheck::models() {
  const Yaml* models = tree.find("models");
  const auto inputs = names_in(tree, "inputs"), outputs = names_in(tree, "outputs");
  for (const auto& [name, place, model] : models != nullptr && models->is_map() ? models->members : std::vector<YamlMember>()) {
    const std::string kind = kind_of(model);
    const auto need = [&](std::string_view entry, std::string_view what) {
      if (model.find(entry) == nullptr) refuse(place, fmt::format("a model of kind {} needs \"{}\": {}", kind, entry, what));
    };
    const auto only_of = [&](const std::vector<std::string>& entries, std::string_view of) {
      for (const auto& entry : entries)
        if (const Yaml* at = model.find(entry); at != nullptr && kind != of && !kind.empty()) refuse(at->place, fmt::format("\"{}\" belongs to a model of kind {}; leave it out", entry, of));
    };
    only_of(people_columns, "people");
    only_of(clause_columns, "clauses");
    const Yaml *from = model.find("from"), *looks_at = model.find("inputs"), *label = model.find("label");
    if (from != nullptr && from->is_scalar() && !from->text.empty() && !is_record_file(from->text)) refuse(from->place, fmt::format("past records stand in a .csv, .tsv, .jsonl or .xlsx file, not in {}", quoted(*from)));
    if (from == nullptr && tree.find("cases") == nullptr && model.is_map() && kind != "clauses") refuse(place, "it is not said what it learns from: name a file of past records under \"from\", or \"cases\" of the app");
    if (kind == "clauses") need("clauses", "a file with an id and a statement each");
    if (kind == "labels" || kind == "people") {
      need("label", "the column that says what was decided");
      if (kind == "people" || from != nullptr) need("inputs", "what it looks at, a name and the column that holds it");
    }
    if (looks_at != nullptr && looks_at->is_map())
      for (const auto& input : looks_at->members) {
        if (kind == "people" && std::ranges::find(people_inputs, input.name) == people_inputs.end())
          refuse(input.place, fmt::format("a model of kind people looks at title, text and place, not at \"{}\"; {}", input.name, or_rather(input.name, people_inputs)));
        if (!input.value.is_scalar() || trim(input.value.text).empty()) refuse(input.value.place, fmt::format("\"{}\" names a column, so it must be a text, not {}", input.name, quoted(input.value)));
        else if (from == nullptr && !inputs.empty() && std::ranges::find(inputs, input.value.text) == inputs.end())
          refuse(input.value.place, fmt::format("the cases have no input {}; {}", quoted(input.value), or_rather(input.value.text, inputs)));
      }
    if (from == nullptr && label != nullptr && label->is_scalar() && !outputs.empty() && std::ranges::find(outputs, label->text) == outputs.end())
      refuse(label->place, fmt::format("the cases have no output {}; {}", quoted(*label), or_rather(label->text, outputs)));
  }

  const Yaml* steps = tree.find("steps");
  for (const auto& step : steps != nullptr && steps->is_list() ? steps->items : std::vector<Yaml>()) {
    const std::string kind = kind_of(step);
    if (kind == "classify")
      if (const Yaml* named = step.find("model")) model_named(*named, {"labels", "people"});
    const Yaml* fields = kind == "extract" ? step.find("fields") : nullptr;
    for (const auto& field : fields != nullptr && fields->is_list() ? fields->items : std::vector<Yaml>())
      if (const Yaml* named = field.find("model")) model_named(*named, {"clauses"});
  }
}

void AppCheck::model_named(const Yaml& name, std::initializer_list<std::string_view> kinds) {
  if (!name.is_scalar() || name.text.empty()) return;
  const Yaml* models = tree.find("models");
  if (models == nullptr) return refuse(name.place, fmt::format("the app declares no model {}; write models: {{{}: {{kind: {}, ..}}}} beside steps", quoted(name), name.text, *kinds.begin()));
  const Yaml* model = models->find(name.text);
  if (model == nullptr) return refuse(name.place, fmt::format("there is no {} under \"models\"; {}", quoted(name), or_rather(name.text, names_in(tree, "models"))));
  const std::string kind = kind_of(*model);
  if (!kind.empty() && std::ranges::find(kinds, std::string_view(kind)) == kinds.end())
    refuse(name.place, fmt::format("model {} is of kind {}; this step needs one of kind {}", quoted(name), kind, fmt::join(kinds, " or ")));
}

}  // namespace gw
