// The contract of checks: every kind on the list reads its own example, breaks and passes as its row says, and tells what is wrong with its settings.
#include <gtest/gtest.h>

#include "base/text.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

std::string told(const std::vector<Problem>& problems) {
  std::string out;
  for (const auto& problem : problems) out += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.message + "\n";
  return out;
}

std::vector<Rule> rules_of(std::string_view yaml) {
  auto list = parse_rules(yaml);
  EXPECT_EQ(told(list.problems), "") << yaml;
  return std::move(list.rules);
}

RuleContext context(std::string_view text) { return context_of(parse_json(text).as_object()); }

std::string text_of_document(const RuleContext& context, const std::string& name) {
  for (const auto& document : context.documents)
    if (document.name == name) return document.text;
  return "";
}

class Kinds : public testing::TestWithParam<const CheckKind*> {};

TEST_P(Kinds, DescribesItself) {
  const CheckKind& kind = *GetParam();
  EXPECT_GT(kind.sentence.size(), 20u);
  const auto rules = rules_of("- " + std::string(kind.example));
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].kind, &kind);
}

TEST_P(Kinds, FindsWhatItsRowBreaks) {
  const auto rules = rules_of("- " + std::string(GetParam()->example));
  const RuleContext given = context(GetParam()->violating);
  const auto findings = check_rules(rules, given);
  ASSERT_FALSE(findings.empty());
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.status, RuleStatus::violated) << finding.message.en;
    EXPECT_FALSE(finding.message.en.empty());
    EXPECT_FALSE(finding.message.zh.empty());
    if (finding.place && !finding.document.empty()) EXPECT_EQ(slice(text_of_document(given, finding.document), finding.place->start, finding.place->end), finding.quote);
  }
}

TEST_P(Kinds, PassesWhatItsRowKeeps) {
  const auto findings = check_rules(rules_of("- " + std::string(GetParam()->example)), context(GetParam()->passing));
  ASSERT_EQ(findings.size(), 1u) << json_text(findings_json(findings));
  EXPECT_EQ(findings[0].status, RuleStatus::passed) << json_text(findings_json(findings));
}

TEST_P(Kinds, HasWordsOfItsOwn) {
  std::string example(GetParam()->example);
  const auto from = example.find("message: {");
  if (from != std::string::npos) example.replace(from, 7, "title_");
  auto list = parse_rules("- " + example);
  ASSERT_EQ(list.problems.size(), 1u) << "only the message's new name is unknown";
  const auto without = rules_of("- " + std::string(GetParam()->example));
  std::vector<Rule> bare(without.begin(), without.end());
  for (Rule& rule : bare) rule.en = rule.zh = std::nullopt;
  for (const Finding& finding : check_rules(bare, context(GetParam()->violating))) {
    EXPECT_GT(finding.message.en.size(), 5u);
    EXPECT_TRUE(finding.message.en.ends_with(".")) << finding.message.en;
    EXPECT_TRUE(finding.message.zh.ends_with("。")) << finding.message.zh;
  }
}

TEST_P(Kinds, TellsWhatIsWrongWithItsSettings) {
  const std::string name(GetParam()->name);
  const auto list = parse_rules("- {id: a, kind: " + name + "}\n- {id: b, kind: " + name + ", fieldd: x}\n- {id: c, kind: " + name + ", field: {x: 1}, document: {x: 1}}\n");
  EXPECT_TRUE(list.rules.empty());
  EXPECT_GE(list.problems.size(), 4u) << told(list.problems);
  EXPECT_NE(told(list.problems).find("\"fieldd\" is not known here"), std::string::npos) << told(list.problems);
}

TEST_P(Kinds, DoesNotApplyToNothing) {
  const auto findings = check_rules(rules_of("- " + std::string(GetParam()->example)), {});
  for (const Finding& finding : findings) EXPECT_NE(finding.status, RuleStatus::unchecked) << finding.message.en;
}

INSTANTIATE_TEST_SUITE_P(All, Kinds, testing::ValuesIn(all_check_kinds()), [](const auto& info) { return std::string(info.param->name); });

TEST(Kinds, StandInTheRegistry) {
  EXPECT_EQ(check_kinds().size(), all_check_kinds().size());
  for (const auto& kind : check_kinds()) EXPECT_EQ(kind.family, "check");
  for (const auto& kind : function_kinds()) EXPECT_EQ(kind.family, "function");
  EXPECT_GE(function_kinds().size(), 30u);
}

}  // namespace
}  // namespace gw
