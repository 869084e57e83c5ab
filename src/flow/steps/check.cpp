// check: holds values and texts against rules (rules/rules.h), each finding with its place; it refuses only where the app says from which severity on.
#include <fmt/format.h>

#include "base/files.h"
#include "flow/step_kind.h"
#include "flow/steps/passages.h"
#include "flow/workspace_file.h"
#include "rules/rules.h"

namespace gw {
namespace {

constexpr std::uint64_t rules_bytes_most = 1 << 20;

json::object table_or_empty(const json::object& settings, std::string_view name) {
  const auto* value = settings.if_contains(json::string_view(name.data(), name.size()));
  return value != nullptr && value->is_object() ? value->get_object() : json::object();
}

RuleList rules_of(const StepCall& call) {
  if (const Yaml* written = call.written.find("rules")) return read_rules(*written);
  const std::string file = string_of(call.settings, "file");
  RuleList out = parse_rules(call.bundle != nullptr ? call.bundle->file(file) : read_workspace_file(call.doors.store.workspace().root, file, rules_bytes_most));
  // A wrong rule is no rule that holds: the file is mended before anything is said to have passed.
  if (!out.problems.empty()) {
    const Problem& first = out.problems.front();
    throw Error(Code::invalid, fmt::format("{}:{}:{}: {}{}.", file, first.place.line, first.place.column, first.message, out.problems.size() > 1 ? fmt::format(", and {} more", out.problems.size() - 1) : ""));
  }
  return out;
}

RuleContext context_of(const StepCall& call) {
  RuleContext out{.fields = table_or_empty(call.settings, "fields"), .documents = {}, .today = call.today};
  for (const auto& member : table_or_empty(call.settings, "documents")) {
    if (!member.value().is_string() && !member.value().is_null()) throw Error(Code::invalid, fmt::format("The document \"{}\" of a check must be a text.", std::string_view(member.key().data(), member.key().size())));
    const auto text = member.value().is_string() ? std::string(member.value().get_string()) : std::string();
    out.documents.push_back({std::string(member.key().data(), member.key().size()), text});
  }
  return out;
}

// The reason is for whoever wrote what was checked.
bool speaks_chinese(const json::object& settings) {
  for (const char* part : {"fields", "documents"})
    for (const auto& member : table_or_empty(settings, part))
      if (const auto* text = member.value().if_string(); text != nullptr && is_chinese({text->data(), text->size()})) return true;
  return false;
}

Evidence evidence_of(const Finding& finding) {
  Evidence out{.of = Evidence::Of::rule, .at = {}, .note = fmt::format("{}: {}", finding.rule, finding.message.en), .score = 0};
  out.at.document = finding.document;
  out.at.quote = finding.quote;
  if (finding.place) {
    out.at.start = finding.place->start;
    out.at.end = finding.place->end;
  }
  return out;
}

// Whether a finding stops the run: a rule that could not be looked at has not been kept.
bool stops(const Finding& finding, std::string_view refuse_on) {
  if (finding.status != RuleStatus::violated && finding.status != RuleStatus::unchecked) return false;
  if (refuse_on == "never") return false;
  return finding.severity == Severity::error || (refuse_on == "warning" && finding.severity == Severity::warning);
}

StepOutcome run(const StepCall& call) {
  const RuleList rules = rules_of(call);
  const auto findings = check_rules(rules.rules, context_of(call));
  const std::string refuse_on = string_of(call.settings, "refuse_on");
  StepOutcome out;
  int violated = 0, unchecked = 0, stopping = 0;
  const Finding* first = nullptr;
  std::vector<Finding> violations;
  json::array broken;
  for (const auto& finding : findings) {
    violated += finding.status == RuleStatus::violated;
    unchecked += finding.status == RuleStatus::unchecked;
    if (finding.status == RuleStatus::violated) {
      out.evidence.push_back(evidence_of(finding));
      // A rule's findings stand together.
      if (violations.empty() || violations.back().rule != finding.rule) broken.push_back(json::value(finding.rule));
      violations.push_back(finding);
    }
    if (!stops(finding, refuse_on)) continue;
    ++stopping;
    if (first == nullptr) first = &finding;
  }
  out.result = {{"passed", violated == 0 && unchecked == 0}, {"violated", violated}, {"unchecked", unchecked}, {"broken", std::move(broken)}, {"violations", findings_json(violations)},
                {"findings", findings_json(findings)}};
  if (first == nullptr) return out;
  out.status = StepOutcome::Status::refused;
  const bool chinese = speaks_chinese(call.settings);
  out.reason = chinese ? first->message.zh : first->message.en;
  if (stopping > 1) out.reason += chinese ? fmt::format("另有{}处。", stopping - 1) : fmt::format(" And {} more.", stopping - 1);
  return out;
}

void check(const Yaml& settings, std::vector<Problem>& problems) {
  const Yaml *rules = settings.find("rules"), *file = settings.find("file");
  if ((rules != nullptr) == (file != nullptr)) problems.push_back({settings.place, "a \"check\" step needs either \"rules\" or \"file\": what must hold"});
  if (rules == nullptr) return;
  for (auto& problem : read_rules(*rules).problems) problems.push_back({problem.place, as_problem(std::move(problem.message))});
}

}  // namespace

extern const StepKind check_step;
const StepKind check_step{
    .name = "check",
    .sentence = "holds values and texts against rules, each finding with its place",
    .example = "{id: it, kind: check, fields: {question: \"${inputs.question}\"}, rules: [{id: short, kind: length, field: question, characters: {max: 500}}]}",
    .settings = {
        {.name = "rules", .takes = Takes::verbatim, .sentence = "the rules, as `groundwork kinds --family check` lists their kinds", .known = Known::at_check},
        {.name = "file", .takes = Takes::file, .sentence = "a file of the workspace with the rules, instead", .known = Known::at_check},
        {.name = "fields", .takes = Takes::values, .sentence = "the values that rules name as fields"},
        {.name = "documents", .takes = Takes::values, .sentence = "the texts that rules name as documents"},
        {.name = "refuse_on", .takes = Takes::choice, .sentence = "from which severity on a broken rule refuses", .standard = "never", .choices = {"never", "error", "warning"}, .known = Known::at_check},
    },
    .gives = "{passed: boolean, violated: integer, unchecked: integer, broken: [string], violations: [{rule: string, kind: string, severity: string, status: string, "
             "message: {en: string, zh: string}, field: string, document: string, start: integer, end: integer, quote: string, found: any}], findings: [{rule: string, kind: string, severity: string, status: string, "
             "message: {en: string, zh: string}, field: string, document: string, start: integer, end: integer, quote: string, found: any}]}",
    .refuses = Refuses::sometimes,
    .check = check,
    .run = run,
};

}  // namespace gw
