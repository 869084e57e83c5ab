#include "rules/rules.h"

#include <fmt/format.h>

#include "base/result.h"
#include "rules/check_kind.h"
#include "rules/values.h"

namespace gw {
namespace {

Finding finding_of(const Rule& rule, RuleStatus status) {
  return {.rule = rule.id, .kind = std::string(rule.kind->name), .severity = rule.severity, .status = status};
}

// The rule's own message; the kind's words where it has none, or where its ${...} cannot be filled.
std::string message_of(const std::optional<Template>& own, const json::object& scope, const std::string& otherwise) {
  if (!own) return otherwise;
  const auto filled = as_result([&] { return written(own->fill(scope)); });
  return filled && !filled->empty() ? *filled : otherwise;
}

Finding violated(const Rule& rule, const json::object& scope, Breach breach) {
  Finding finding = finding_of(rule, RuleStatus::violated);
  finding.message = std::move(breach.says);
  if (rule.en) {
    json::object with_found = scope;
    with_found["found"] = breach.found;
    with_found["field"] = breach.field;
    with_found["document"] = breach.document;
    finding.message = {message_of(rule.en, with_found, finding.message.en), message_of(rule.zh, with_found, finding.message.zh)};
  }
  finding.field = std::move(breach.field);
  finding.document = std::move(breach.document);
  finding.place = breach.place;
  finding.quote = std::move(breach.quote);
  finding.found = std::move(breach.found);
  return finding;
}

std::vector<Finding> check_rule(const Rule& rule, const json::object& scope, const RuleDocuments& documents) {
  if (rule.when && !truthy(rule.when->evaluate(scope))) return {finding_of(rule, RuleStatus::not_applicable)};
  Checking checking(scope, documents);
  rule.check(checking);
  const bool looked = checking.has_looked();
  std::vector<Finding> out;
  for (Breach& breach : std::move(checking).breaches()) out.push_back(violated(rule, scope, std::move(breach)));
  if (out.empty()) out.push_back(finding_of(rule, looked ? RuleStatus::passed : RuleStatus::not_applicable));
  return out;
}

Finding unchecked(const Rule& rule, const Error& error) {
  Finding finding = finding_of(rule, RuleStatus::unchecked);
  finding.message = {fmt::format("Could not be checked: {}", error.message()), fmt::format("无法检查：{}", error.message())};
  return finding;
}

}  // namespace

std::vector<Finding> check_rules(std::span<const Rule> rules, const RuleContext& context) {
  json::object scope = context.fields;
  if (!context.today.empty()) scope["today"] = context.today;
  const RuleDocuments documents(context);
  std::vector<Finding> out;
  for (const Rule& rule : rules) {
    auto findings = as_result([&] { return check_rule(rule, scope, documents); });
    if (!findings) out.push_back(unchecked(rule, findings.error()));
    else for (Finding& finding : *findings) out.push_back(std::move(finding));
  }
  return out;
}

}  // namespace gw
