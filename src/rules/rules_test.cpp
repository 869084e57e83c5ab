#include "rules/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

std::string told(std::string_view yaml) {
  std::string out;
  for (const auto& problem : parse_rules(yaml).problems) out += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.message + "\n";
  return out;
}

// One finding a line: status, field or document, place, quote, message in English.
std::string found(std::string_view yaml, std::string_view given) {
  const auto list = parse_rules(yaml);
  EXPECT_EQ(told(yaml), "");
  std::string out;
  for (const auto& f : check_rules(list.rules, context_of(parse_json(given).as_object()))) {
    out += std::string(name_of(f.status));
    for (const auto& part : {f.field, f.document})
      if (!part.empty()) out += " " + part;
    if (f.place) out += " " + std::to_string(f.place->start) + "-" + std::to_string(f.place->end) + " [" + f.quote + "]";
    if (!f.message.en.empty()) out += " " + f.message.en;
    out += "\n";
  }
  return out;
}

TEST(Rules, TellAllProblemsWithTheirPlaces) {
  EXPECT_EQ(told("- id: a\n  kind: lenght\n  severty: error\n- id: a\n  kind: condition\n  holds: amount >\n  colour: red\n- kind: required\n  field: x\n  severity: fatal\n- just text\n"),
            "2:9 There is no check \"lenght\"; \"length\" is near. There are: required, forbidden, words, length, pattern, range, sum, date, condition, clause, one_of, consistent.\n"
            "4:7 The id \"a\" stands here twice.\n"
            "6:18 A value is missing at the end.\n"
            "7:3 \"colour\" is not known here.\n"
            "8:3 \"id\" is missing.\n"
            "10:13 \"severity\" is one of error, warning, info, not \"fatal\".\n"
            "11:3 A rule is a map with `id`, `kind` and the settings of its kind.\n");
  EXPECT_EQ(told("a: [1\n").substr(0, 2), "2:");
  EXPECT_EQ(told("hello"), "1:1 The rules are a list: each begins with \"- id:\".\n");
  EXPECT_EQ(told("{title: {en: x}, rule: []}"), "1:1 \"rules\" is missing.\n1:18 \"rule\" is not known here; \"rules\" is near.\n");
  EXPECT_EQ(told("[]"), "");
  EXPECT_EQ(told("title: 合同审查\nrules:\n  - {id: 期限, kind: required, field: 期限}\n"), "");
}

TEST(Rules, KeepRightOnesBesideWrongOnes) {
  const auto list = parse_rules("- {id: a, kind: nope}\n- {id: b, kind: required, field: x}\n");
  ASSERT_EQ(list.rules.size(), 1u);
  EXPECT_EQ(list.rules[0].id, "b");
  EXPECT_EQ(list.rules[0].place, (Place{2, 3}));
}

TEST(Rules, ApplyWhenTheySay) {
  const char* rule = "- {id: a, kind: required, field: approver, when: amount > 100}";
  EXPECT_EQ(found(rule, R"({"fields":{"amount":1}})"), "not_applicable\n");
  EXPECT_EQ(found(rule, R"({"fields":{}})"), "not_applicable\n");
  EXPECT_EQ(found(rule, R"({"fields":{"amount":101}})"), "violated approver The field approver is missing.\n");
  EXPECT_EQ(found(rule, R"({"fields":{"amount":"x"}})"), "unchecked Could not be checked: amount > 100: a text and a number do not go with >; number() reads a number from a text, text() writes one.\n");
}

TEST(Rules, SayWhatTheirAuthorWrote) {
  EXPECT_EQ(found("- {id: a, kind: range, field: n, max: 5, message: '${found.number} > ${found.limit}, ${field}, ${name}'}", R"({"fields":{"n":7,"name":"x"}})"), "violated n 7 > 5, n, x\n");
  EXPECT_EQ(found("- {id: a, kind: range, field: n, max: 5, message: '${1 + name}'}", R"({"fields":{"n":7,"name":"x"}})"), "violated n The field n is 7; it must be at most 5.\n");
  const auto list = parse_rules("- {id: a, kind: required, field: x, severity: info, message: {zh: 请填写}}");
  const auto findings = check_rules(list.rules, {});
  EXPECT_EQ(json_text(findings_json(findings)), R"([{"rule":"a","kind":"required","severity":"info","status":"violated","message":{"en":"请填写","zh":"请填写"},"field":"x","found":{"value":null}}])");
}

