#include "learn/grade.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

Grade grade(std::string_view kind, std::string_view expected, std::string_view actual, const GradeOptions& options = {}) {
  return grader(kind).grade(parse_json(expected), parse_json(actual), options);
}

// The contract of every kind.
TEST(Grade, EveryKindKeepsItsWord) {
  for (const GraderKind* kind : graders()) {
    SCOPED_TRACE(kind->name);
    EXPECT_FALSE(kind->sentence.empty());
    const json::object good = parse_json(kind->example).as_object(), bad = parse_json(kind->counterexample).as_object();
    EXPECT_TRUE(kind->grade(good.at("expected"), good.at("actual"), {}).right);
    EXPECT_FALSE(kind->grade(bad.at("expected"), bad.at("actual"), {}).right);
    EXPECT_FALSE(kind->grade(good.at("expected"), nullptr, {}).right);
    EXPECT_EQ(kind->grade(good.at("expected"), nullptr, {}).score, 0);
    for (const char* odd : {"null", "true", "0", "\"\"", "[]", "{}", "[[1]]", "{\"a\":null}"}) {
      const Grade g = kind->grade(good.at("expected"), parse_json(odd), {});
      EXPECT_TRUE(g.score >= 0 && g.score <= 1) << odd;
    }
    EXPECT_EQ(&grader(kind->name), kind);
  }
  EXPECT_THROW(grader("vibes"), Error);
}

TEST(Grade, RightAndWrong) {
  const struct { const char *kind, *expected, *actual; bool right; } rows[] = {
      {"exact", "\"采购部\"", "\" 采购部。\"", true},
      {"exact", "\"-5\"", "\"5\"", false},
      {"exact", "\"2024-05-01\"", "\"2024 05 01\"", true},
      {"exact", "\"1,234\"", "1234", true},
      {"exact", "1.0", "1", true},
      {"exact", "true", "\"True\"", true},
      {"exact", "null", "null", true},
      {"exact", "\"+\"", "\"-\"", false},
      {"exact", "{\"a\":\"X\",\"b\":[1,2]}", "{\"b\":[1,2],\"a\":\"x\"}", true},
      {"exact", "{\"a\":\"X\"}", "{\"a\":\"x\",\"b\":1}", false},
      {"exact", "[1,2]", "[2,1]", false},
      {"number", "0.12", "\"12 %\"", true},
      {"number", "12000", "\"约1.2万元\"", true},
      {"number", "-3.5", "\"−3.5 °C\"", true},
      {"number", "3.5", "\"-3.5\"", false},
      {"number", "\"120 EUR\"", "120", true},
      {"number", "1", "\"one\"", false},
      {"number", "5", "[5]", false},
      {"one_of", "[\"yes\",\"是\"]", "\"是。\"", true},
      {"one_of", "[\"yes\"]", "\"yes, perhaps\"", false},
      {"contains", "\"364.6公里\"", "\"全长３６４．６公里。\"", true},
      {"contains", "\"5\"", "\"1.5 bar\"", false},
      {"contains", "\"5\"", "\"15, then 5 bar\"", true},
      {"contains", "\"10900\"", "\"VP-200-40 | 20 | 4.0 | 10900\"", true},
      {"contains", "\"20\"", "\"1 | 20\\n30\"", true},
      {"contains", "\"1200\"", "\"1 200 EUR\"", true},
      {"contains", "[\"a1\",\"b2\"]", "\"A1 only\"", false},
      {"set", "\"A, B; C\"", "[\"c\",\"a\",\"b\",\"a\"]", true},
      {"set", "[]", "[]", true},
      {"set", "[\"1,200\",\"b\"]", "\"1,200、b\"", true},
      {"place", "{\"start\":10,\"end\":20}", "[{\"start\":12,\"end\":30},{\"start\":10,\"end\":20}]", true},
      {"place", "{\"start\":10,\"end\":20}", "[{\"start\":19,\"end\":39},{\"start\":10,\"end\":20}]", false},
      {"place", "[{\"start\":1,\"end\":2},{\"start\":10,\"end\":20}]", "{\"start\":10,\"end\":20}", true},
      {"place", "{\"document\":\"a\",\"quote\":\"Term.\"}", "{\"document\":\"b\",\"quote\":\"Term.\"}", false},
      {"place", "\"期限为两年。\"", "{\"quote\":\"合同期限为两年。\"}", true},
      {"rules", "[]", "[{\"rule\":\"term\",\"status\":\"passed\"}]", true},
      {"rules", "[\"a\",\"b\"]", "[{\"rule\":\"b\"},{\"rule\":\"a\",\"status\":\"violated\"}]", true},
      {"rules", "[]", "[{\"rule\":\"a\",\"status\":\"violated\"}]", false},
      {"f1", "\"the pump is stopped\"", "\"The pump is stopped!\"", true}};
  for (const auto& row : rows) EXPECT_EQ(grade(row.kind, row.expected, row.actual).right, row.right) << row.kind << " " << row.expected << " " << row.actual;
}

