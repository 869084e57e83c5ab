#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "flow/app_entries.h"
#include "flow/check_parts.h"

namespace gw {
namespace {

// The tree has been checked: what is read here is there and of its type.
std::string text_at(const Yaml& table, std::string_view name, std::string_view otherwise = "") {
  const Yaml* value = table.find(name);
  return value == nullptr ? std::string(otherwise) : value->text;
}

std::optional<double> number_at(const Yaml& table, std::string_view name) {
  const Yaml* value = table.find(name);
  return value == nullptr ? std::nullopt : std::optional(json_of(*value).to_number<double>());
}

Words words_at(const Yaml& table, std::string_view name) {
  std::vector<Problem> none;
  const Yaml* value = table.find(name);
  return value == nullptr ? Words() : read_words(*value, name, none);
}

std::vector<Input> schemas_at(const Yaml& tree, std::string_view name) {
  std::vector<Input> out;
  std::vector<Problem> none;
  for (const auto& member : tree.find(name)->members) out.push_back({member.name, read_schema(member.value, none)});
  GW_ASSERT(none.empty());
  return out;
}

std::optional<Formula> formula_at(const Yaml& table, std::string_view name) {
  const Yaml* value = table.find(name);
  return value == nullptr ? std::nullopt : std::optional(Formula::of(*value));
}

// The part of a step's table that is its kind's own.
Yaml own_settings(const Yaml& step) {
  Yaml out = step;
  std::erase_if(out.members, [](const YamlMember& member) {
    for (const auto& entry : step_entries())
      if (entry.name == member.name) return true;
    return false;
  });
  return out;
}

// What is known at the check stands as it is; a schema or a rule may hold a ${...} that is not the app's.
Formula settings_of(const StepKind& kind, const Yaml& written) {
  std::vector<std::pair<std::string, Formula>> members;
  for (const auto& entry : kind.settings)
    if (const Yaml* value = written.find(entry.name); value != nullptr && entry.takes != Takes::verbatim)
      members.emplace_back(entry.name, entry.known == Known::at_check ? Formula::constant(json_of(*value)) : Formula::of(*value));
  return Formula::table(std::move(members));
}

Step read_step(const Yaml& yaml) {
  Step out;
  out.id = text_at(yaml, "id");
  out.kind = step_kind(text_at(yaml, "kind"));
  out.written = own_settings(yaml);
  out.settings = settings_of(*out.kind, out.written);
  out.when = formula_at(yaml, "when");
  out.each = formula_at(yaml, "each");
  if (const Yaml* retry = yaml.find("retry")) {
    out.retry.times = static_cast<int>(*number_at(*retry, "times"));
    out.retry.wait = *read_duration(text_at(*retry, "wait", "1s"));
  }
  if (yaml.find("timeout") != nullptr) out.timeout = read_duration(text_at(yaml, "timeout"));
  out.on_refuse = text_at(yaml, "on_refuse", "end");
  out.place = yaml.place;
  return out;
}

CaseFile read_cases(const Yaml& yaml) {
  CaseFile out{text_at(yaml, "file"), {}};
  if (const Yaml* grade = yaml.find("grade"))
    for (const auto& member : grade->members) out.grade.emplace_back(member.name, member.value.text);
  return out;
}

Worth read_worth(const Yaml& yaml) {
  return {number_at(yaml, "minutes_by_hand").value_or(0), number_at(yaml, "minutes_to_check").value_or(0), number_at(yaml, "hourly_cost").value_or(0),
          number_at(yaml, "error_cost").value_or(0), number_at(yaml, "errors_by_hand"), text_at(yaml, "currency", "EUR")};
}

std::vector<std::string> texts_at(const Yaml& table, std::string_view name) {
  std::vector<std::string> out;
  if (const Yaml* list = table.find(name))
    for (const auto& item : list->items) out.push_back(nfc(item.text));
  return out;
}

// The input that a ${inputs.NAME} alone reads; "" for anything else.
std::string input_alone(const Yaml* formula) {
  constexpr std::string_view before = "${inputs.";
  if (formula == nullptr) return "";
  const std::string_view text = trim(formula->text);
  if (!text.starts_with(before) || !text.ends_with('}')) return "";
  const std::string_view name = trim(text.substr(before.size(), text.size() - before.size() - 1));
  return is_word(name) ? std::string(name) : "";
}

std::string collection_of_match(const App& app) {
  for (const auto& step : app.steps)
    if (step.kind->name == "match")
      if (const Yaml* named = step.written.find("collection"); named != nullptr && !has_formula(named->text) && !named->text.empty()) return nfc(named->text);
  return app.name;
}

Experts read_experts(const Yaml& yaml, const App& app) {
  Experts out{nfc(text_at(yaml, "group")), formula_at(yaml, "question"), input_alone(yaml.find("question")), text_at(yaml, "answer"), {}, nfc(text_at(yaml, "collection"))};
  if (out.answer.empty()) out.answer = app.outputs.front().name;
  if (out.collection.empty()) out.collection = collection_of_match(app);
  if (const Yaml* topics = yaml.find("topics"))
    for (const auto& topic : topics->items) out.topics.push_back({texts_at(topic, "words"), nfc(text_at(topic, "person"))});
  return out;
}

ModelPlan read_model(const std::string& name, const Yaml& yaml) {
  ModelPlan out{.name = name, .kind = text_at(yaml, "kind"), .from = text_at(yaml, "from")};
  if (const Yaml* inputs = yaml.find("inputs"))
    for (const auto& member : inputs->members) out.inputs.emplace_back(member.name, member.value.text);
  out.label = text_at(yaml, "label");
  out.time = text_at(yaml, "time");
  out.reviewers = text_at(yaml, "reviewers");
  out.traces = text_at(yaml, "traces");
  out.text = text_at(yaml, "text", "text");
  out.clauses = text_at(yaml, "clauses");
  out.place = yaml.place;
  return out;
}

// Whether it may be about a file's text; parsing is the dear part of a file.
bool names_text(const Yaml& yaml) {
  return yaml.text.find("text") != std::string::npos || std::ranges::any_of(yaml.items, names_text) || std::ranges::any_of(yaml.members, [](const YamlMember& member) { return names_text(member.value); });
}

Trigger read_trigger(const Yaml& yaml) {
  Trigger out;
  for (const auto& [name, on] : {std::pair("folder", Trigger::On::folder), std::pair("rows", Trigger::On::rows), std::pair("schedule", Trigger::On::schedule)}) {
    if (yaml.find(name) == nullptr) continue;
    out.on = on;
    out.what = text_at(yaml, name);
  }
  if (out.on == Trigger::On::schedule) out.schedule = read_schedule(out.what);
  out.as = text_at(yaml, "as");
  const Yaml* inputs = yaml.find("inputs");
  out.names_no_inputs = inputs == nullptr;
  if (inputs == nullptr) return out;
  out.inputs = Formula::of(*inputs);
  out.reads_text = names_text(*inputs);
  return out;
}

}  // namespace

App read_app(const Yaml& tree, std::string_view text) {
  App out;
  out.name = text_at(tree, "name");
  out.title = words_at(tree, "title");
  out.purpose = words_at(tree, "purpose");
  out.inputs = schemas_at(tree, "inputs");
  out.outputs = schemas_at(tree, "outputs");
  for (const auto& step : tree.find("steps")->items) out.steps.push_back(read_step(step));
  for (const auto& member : tree.find("output")->members) out.output.emplace_back(member.name, Formula::of(member.value));
  if (const Yaml* cases = tree.find("cases")) out.cases = read_cases(*cases);
  if (const Yaml* gate = tree.find("gate")) out.gate = {number_at(*gate, "correct_at_least"), number_at(*gate, "wrong_at_most"), number_at(*gate, "audit").value_or(0)};
  if (const Yaml* value = tree.find("value")) out.worth = read_worth(*value);
  if (const Yaml* experts = tree.find("experts")) out.experts = read_experts(*experts, out);
  if (const Yaml* triggers = tree.find("trigger"))
    for (const auto& item : triggers->items) out.triggers.push_back(read_trigger(item));
  if (const Yaml* models = tree.find("models"))
    for (const auto& member : models->members) out.models.push_back(read_model(member.name, member.value));
  if (const Yaml* groups = tree.find("groups"))
    for (const auto& group : groups->items) out.groups.push_back(nfc(group.text));
  out.bundle.app = out.name;
  out.bundle.text = text;
  return out;
}

const Step* App::step(std::string_view id) const {
  for (const auto& step : steps)
    if (step.id == id) return &step;
  return nullptr;
}

const ModelPlan* App::model(std::string_view name) const {
  for (const auto& model : models)
    if (model.name == name) return &model;
  return nullptr;
}

std::vector<std::string> files_named(const App& app) {
  std::set<std::string> out;
  for (const auto& step : app.steps)
    for (const auto& entry : step.kind->settings)
      if (const Yaml* value = step.written.find(entry.name); value != nullptr && entry.takes == Takes::file && entry.known == Known::at_check) out.insert(value->text);
  return {out.begin(), out.end()};
}

Schema schema_of(const std::vector<Input>& inputs) {
  Schema out;
  out.types = {Type::object};
  out.open = false;
  for (const auto& input : inputs) {
    out.properties.push_back({input.name, input.schema});
    if (input.required()) out.required.push_back(input.name);
  }
  return out;
}

}  // namespace gw
