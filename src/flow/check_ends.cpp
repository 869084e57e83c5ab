// The two ends of an app: its name, inputs and outputs, what the outputs are made of, cases, worth and triggers.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/spelling.h"
#include "flow/app_entries.h"
#include "flow/check_parts.h"

namespace gw {
namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_app_name(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_letter_or_digit(text[0])) return false;
  return std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

// A table at the top of the file, null when it is missing or has been told to be something else.
const Yaml* table_at(const Yaml& tree, std::string_view name) {
  const Yaml* out = tree.find(name);
  return out != nullptr && out->is_map() ? out : nullptr;
}

}  // namespace

void AppCheck::name(std::string_view file_name) {
  const Yaml* name = tree.find("name");
  if (name == nullptr || !name->is_scalar() || name->text.find("${") != std::string::npos || name->text.empty()) return;
  if (!is_app_name(name->text)) return refuse(name->place, fmt::format("an app's name is made of letters, digits and hyphens, at most 64, not {}", quoted(*name)));
  if (name->text != file_name) refuse(name->place, fmt::format("the file is called {}.yaml, so the name must be \"{}\"", file_name, file_name));
}

// The schemas of a part as properties; their names are words, because expressions refer to them.
std::vector<Property> AppCheck::names_of(std::string_view part, std::string_view what) {
  std::vector<Property> out;
  const Yaml* table = table_at(tree, part);
  if (table == nullptr) return out;
  for (const auto& member : table->members) {
    if (out.size() == inputs_most) {
      refuse(member.place, fmt::format("an app has at most {} {}; this is one too many", inputs_most, part));
      break;
    }
    if (!is_word(member.name)) refuse(member.place, fmt::format("the name of an {} is a word of letters, digits and _ that begins with a letter, not \"{}\"", what, member.name));
    std::vector<Problem> told;
    out.push_back({member.name, read_schema(member.value, told)});
    if (!told.empty()) out.back().schema = Schema();
  }
  return out;
}

void AppCheck::inputs_and_outputs() {
  // Where there is no table of inputs, nothing is known of them, rather than that there are none.
  reach = reach_of(table_at(tree, "inputs") != nullptr ? closed_table(names_of("inputs", "input")) : Schema());
  if (const Yaml* outputs = table_at(tree, "outputs"); outputs != nullptr && outputs->members.empty()) refuse(outputs->place, "an app has at least one output");
}

void AppCheck::output() {
  const Yaml *made = table_at(tree, "output"), *outputs = table_at(tree, "outputs");
  const auto declared = names_of("outputs", "output");
  std::vector<std::string> names;
  for (const auto& output : declared) names.push_back(output.name);
  if (made == nullptr) return;
  for (const auto& member : made->members) {
    const auto output = std::ranges::find(declared, member.name, &Property::name);
    if (outputs != nullptr && output == declared.end()) refuse(member.place, fmt::format("\"{}\" is not among the outputs; {}", member.name, or_rather(member.name, names)));
    each_formula(member.value, [&](const Yaml& scalar) {
      const Schema gives = check_formula(file, scalar, reach, problems);
      if (&scalar == &member.value && output != declared.end() && !may_meet(output->schema, gives))
        refuse(scalar.place, fmt::format("output \"{}\" must be {}, but {} is {}", member.name, in_words(output->schema), quoted(scalar), in_words(gives)));
    });
  }
  for (const auto& output : declared)
    if (made->find(output.name) == nullptr) refuse(made->place, fmt::format("\"output\" does not say what \"{}\" is made of", output.name));
}

void AppCheck::cases() {
  const Yaml* cases = table_at(tree, "cases");
  if (cases == nullptr) return;
  const Yaml* at = cases->find("file");
  if (at != nullptr && at->is_scalar() && !at->text.empty()) {
    if (!at->text.ends_with(".jsonl") && !at->text.ends_with(".csv")) refuse(at->place, fmt::format("cases stand in a .jsonl or .csv file, not in {}", quoted(*at)));
  }
  std::vector<std::string> outputs;
  if (const Yaml* table = table_at(tree, "outputs"))
    for (const auto& member : table->members) outputs.push_back(member.name);
  const Yaml* grade = cases->find("grade");
  if (grade == nullptr || !grade->is_map()) return;
  for (const auto& member : grade->members) {
    if (!outputs.empty() && std::ranges::find(outputs, member.name) == outputs.end()) refuse(member.place, fmt::format("\"{}\" is not among the outputs; {}", member.name, or_rather(member.name, outputs)));
    if (!member.value.is_scalar()) refuse(member.value.place, fmt::format("how \"{}\" is graded must be a name, not {}", member.name, quoted(member.value)));
    else if (!around.graders.empty() && std::ranges::find(around.graders, member.value.text) == around.graders.end())
      refuse(member.value.place, fmt::format("there is no grader {}; {}", quoted(member.value), or_rather(member.value.text, around.graders)));
  }
}

