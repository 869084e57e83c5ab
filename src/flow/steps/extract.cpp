// extract: named fields of a text, each with the place it was read from.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "flow/fields.h"
#include "flow/model_inputs.h"
#include "flow/model_of.h"
#include "flow/step_kind.h"
#include "flow/steps/passages.h"

namespace gw {
namespace {

constexpr std::size_t text_bytes_most = 4 << 20, places_most = 3;
constexpr std::string_view label_of_absent = "absent";

const std::vector<Entry>& field_entries() {
  static const std::vector<Entry> all{
      {.name = "name", .need = Need::required, .sentence = "the field's name, a word", .known = Known::at_check},
      {.name = "pattern", .sentence = "a regular expression; its first group is the value", .known = Known::at_check},
      {.name = "words", .takes = Takes::texts, .sentence = "the words that it may be; \"CNY = RMB, 人民币\" gives CNY for the others too", .known = Known::at_check},
      {.name = "kind", .takes = Takes::choice, .sentence = "what it is, where neither pattern nor words say", .choices = {"date", "number", "money", "email", "sentence"}, .known = Known::at_check},
      {.name = "near", .takes = Takes::texts, .sentence = "words beside which it is looked for", .known = Known::at_check},
      {.name = "model", .takes = Takes::name, .sentence = "a trained finder of clauses", .known = Known::at_check},
      {.name = "clause", .takes = Takes::name, .sentence = "the id of the clause that the model looks for; without it, the field's name", .known = Known::at_check},
      {.name = "required", .takes = Takes::boolean, .sentence = "whether the step refuses without it", .standard = "false", .known = Known::at_check},
  };
  return all;
}

// Each field by its name; what a finder of clauses found has a label and further places.
Schema gives(const Yaml& settings) {
  Schema fields = shape("{}");
  if (const Yaml* list = settings.find("fields"))
    for (const auto& field : list->items)
      if (const Yaml* name = field.find("name"))
        fields.properties.push_back({name->text, field.find("model") == nullptr ? shape("{value: any, quote: string, start: integer, end: integer, confidence: number}")
                                                                                : shape("{value: any, quote: string, start: integer, end: integer, confidence: number, label: string or null, "
                                                                                        "places: [{quote: string, start: integer, end: integer, share: number}]}")});
  Schema out = shape("{missing: [string]}");
  out.properties.push_back({"fields", std::move(fields)});
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  if (const Yaml* fields = settings.find("fields"); fields != nullptr && fields->is_list()) check_fields(*fields, problems);
}

// What a model finds in the text, asked once for all fields that name it.
struct Finder {
  std::string_view text;
  ClauseText read;
  std::vector<PassageFinder::Finding> findings;

  Finder(const StepCall& call, const std::string& name, std::string_view text) : text(text), read(clause_text(text)) {
    const auto model = model_of(call, name);
    if (model->kind != "clauses") throw Error(Code::invalid, fmt::format("The model {} gives labels; extract needs one of kind clauses.", name));
    if (!read.sentences.empty()) findings = model->clauses.find(read.sentences, places_most);
    known = !read.sentences.empty();
  }
  bool known = false;

  json::object row(const FieldWanted& field, bool& missing) const {
    const auto found = std::ranges::find(findings, field.clause, &PassageFinder::Finding::clause);
    if (found == findings.end() && known) throw Error(Code::not_found, fmt::format("The model {} knows no clause \"{}\".", field.model, field.clause));
    json::object out{{"value", nullptr}, {"quote", ""}, {"start", 0}, {"end", 0}, {"confidence", 0.0}, {"label", nullptr}, {"places", json::array()}};
    missing = true;
    if (!known || found->places.empty()) return out;
    json::array places;
    for (const auto& place : found->places) {
      const auto at = read.places[place.sentence];
      places.push_back(json::object{{"quote", slice(text, at.start, at.end)}, {"start", at.start}, {"end", at.end}, {"share", place.share}});
    }
    const bool labelled = !found->labels.empty();
    if (labelled) out["label"] = found->labels[0].label;
    out["confidence"] = labelled ? found->labels[0].probability : found->places[0].share;
    out["places"] = places;
    missing = labelled && found->labels[0].label == label_of_absent;
    if (missing) return out;
    const auto& first = places[0].as_object();
    out["value"] = first.at("quote");
    for (const auto* member : {"quote", "start", "end"}) out[member] = first.at(member);
    return out;
  }
};

Evidence evidence_of(const std::string& name, const json::object& row) {
  Evidence out{.of = Evidence::Of::passage, .at = {}, .note = name, .score = row.at("confidence").to_number<double>()};
  out.at.quote = std::string(row.at("quote").as_string());
  out.at.start = row.at("start").to_number<std::uint32_t>();
  out.at.end = row.at("end").to_number<std::uint32_t>();
  return out;
}

StepOutcome run(const StepCall& call) {
  const std::string text = string_of(call.settings, "text");
  if (text.size() > text_bytes_most) throw Error(Code::invalid, fmt::format("A text to read fields from has at most {} MB.", text_bytes_most >> 20));
  const FieldText readable(text);
  std::map<std::string, Finder> finders;
  StepOutcome out;
  json::object fields;
  json::array missing;
  std::string required;
  for (const auto& field : fields_wanted(*call.written.find("fields"))) {
    json::object row;
    bool absent = false;
    if (!field.model.empty()) {
      auto finder = finders.find(field.model);
      if (finder == finders.end()) finder = finders.emplace(field.model, Finder(call, field.model, text)).first;
      row = finder->second.row(field, absent);
    } else {
      const FieldFound found = readable.find(field);
      absent = found.value.is_null();
      row = {{"value", found.value}, {"quote", absent ? std::string_view() : readable.slice_of(found.place)}, {"start", found.place.start}, {"end", found.place.end}, {"confidence", found.confidence}};
    }
    if (absent) missing.push_back(json::value(field.name));
    else out.evidence.push_back(evidence_of(field.name, row));
    if (absent && field.required) required += (required.empty() ? "" : ", ") + field.name;
    fields[field.name] = std::move(row);
  }
  out.result["fields"] = std::move(fields);
  out.result["missing"] = std::move(missing);
  if (required.empty()) return out;
  out.status = StepOutcome::Status::refused;
  out.reason = is_chinese(text) ? fmt::format("文本中没有找到：{}。", required) : fmt::format("The text does not say: {}.", required);
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
    .check = check,
    .run = run,
};

}  // namespace gw
