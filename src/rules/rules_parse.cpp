#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/result.h"
#include "base/spelling.h"
#include "base/text.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

constexpr std::size_t rules_most = 1'000;
constexpr auto severities = std::to_array<std::string_view>({"error", "warning", "info"});

bool is_word(std::string_view id) {
  if (id.empty() || id.size() > 100) return false;
  for (std::size_t at = 0; at < id.size();)
    if (const char32_t c = decode(id, at); c != '_' && c != '-' && c != '.' && !is_letter(c) && !is_digit(c) && !is_cjk(c)) return false;
  return true;
}

const CheckKind* kind_named(std::string_view name) {
  const auto& all = all_check_kinds();
  const auto found = std::ranges::find(all, name, &CheckKind::name);
  return found == all.end() ? nullptr : *found;
}

const CheckKind* read_kind(MapReader& map) {
  map.need("kind");
  const std::string name = map.text("kind");
  const CheckKind* kind = kind_named(name);
  if (kind != nullptr || name.empty()) return kind;
  std::vector<std::string_view> names;
  for (const auto* known : all_check_kinds()) names.push_back(known->name);
  map.problem(map.place_of("kind"), fmt::format("There is no check \"{}\"{}. There are: {}.", name, did_you_mean(name, names), fmt::join(names, ", ")));
  return nullptr;
}

Rule read_rule(const Yaml& yaml, std::set<std::string>& ids, std::vector<Problem>& problems) {
  MapReader map(yaml, problems);
  Rule rule{.place = yaml.place};
  map.need("id");
  rule.id = map.text("id");
  if (map.has("id") && !is_word(rule.id)) map.problem(map.place_of("id"), "\"id\" is a word of letters, digits, - and _.");
  else if (map.has("id") && !ids.insert(rule.id).second) map.problem(map.place_of("id"), fmt::format("The id \"{}\" stands here twice.", rule.id));
  rule.severity = static_cast<Severity>(map.choice("severity", severities));
  rule.when = map.expression("when");
  if (auto message = map.sentence("message")) std::tie(rule.en, rule.zh) = std::move(*message);
  rule.kind = read_kind(map);
  if (rule.kind == nullptr) return rule;  // which keys are right, only the kind knows
  rule.check = rule.kind->read(map);
  map.finish();
  return rule;
}

// The list itself, or the member `rules` of a map.
const Yaml* list_of(const Yaml& yaml, std::vector<Problem>& problems) {
  if (yaml.is_list()) return &yaml;
  if (!yaml.is_map()) {
    problems.push_back({yaml.place, "The rules are a list: each begins with \"- id:\"."});
    return nullptr;
  }
  MapReader map(yaml, problems);
  map.sentence("title");
  map.sentence("description");
  const Yaml* rules = map.find("rules");
  if (rules == nullptr) map.problem(yaml.place, "\"rules\" is missing.");
  else if (!rules->is_list()) map.problem(rules->place, "\"rules\" must be a list.");
  map.finish();
  return rules != nullptr && rules->is_list() ? rules : nullptr;
}

}  // namespace

RuleList read_rules(const Yaml& yaml) {
  RuleList out;
  std::set<std::string> ids;
  const Yaml* list = list_of(yaml, out.problems);
  if (list == nullptr) return out;
  if (list->items.size() > rules_most) out.problems.push_back({list->place, "More than 1,000 rules stand in one list."});
  for (const Yaml& item : list->items) {
    if (out.rules.size() == rules_most) break;
    const std::size_t before = out.problems.size();
    if (!item.is_map()) {
      out.problems.push_back({item.place, "A rule is a map with `id`, `kind` and the settings of its kind."});
      continue;
    }
    Rule rule = read_rule(item, ids, out.problems);
    if (out.problems.size() == before) out.rules.push_back(std::move(rule));
  }
  std::ranges::sort(out.problems, [](const Problem& a, const Problem& b) { return std::tie(a.place, a.message) < std::tie(b.place, b.message); });
  return out;
}

RuleList parse_rules(std::string_view text) {
  Place at;
  auto yaml = as_result([&] { return parse_yaml(text, &at); });
  if (yaml) return read_rules(*yaml);
  std::string message = yaml.error().message();  // "3:1: what is wrong."
  const std::string prefix = fmt::format("{}:{}: ", at.line, at.column);
  if (message.starts_with(prefix)) message.erase(0, prefix.size());
  return {.rules = {}, .problems = {{at, std::move(message)}}};
}

}  // namespace gw
