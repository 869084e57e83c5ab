#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "flow/app_entries.h"
#include "flow/check_parts.h"

namespace gw {
namespace {

const std::vector<std::string> after_refusal{"end", "continue"};

// The ids as far as they are words; "" keeps the place of one that is none.
std::vector<std::string> ids_of(const Yaml& steps) {
  std::vector<std::string> out;
  for (const auto& step : steps.items) {
    const Yaml* id = step.find("id");
    out.push_back(id != nullptr && id->is_scalar() && is_word(id->text) ? id->text : "");
  }
  return out;
}

// The result of a step with `each`: {items: [..]} beside status and reason.
Schema spread(Schema result) {
  Schema out = shape("{status: string, reason: string}");
  out.properties.push_back({"items", list_of(std::move(result))});
  return out;
}

Schema unknown() {
  Schema out;
  out.types = {Type::object};
  return out;
}

}  // namespace

void AppCheck::steps() {
  const Yaml* list = tree.find("steps");
  if (list == nullptr || !list->is_list()) return reach.forget_steps();
  if (list->items.size() > steps_most) {
    reach.forget_steps();
    return refuse(list->items[steps_most].place, fmt::format("an app has at most {} steps; this is one too many", steps_most));
  }
  const auto ids = ids_of(*list);
  reach.later = ids;
  for (std::size_t i = 0; i < list->items.size(); ++i) step(list->items[i], ids, i);
}

void AppCheck::step(const Yaml& step, const std::vector<std::string>& ids, std::size_t number) {
  if (!step.is_map()) return refuse(step.place, fmt::format("a step must be a table like {{id: find, kind: search, ..}}, not {}", quoted(step)));
  id(step, ids, number);
  const Yaml* named = step.find("kind");
  const StepKind* kind = named != nullptr && named->is_scalar() ? step_kind(named->text) : nullptr;
  if (named == nullptr) refuse(step.place, "a step needs \"kind\": what the step does; `groundwork kinds --family step` lists them");
  else if (kind == nullptr) refuse(named->place, fmt::format("there is no step kind {}; {}", quoted(*named), nearest_word(named->text, step_kind_names()).empty() ? "`groundwork kinds --family step` lists them" : or_rather(named->text, step_kind_names())));

  Reach within = reach;
  within.step = ids[number];
  each(step, within);
  if (kind != nullptr) settings(step, *kind, within);
  else each_formula(step, [&](const Yaml& scalar) { check_formula(file, scalar, within, problems); });  // as much as can be said without the kind
  on_refuse(step, kind, ids, number);
  if (ids[number].empty()) return;
  Schema result = kind != nullptr ? result_of(*kind, step) : unknown();
  reach.add_step(ids[number], step.find("each") != nullptr ? spread(std::move(result)) : std::move(result));
}

void AppCheck::id(const Yaml& step, const std::vector<std::string>& ids, std::size_t number) {
  const Yaml* id = step.find("id");
  if (id == nullptr) return refuse(step.place, "a step needs \"id\": a word by which later steps refer to it");
  if (ids[number].empty()) return refuse(id->place, fmt::format("\"id\" must be a word of letters, digits and _ that begins with a letter, not {}", quoted(*id)));
  if (std::ranges::find(after_refusal, ids[number]) != after_refusal.end()) refuse(id->place, fmt::format("a step cannot be called \"{}\", because on_refuse says it for something else", ids[number]));
  const auto first = std::ranges::find(ids, ids[number]) - ids.begin();
  if (static_cast<std::size_t>(first) != number) refuse(id->place, fmt::format("a step before this one is called \"{}\" too; each needs its own id", ids[number]));
}

// `each` is read before item and index exist; then it says what item is.
void AppCheck::each(const Yaml& step, Reach& within) {
  const Yaml* each = step.find("each");
  if (each == nullptr) return;
  std::vector<Problem> told;  // by the check of the settings, which comes to this scalar too
  const Schema gives = each->is_scalar() ? check_formula(file, *each, within, told) : Schema();
  Schema list;
  list.types = {Type::array};
  if (!may_meet(list, gives)) refuse(each->place, fmt::format("\"each\" needs a list, but {} is {}", quoted(*each), in_words(gives)));
  within.add("item", gives.items.empty() ? Schema() : gives.items.front());
  within.add("index", shape("integer"));
}

void AppCheck::settings(const Yaml& step, const StepKind& kind, const Reach& within) {
  Reach outside = reach;
  outside.step = within.step;
  Findings findings{problems, [&](const Entry& entry, const Yaml& scalar) {
    const bool first = entry.name == "each" || entry.name == "when";
    check_taken(entry, scalar, check_formula(file, scalar, first ? outside : within, problems), problems);
  }, around.has_file};
  // Id and kind have been looked at; a missing one is not told twice.
  std::vector<Entry> entries = entries_of(kind);
  for (auto& entry : entries)
    if (entry.name == "id" || entry.name == "kind") entry.need = Need::optional;
  check_table(step, entries, fmt::format("a \"{}\" step", kind.name), findings);
  if (kind.check != nullptr) kind.check(step, problems);
}

void AppCheck::on_refuse(const Yaml& step, const StepKind* kind, const std::vector<std::string>& ids, std::size_t number) {
  const Yaml* next = step.find("on_refuse");
  if (next == nullptr || !next->is_scalar() || next->text.find("${") != std::string::npos) return;
  if (kind != nullptr && kind->refuses == Refuses::never) return refuse(next->place, fmt::format("a \"{}\" step never refuses; leave on_refuse out", kind->name));
  if (std::ranges::find(after_refusal, next->text) != after_refusal.end()) return;
  std::vector<std::string> may(ids.begin() + static_cast<std::ptrdiff_t>(number) + 1, ids.end());
  if (std::ranges::find(may, next->text) != may.end()) return;
  if (std::ranges::find(ids, next->text) != ids.end())
    return refuse(next->place, next->text == ids[number] ? "a step cannot go on at itself; name a later step, end or continue" : fmt::format("step \"{}\" comes before this one; a run only goes forward, so name a later step, end or continue", next->text));
  std::erase(may, "");
  may.insert(may.end(), after_refusal.begin(), after_refusal.end());
  refuse(next->place, fmt::format("there is no step {} after this; {}", quoted(*next), or_rather(next->text, may)));
}

}  // namespace gw