void AppCheck::experts() {
  const Yaml* experts = table_at(tree, "experts");
  if (experts == nullptr) return;
  if (const Yaml* question = experts->find("question"); question != nullptr && question->is_scalar()) {
    Reach given = reach_of(*reach.root.property("inputs"));
    given.root = closed_table({{"inputs", *reach.root.property("inputs")}});
    each_formula(*question, [&](const Yaml& scalar) { check_formula(file, scalar, given, problems); });
  }
  std::vector<std::string> outputs;
  if (const Yaml* table = table_at(tree, "outputs"))
    for (const auto& member : table->members) outputs.push_back(member.name);
  const Yaml* answer = experts->find("answer");
  if (answer != nullptr && answer->is_scalar() && !outputs.empty() && std::ranges::find(outputs, answer->text) == outputs.end())
    refuse(answer->place, fmt::format("\"{}\" is not among the outputs; {}", answer->text, or_rather(answer->text, outputs)));
  const Yaml* topics = experts->find("topics");
  if (topics == nullptr || !topics->is_list()) return;
  if (topics->items.size() > topics_most) refuse(topics->items[topics_most].place, fmt::format("an app has at most {} topics", topics_most));
}

void AppCheck::gate() {
  const Yaml* gate = table_at(tree, "gate");
  const Yaml* audit = gate != nullptr ? gate->find("audit") : nullptr;
  const Yaml* promised = gate != nullptr ? gate->find("wrong_at_most") : nullptr;
  if (audit == nullptr) return;
  if (promised == nullptr) refuse(audit->place, "audits watch over `wrong_at_most`, which is not declared here");
  else if (promised->is_scalar() && (promised->text == "0" || promised->text == "1" || promised->text == "0.0" || promised->text == "1.0"))
    refuse(promised->place, "with `audit` the greatest share of wrong answers lies between 0 and 1: none at all cannot be watched by samples");
}

void AppCheck::worth() {
  const Yaml* value = table_at(tree, "value");
  const Yaml* currency = value != nullptr ? value->find("currency") : nullptr;
  if (currency == nullptr || !currency->is_scalar() || currency->text.empty()) return;
  if (currency->text.size() != 3 || !std::ranges::all_of(currency->text, [](char c) { return c >= 'A' && c <= 'Z'; }))
    refuse(currency->place, fmt::format("\"currency\" must be three capital letters like EUR, CNY or USD, not {}", quoted(*currency)));
}

void AppCheck::triggers() {
  const Yaml* list = tree.find("trigger");
  if (list == nullptr || !list->is_list()) return;
  if (list->items.size() > triggers_most) refuse(list->items[triggers_most].place, fmt::format("an app has at most {} triggers", triggers_most));
  std::set<std::string> watched;
  for (const auto& item : list->items) {
    if (!item.is_map()) continue;
    trigger(item);
    for (const char* on : {"folder", "rows", "schedule"}) {
      const Yaml* what = item.find(on);
      if (what != nullptr && what->is_scalar() && !what->text.empty() && !watched.insert(fmt::format("{} {}", on, what->text)).second)
        refuse(what->place, fmt::format("{} is watched above already; one thing starts one run", quoted(*what)));
    }
  }
}

void AppCheck::trigger(const Yaml& trigger) {
  const Yaml *folder = trigger.find("folder"), *rows = trigger.find("rows"), *schedule = trigger.find("schedule"), *inputs = trigger.find("inputs");
  if ((folder != nullptr) + (rows != nullptr) + (schedule != nullptr) != 1) refuse(trigger.place, "a trigger has exactly one of folder, rows and schedule; write a second item for a second one");
  for (const Yaml* path : {folder, rows})
    if (path != nullptr && path->is_scalar() && (path->text.starts_with('/') || path->text.find("..") != std::string::npos))
      refuse(path->place, fmt::format("a trigger watches inside the workspace; write a path below it, not {}", quoted(*path)));
  if (rows != nullptr && rows->is_scalar() && !rows->text.ends_with(".csv") && !rows->text.ends_with(".jsonl")) refuse(rows->place, fmt::format("rows come from a .csv or .jsonl file, not from {}", quoted(*rows)));
  std::string fault;
  if (schedule != nullptr && schedule->is_scalar() && !read_schedule(schedule->text, &fault)) refuse(schedule->place, std::move(fault));

  const Schema declared = *reach.root.property("inputs");
  const bool known = !declared.open;
  Reach given = reach_of({});
  given.root = closed_table({{"run", *given.root.property("run")}});
  if (folder != nullptr) given.add("file", shape("{name: string, path: string, text: string}"));
  if (rows != nullptr) given.add("row", Schema{.types = {Type::object}});
  std::vector<std::string> names;
  for (const auto& input : declared.properties) names.push_back(input.name);
  for (const auto& member : inputs != nullptr && inputs->is_map() ? inputs->members : std::vector<YamlMember>()) {
    if (known && declared.property(member.name) == nullptr) refuse(member.place, fmt::format("there is no input \"{}\"; {}", member.name, or_rather(member.name, names)));
    each_formula(member.value, [&](const Yaml& scalar) { check_formula(file, scalar, given, problems); });
  }
  for (const auto& input : declared.properties)
    if (schedule != nullptr && !input.schema.standard && (inputs == nullptr || inputs->find(input.name) == nullptr))
      refuse(trigger.place, fmt::format("nobody fills a form on a schedule: give \"{}\" a default, or say under \"inputs\" what it is", input.name));
}

}  // namespace gw
