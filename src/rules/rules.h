// The door of rules: checks as data. A list of rules in YAML in, findings out, each with the place and the quote it rests on.
//
//   YAML -> parse_rules -> rules + all problems
//   rules + fields, documents, today -> check_rules -> findings -> findings_json
//
// A rule:
//   - id: payment-term                       # a word, once in the list
//     kind: clause                           # a row of check_kinds()
//     severity: error                        # error (as without), warning, info
//     when: contract_type == "purchase"      # an expression over the fields and `today`; without it the rule always applies
//     message: {en: "Pay within ${found.limit} days, not ${found.quote}.", zh: "付款期限应不超过 ${found.limit} 天。"}
//     headings: [付款, Payment]               # the settings of its kind
//
// `message` may be left out (the kind has its own words) or one text for both languages; its ${...} sees the fields, `today` and `found` (what the
// kind found: quote, value, limit, ...). A rule looks at a `field` (a path, or a list of them; lists are looked at item by item) or at a `document` (a
// name or a list); kinds that read text look at all documents when neither is given.
//
// Pure and bounded: no clock (today comes in), no files; 200 ms of this thread's processor time a rule. A rule that takes longer, or whose expression
// fails on these fields, is a finding `unchecked` that says why.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/kind.h"
#include "base/yaml.h"
#include "rules/expression.h"
#include "rules/regex.h"

namespace gw {

enum class Severity : std::uint8_t { error, warning, info };
enum class RuleStatus : std::uint8_t { passed, violated, not_applicable, unchecked };

/// One sentence in both languages.
struct Sentence {
  std::string en, zh;
};

struct RuleDocument {
  std::string name;
  std::string text;  ///< canonical text; places count its code points
};
struct RuleContext {
  json::object fields;
  std::vector<RuleDocument> documents;
  std::string today;  ///< 2026-01-02; "" when no rule may know it
};

struct Finding {
  std::string rule, kind;  ///< the rule's id and kind
  Severity severity = Severity::error;
  RuleStatus status = RuleStatus::passed;
  Sentence message;                ///< of what is violated or unchecked; else empty
  std::string field, document;     ///< where, as far as there is one
  std::optional<TextPlace> place;  ///< in the document, else in the text of the field
  std::string quote;               ///< exactly the text at the place
  json::object found;              ///< what the kind found: value, limit, expected, ...
};

struct CheckKind;
class Checking;
struct Rule {
  std::string id;
  Place place;
  const CheckKind* kind = nullptr;
  Severity severity = Severity::error;
  std::optional<Expression> when;
  std::optional<Template> en, zh;  ///< its message
  std::function<void(Checking&)> check;
};

struct RuleList {
  std::vector<Rule> rules;        ///< those without a problem
  std::vector<Problem> problems;  ///< all of them, in the file's order
};

/// Reads a list of rules, or a map with `rules` (and `title`, `description`). Whatever is wrong in the file is a problem, never an Error. At most 1,000 rules.
RuleList parse_rules(std::string_view text);
RuleList read_rules(const Yaml& yaml);

/// At least one finding for each rule, in the rules' order: one `passed`, `not_applicable` or `unchecked`, or up to 50 `violated`.
std::vector<Finding> check_rules(std::span<const Rule> rules, const RuleContext& context);

/// {"rule","kind","severity","status"} and, where there is one, "message":{"en","zh"},"field","document","start","end","quote","found".
json::array findings_json(std::span<const Finding> findings);
std::string_view name_of(Severity severity);
std::string_view name_of(RuleStatus status);

/// {"fields":{..},"documents":{"NAME":"TEXT"},"today":"2026-01-02"}, each optional. Error(invalid) when a member is of another type or unknown.
RuleContext context_of(const json::object& object);

/// The rows of `groundwork kinds`: families "check" and "function".
std::vector<Kind> check_kinds();
std::vector<Kind> function_kinds();

}  // namespace gw