TEST(Grade, Scores) {
  EXPECT_DOUBLE_EQ(grade("set", "[\"a\",\"b\"]", "[\"a\"]").score, 2.0 / 3);
  EXPECT_TRUE(grade("set", "[\"a\",\"b\"]", "[\"a\"]", {.right_from = 0.6}).right);
  EXPECT_DOUBLE_EQ(grade("contains", "[\"a1\",\"b2\"]", "\"A1 only\"").score, 0.5);
  EXPECT_DOUBLE_EQ(grade("f1", "\"北京大学\"", "\"北京\"").score, 2 * 2.0 / 6);
  EXPECT_DOUBLE_EQ(grade("f1", "\"北京大学\"", "\"北京\"", {.unit = CountUnit::bigram}).score, 2 * 1.0 / 4);
  EXPECT_DOUBLE_EQ(grade("f1", "\"a a b\"", "\"a b b\"").score, 2 * 2.0 / 6);
  EXPECT_TRUE(grade("number", "100", "\"103\"", {.absolute = 3}).right);
  EXPECT_TRUE(grade("number", "-100", "\"-103\"", {.relative = 0.03}).right);
  EXPECT_FALSE(grade("number", "100", "\"104\"", {.relative = 0.03}).right);
}

TEST(Grade, AnExpectationThatCannotBeIsSaid) {
  EXPECT_THROW(grade("number", "\"many\"", "1"), Error);
  EXPECT_THROW(grade("number", "\"1 or 2\"", "1"), Error);
  EXPECT_THROW(grade("one_of", "\"yes\"", "\"yes\""), Error);
  EXPECT_THROW(grade("place", "[]", "\"yes\""), Error);
  EXPECT_THROW(grade("place", "{\"page\":1}", "\"yes\""), Error);
  EXPECT_THROW(grade("rules", "\"term\"", "[]"), Error);
  EXPECT_THROW(grade("contains", "[]", "\"yes\""), Error);
  EXPECT_THROW(grade("contains", "\"!\"", "\"yes\""), Error);
}

TEST(Comparable, Numbers) {
  const struct { const char* text; double number; } rows[] = {{"1,234,567.5", 1234567.5}, {"１２万", 120000}, {"3亿", 3e8}, {"2.5 万亿", 2.5e12}, {"５％", 0.05}, {"USD 7", 7}, {"7.", 7}, {"-0.5", -0.5}};
  for (const auto& row : rows) EXPECT_DOUBLE_EQ(number_in(row.text).value_or(-1), row.number) << row.text;
  for (const char* none : {"", "none", "1 and 2", "2024-05", "1.2.3"}) EXPECT_FALSE(number_in(none)) << none;
}

TEST(Comparable, Tokens) {
  EXPECT_EQ(tokens_of("VP-200 泵站, 1.5 bar"), (std::vector<std::string>{"vp", "200", "泵", "站", "1.5", "bar"}));
  EXPECT_EQ(words_and_bigrams_of("泵站房 Ａ泵"), (std::vector<std::string>{"泵站", "站房", "a", "泵"}));
}

RC_GTEST_PROP(Comparable, AnyBytesWillDo, (const std::string& bytes)) {
  const std::string text = comparable(bytes);
  RC_ASSERT(is_utf8(text));
  // The only spaces part numbers: of a list or a row.
  for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) RC_ASSERT(at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9' && at + 1 < text.size());
  RC_ASSERT(comparable(" " + bytes + "\n") == text);
  for (const std::string& token : tokens_of(bytes)) RC_ASSERT(!token.empty());
  items_of(json::value(bytes));
  number_in(bytes);
}

RC_GTEST_PROP(Grade, TheSameIsRight, ()) {
  const auto words = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("泵", "pump", "1.5", "-3", "GB/T", "采购部", "x1")));
  std::string text;
  for (const auto& word : words) text += word + " ";
  for (const char* kind : {"exact", "contains", "set", "f1"}) RC_ASSERT(grader(kind).grade(json::value(text), json::value(text), {}).right);
  const auto other = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("泵", "pump", "y"));
  RC_ASSERT(f1_of(words, other) == f1_of(other, words));
}

}  // namespace
}  // namespace gw