TEST(Rules, ReadContextsStrictly) {
  EXPECT_THROW(context_of(parse_json(R"({"feilds":{}})").as_object()), Error);
  EXPECT_THROW(context_of(parse_json(R"({"documents":{"a":1}})").as_object()), Error);
  EXPECT_EQ(context_of(parse_json(R"({"today":"2026-01-02"})").as_object()).today, "2026-01-02");
}

TEST(Rules, NeverHang) {
  const auto list = parse_rules("- {id: a, kind: pattern, must: '^(a+)+$'}\n- {id: b, kind: pattern, must_not: '(x|a)*y', field: t}\n- {id: c, kind: length, characters: {min: 1}}\n"
                                "- {id: d, kind: clause, patterns: '(.*)*!', contains: z}\n");
  ASSERT_EQ(list.rules.size(), 4u);
  RuleContext context;
  context.documents.push_back({"d", std::string(300'000, 'a') + "!"});
  context.fields["t"] = std::string(300'000, 'a');
  const auto findings = check_rules(list.rules, context);
  ASSERT_EQ(findings.size(), 4u);
  EXPECT_EQ(findings[0].status, RuleStatus::unchecked);
  EXPECT_EQ(findings[2].status, RuleStatus::passed);
  EXPECT_NE(findings[0].message.zh.find("无法检查"), std::string::npos);
}

struct Row {
  const char *rule, *given, *found;
};
class Checks : public testing::TestWithParam<Row> {};
TEST_P(Checks, FindWhatIsWrong) { EXPECT_EQ(found(std::string("- {id: a, ") + GetParam().rule + "}", GetParam().given), GetParam().found); }

INSTANTIATE_TEST_SUITE_P(Required, Checks, testing::Values(
  Row{"kind: required, field: [a, b.c, d]", R"({"fields":{"a":" 　","b":{"c":0},"d":[]}})", "violated a The field a is missing.\nviolated d The field d is missing.\n"},
  Row{"kind: required, field: a, allow_placeholders: true", R"({"fields":{"a":"TBD"}})", "passed\n"},
  Row{"kind: required, field: a", R"({"fields":{"a":"Ｎ／Ａ"}})", "violated a The field a is missing.\n"}));

INSTANTIATE_TEST_SUITE_P(Forbidden, Checks, testing::Values(
  Row{"kind: forbidden, words: [最佳]", R"({"documents":{"d":"这是最 佳，最佳。"}})", "violated d 2-5 [最 佳] \"最 佳\" may not be said here.\nviolated d 6-8 [最佳] \"最佳\" may not be said here.\n"},
  Row{"kind: forbidden, words: {best: good}, field: t", R"({"fields":{"t":["a","The ＢＥＳＴ"]}})", "violated t[1] 4-8 [ＢＥＳＴ] \"ＢＥＳＴ\" may not be said here; say \"good\".\n"},
  Row{"kind: forbidden, words: [第一], except: [第一章, 第一条]", R"({"documents":{"d":"第一章 第一条 全国第一"}})", "violated d 10-12 [第一] \"第一\" may not be said here.\n"},
  Row{"kind: forbidden, words: [x], document: other", R"({"documents":{"d":"x"}})", "not_applicable\n"},
  Row{"kind: forbidden, words: [x]", R"({"fields":{"t":"x"}})", "not_applicable\n"}));

INSTANTIATE_TEST_SUITE_P(Words, Checks, testing::Values(
  Row{"kind: words, field: t, all_of: [alpha, 贝塔]", R"({"fields":{"t":"ALPHA only"}})", "violated t The field t does not say \"贝塔\".\n"},
  Row{"kind: words, field: t, only: [red, 绿]", R"({"fields":{"t":"Red, blue、 绿 ;"}})", "violated t 5-9 [blue] \"blue\" is none of: red, 绿.\n"},
  Row{"kind: words, field: t, any_of: [a, b]", R"({"fields":{"t":"c b"}})", "passed\n"}));

INSTANTIATE_TEST_SUITE_P(Length, Checks, testing::Values(
  Row{"kind: length, field: t, words: {max: 3}", R"({"fields":{"t":"合同 it's fine"}})", "violated t The field t has 4 words; at most 3 are allowed.\n"},
  Row{"kind: length, field: t, sentences: {min: 2}", R"({"fields":{"t":"一句话。"}})", "violated t The field t has 1 sentences; at least 2 are allowed.\n"},
  Row{"kind: length, field: t, characters: {min: 2, max: 2}", R"({"fields":{"t":"合同"}})", "passed\n"}));

INSTANTIATE_TEST_SUITE_P(Pattern, Checks, testing::Values(
  Row{"kind: pattern, must_not: '\\d{11}'", R"({"documents":{"d":"电话13800138000。"}})", "violated d 2-13 [13800138000] This may not stand here (form \\d{11}).\n"},
  Row{"kind: pattern, must: 'ISO \\d+', ignore_case: true", R"({"documents":{"d":"iso 9001"}})", "passed\n"}));

INSTANTIATE_TEST_SUITE_P(Range, Checks, testing::Values(
  Row{"kind: range, field: n, above: 0, below: 10", R"({"fields":{"n":["0","九","10.0"]}})", "violated n[0] The field n[0] is 0; it must be more than 0.\nviolated n[2] The field n[2] is 10; it must be less than 10.\n"},
  Row{"kind: range, field: n, max: budget - spent", R"({"fields":{"n":6,"budget":10,"spent":5}})", "violated n The field n is 6; it must be at most 5.\n"},
  Row{"kind: range, field: n, max: limit", R"({"fields":{"n":6}})", "passed\n"},
  Row{"kind: range, field: n, min: 1", R"({"fields":{"n":"many"}})", "violated n The field n is no number.\n"},
  Row{"kind: range, field: n, min: 1", R"({})", "not_applicable\n"}));

INSTANTIATE_TEST_SUITE_P(Sum, Checks, testing::Values(
  Row{"kind: sum, of: [a, b], total: c", R"({"fields":{"a":"1,000.10","b":0.2,"c":1000.31}})", "passed\n"},
  Row{"kind: sum, of: [a, b], total: c, tolerance: 0", R"({"fields":{"a":0.1,"b":0.2,"c":0.3}})", "passed\n"},
  Row{"kind: sum, of: [a, b], total: c", R"({"fields":{"a":1,"b":2,"c":4}})", "violated c The field c is 4, but it adds up to 3.\n"},
  Row{"kind: sum, rows: lines, factors: [q, p], amount: a", R"({"fields":{"lines":[{"q":2,"p":3,"a":6},{"q":2,"p":3,"a":7},{"q":1}]}})", "violated lines[1].a The field lines[1].a is 7, but it adds up to 6.\n"},
  Row{"kind: sum, of: a, total: c", R"({"fields":{"a":"x","c":1}})", "unchecked Could not be checked: a is a text that is no number.\n"}));

INSTANTIATE_TEST_SUITE_P(Date, Checks, testing::Values(
  Row{"kind: date, field: d", R"({"fields":{"d":"1/2/2026"}})", "violated d The field d is no date that can be read for sure; write it like 2026-01-31.\n"},
  Row{"kind: date, field: d, not_after: 2026-03-01", R"({"fields":{"d":"2026年3月2日"}})", "violated d The field d is 2026-03-02; it must be not after 2026-03-01.\n"},
  Row{"kind: date, field: d, before: today", R"({"fields":{"d":"2026-01-01"},"today":"2026-01-01"})", "violated d The field d is 2026-01-01; it must be before 2026-01-01.\n"},
  Row{"kind: date, field: d, before: today", R"({"fields":{"d":"2026-01-01"}})", "passed\n"},
  Row{"kind: date, field: d, within_days: 10, of: 'add_months(s, 1)'", R"({"fields":{"d":"2026-02-20","s":"2026-01-01"}})", "violated d The field d is 19 days from 2026-02-01; at most 10 are allowed.\n"},
  Row{"kind: date, field: d", R"({"fields":{"d":20260102}})", "passed\n"}));

INSTANTIATE_TEST_SUITE_P(Condition, Checks, testing::Values(
  Row{"kind: condition, holds: '${a > b}'", R"({"fields":{"a":1,"b":2}})", "violated This does not hold: a > b.\n"},
  Row{"kind: condition, holds: 'days(start, end) >= 0', field: end", R"({"fields":{"start":"2026-01-02","end":"2026-01-01"}})", "violated end This does not hold: days(start, end) >= 0.\n"}));

INSTANTIATE_TEST_SUITE_P(OneOf, Checks, testing::Values(
  Row{"kind: one_of, field: c, values: [open, closed]", R"({"fields":{"c":["ＯＰＥＮ","clsed"]}})", "violated c[1] The field c[1] is \"clsed\", none of: open, closed.\n"},
  Row{"kind: one_of, field: c, values: [1, 2]", R"({"fields":{"c":3}})", "violated c The field c is \"3\", none of: 1, 2.\n"}));

INSTANTIATE_TEST_SUITE_P(Consistent, Checks, testing::Values(
  Row{"kind: consistent, patterns: ['甲方[：:](\\S+)', '买方[：:](\\S+)'], field: buyer", R"({"fields":{"buyer":"东方公司"},"documents":{"d":"甲方：东方公司\n买方：东力公司\n"}})", "violated d 11-15 [东力公司] \"东力公司\" stands here, \"东方公司\" elsewhere.\n"},
  Row{"kind: consistent, field: [a, b, c], as: date", R"({"fields":{"a":"2026-01-02","b":"2026年1月2日","c":"soon"}})", "violated c \"soon\" cannot be read here.\n"},
  Row{"kind: consistent, field: [a, b], as: number", R"({"fields":{"a":"¥1,200","b":"壹仟贰佰元整"}})", "passed\n"},
  Row{"kind: consistent, amounts: true", R"({"documents":{"d":"第2期付款￥500元（人民币伍佰元整）。\n尾款￥300（叁佰伍拾元整）"}})", "violated d 28-34 [叁佰伍拾元整] 叁佰伍拾元整 in capitals is not 300 in figures.\n"}));

constexpr const char* contract = R"({"documents":{"d":"采购合同\n\n第一条 标的\n设备十台。\n\n第二条 付款\n2.1 预付30%。\n2.2 验收合格并收到发票后六十日内付清。\n\n第三条 违约责任\n每日0.05%，乙方不承担任何责任。"}})";
INSTANTIATE_TEST_SUITE_P(Clause, Checks, testing::Values(
  Row{"kind: clause, headings: [付款], numbers: {unit: 日, max: 30}", contract, "violated d 52-54 [六十] The clause \"付款\" says 60 日; at most 30 are allowed.\n"},
  Row{"kind: clause, headings: [付款], contains: [发票, 电汇]", contract, "violated d 20-59 [第二条 付款\n2.1 预付30%。\n2.2 验收合格并收到发票后六十日内付清。] The clause \"付款\" does not say: 电汇.\n"},
  Row{"kind: clause, clause: 违约, headings: [违约责任], not_contains: '不承担.{0,4}责任'", contract, "violated d 80-87 [不承担任何责任] The clause \"违约\" may not say \"不承担任何责任\".\n"},
  Row{"kind: clause, headings: [保密, Confidentiality]", contract, "violated d The clause \"保密\" is missing.\n"},
  Row{"kind: clause, headings: [保密], optional: true", contract, "passed\n"},
  Row{"kind: clause, keywords: [验收合格], numbers: {unit: 元, min: 1}", contract, "violated d 38-59 [2.2 验收合格并收到发票后六十日内付清。] The clause \"验收合格\" names no number of 元.\n"},
  Row{"kind: clause, patterns: 'governing\\s+law', contains: [Germany|France]", R"({"documents":{"d":"Text.\nThe Governing Law is that of Spain.\n"}})", "violated d 6-41 [The Governing Law is that of Spain.] The clause \"a\" does not say: Germany|France.\n"}));

TEST(Checks, QuotesAreSlicesOfAnyText) {
  static const auto list = parse_rules("- {id: a, kind: forbidden, words: [最佳, a b, 付款]}\n- {id: b, kind: pattern, must_not: '[0-9]+'}\n- {id: c, kind: clause, headings: [付款], numbers: {unit: 日, max: 3}}\n- {id: d, kind: consistent, amounts: true}\n");
  static const std::vector<std::string> words = {"最", "佳", " ", "\n", "第一条", "付款", "30", "日", "壹佰元", "a", "b", "。", "😀", "e\u0301", "，"};
  rc::check("every quote is the slice at its place", [] {
    std::string text;
    for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words))) text += word;
    for (const auto& finding : check_rules(list.rules, {.documents = {{"d", text}}}))
      if (finding.place) RC_ASSERT(slice(text, finding.place->start, finding.place->end) == finding.quote);
  });
}

}  // namespace
}  // namespace gw
