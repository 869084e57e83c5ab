#include "rules/expression.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/error.h"

namespace gw {
namespace {

const json::object& scope() {
  static const json::object object = parse_json(R"({
    "inputs": {"title": "合同", "a b": 1, "urgent": true, "empty": "", "价格": 3.5, "in": "keyword"},
    "hits": [{"text": "one", "score": 0.5, "tags": ["x", "y"]}, {"text": "two", "score": 0.25, "tags": ["z"]}],
    "item": {"name": "tea", "price": 3},
    "n": 7, "big": 9007199254740993, "nothing": null})").as_object();
  return object;
}

std::string value(std::string_view text) {
  try {
    return json_text(Expression::parse(text).evaluate(scope()));
  } catch (const Error& e) {
    return "! " + e.message();
  }
}

TEST(Expression, GivesValues) {
  const struct { const char *text, *value; } rows[] = {
      {"inputs.title", R"("合同")"}, {"inputs[\"a b\"]", "1"}, {"inputs.价格 * 2", "7"}, {"inputs.in", R"("keyword")"},
      {"hits[0].text", R"("one")"}, {"hits[-1].text", R"("two")"}, {"hits[2].text", "null"}, {"hits[*].text", R"(["one","two"])"},
      {"hits[*].tags", R"([["x","y"],["z"]])"}, {"hits[*].tags[*]", R"(["x","y","z"])"}, {"hits[*].tags[0]", R"(["x","z"])"}, {"hits[n - 6].text", R"("two")"},
      {"missing.deeper[0].still", "null"}, {"nothing[*]", "[]"}, {"item[\"name\"]", R"("tea")"},
      {"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"}, {"10 - 2 - 3", "5"}, {"-2 + 1", "-1"}, {"- -2", "2"}, {"7 / 2", "3.5"}, {"6 / 2", "3"},
      {"0.1 + 0.2", "0.3"}, {"0.1 + 0.2 == 0.3", "true"}, {"3 * 19.99", "59.97"}, {"1.0 == 1", "true"}, {"big + 0", "9007199254740993"}, {"2.5e2", "250"},
      {"'a' + \"b\"", R"("ab")"}, {"[1] + [2, 'x']", R"([1,2,"x"])"}, {"'it\\'s \\n'", R"("it's \n")"},
      {"1 < 2 and 2 < 3", "true"}, {"'2026-01-02' < '2026-02-01'", "true"}, {"nothing < 1", "false"}, {"nothing >= 1", "false"}, {"nothing == null", "true"},
      {"not inputs.urgent", "false"}, {"not inputs.empty and true", "true"}, {"inputs.empty or 'x'", "true"}, {"true or false and false", "true"},
      {"nothing ?? 5", "5"}, {"inputs.empty ?? 5", R"("")"}, {"missing.x ?? nothing ?? 'last'", R"("last")"}, {"missing ?? 'a' == 'a'", "true"},
      {"'同' in inputs.title", "true"}, {"2 in [1, 2.0]", "true"}, {"'name' in item", "true"}, {"3 not in [1]", "true"}, {"1 in nothing", "false"},
      {"true and 1 / 1 == 1", "true"}, {"false and 1 / 0", "false"}, {"[]", "[]"}, {"len(hits) == 2 and hits[0].score >= 0.5", "true"},
  };
  for (const auto& row : rows) EXPECT_EQ(value(row.text), row.value) << row.text;
}

TEST(Expression, NamesThePartThatFails) {
  const struct { const char *text, *error; } rows[] = {
      {"1 + len(hits) / 0", "! len(hits) / 0: Nothing can be divided by 0."},
      {"inputs.title + 1", "! inputs.title + 1: a text and a number do not go with +; number() reads a number from a text, text() writes one."},
      {"hits.text", "! hits.text: a list has no member \"text\"; [*] takes it of each item, [0] of the first."},
      {"inputs.title.x", "! inputs.title.x: a text has no member \"x\"."},
      {"item[*]", "! item[*]: [*] takes the items of a list, not an object."},
      {"-inputs.title", "! -inputs.title: a number and a text do not go with -; number() reads a number from a text, text() writes one."},
      {"1 < 'a'", "! 1 < 'a': a number and a text do not go with <; number() reads a number from a text, text() writes one."},
      {"hits[0.5]", "! hits[0.5]: An index is a whole number."},
      {"upper(1)", "! upper(1): upper wants a text, not a number."},
      {"replace('a', 'b', 1)", "! replace('a', 'b', 1): replace wants a text as its third value, not a number."},
      {"matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a+)+$')", "! matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a+)+$'): The pattern \"^(a+)+$\" takes too long on this text."},
      {"1e300 * 1e300", "! 1e300 * 1e300: The number is too large to be reckoned with."},
  };
  for (const auto& row : rows) EXPECT_EQ(value(row.text), row.error) << row.text;
}

TEST(Expression, SaysWhereItCannotBeRead) {
  const struct { const char* text; std::size_t at; const char* error; } rows[] = {
      {"", 0, "The expression is empty."},
      {"1 +", 3, "A value is missing at the end."},
      {"1 2", 2, "This does not belong here; an operator is missing before it, or a bracket."},
      {"(1", 2, ") is missing here."},
      {"a = 1", 2, "Two values are compared with ==."},
      {"a && b", 2, "&& is written \"and\" here."},
      {"a < b < c", 6, "Comparisons are joined with \"and\": a < b and b < c."},
      {"'open", 0, "The quoted text has no end."},
      {"a.", 2, "A name is missing after the point; a name with other characters is written [\"a b\"]."},
      {"a + lenn(b)", 4, "There is no function lenn(); \"len\" is near."},
      {"len(1, 2)", 0, "len takes 1 value and was given 2: len(\"合同\") -> 2"},
      {"a # b", 2, "# means nothing in an expression."},
      {"and", 0, "A value is missing before \"and\"."},
      {"1e999", 0, "The number is too large."},
      {"'\\d'", 1, "After \\ stands n, t, \\ or a quote; a pattern writes its \\ twice."},
  };
  for (const auto& row : rows) {
    std::size_t at = 99;
    try {
      Expression::parse(row.text, &at);
      ADD_FAILURE() << row.text;
    } catch (const Error& e) {
      EXPECT_EQ(e.message(), row.error) << row.text;
      EXPECT_EQ(at, row.at) << row.text;
    }
  }
}

TEST(Expression, IsBounded) {
  EXPECT_EQ(value(std::string(100, '(') + "1" + std::string(100, ')')), "! The expression has more than 64 levels.");
  EXPECT_EQ(value(std::string(1999, '-') + "1"), "! The expression has more than 64 levels.");
  EXPECT_EQ(value("'" + std::string(2000, 'x') + "'"), "! The expression has more than 2,000 characters.");
  std::string sum = "1";
  for (int i = 0; i < 900; ++i) sum += "+1";
  EXPECT_EQ(value(sum), "901");
  std::string grown = "'" + std::string(1200, 'x') + "'";
  for (int i = 0; i < 4; ++i) grown = "replace(" + grown + ",'x','xxxxxxxxxx')";
  EXPECT_NE(value(grown).find("more than 1 MB of text"), std::string::npos);
  const json::object large{{"t", std::string(900'000, 'x')}};
  std::string many = "[t]";
  for (int i = 0; i < 20; ++i) many = "[first(" + many + ")]";
  EXPECT_THROW(Expression::parse(many).evaluate(large), Error);
}

TEST(Expression, KnowsWhatItReads) {
  const auto references = [](std::string_view text) {
    json::array out;
    for (const auto& path : Expression::parse(text).references()) {
      std::string line;
      for (const auto& step : path) line += (line.empty() ? "" : "/") + step;
      out.push_back(json::value(line));
    }
    return json_text(out);
  };
  EXPECT_EQ(references("steps.find.hits[0].score >= 0.5 and inputs.urgent"), R"(["steps/find/hits/0/score","inputs/urgent"])");
  EXPECT_EQ(references("hits[*].score + hits[-1].x"), R"(["hits/*/score","hits/-1/x"])");
  EXPECT_EQ(references("hits[index + 1].score"), R"(["hits","index"])");
  EXPECT_EQ(references("len(inputs[\"a b\"]) + inputs[\"a b\"]"), R"(["inputs/a b"])");
  EXPECT_EQ(references("first(item.list).x"), R"(["item/list"])");
}

TEST(Expression, FunctionsGiveWhatTheirExamplesSay) {
  for (const auto& kind : functions()) {
    const auto arrow = kind.example.find(" -> ");
    ASSERT_NE(arrow, std::string_view::npos) << kind.name;
    EXPECT_EQ(kind.example.substr(0, kind.name.size()), kind.name);
    EXPECT_EQ(value(kind.example.substr(0, arrow)), kind.example.substr(arrow + 4)) << kind.example;
    EXPECT_GT(kind.sentence.size(), 10u) << kind.name;
  }
}

TEST(Expression, FunctionsAtTheirEdges) {
  const struct { const char *text, *value; } rows[] = {
      {"round(1.005, 2)", "1.01"}, {"round(-2.5)", "-3"}, {"round(1234, -2)", "1200"}, {"min()", "! min takes at least 1 value and was given 0: min(3, 1, 2) -> 1"},
      {"min([])", "null"}, {"max(1, null, [2, 5])", "5"}, {"sum(hits[*].score)", "0.75"}, {"sum(hits[*].missing)", "0"}, {"count(hits[*].missing)", "0"},
      {"number('壹佰贰拾元伍角')", "120.5"}, {"number('x')", "null"}, {"number(nothing)", "null"}, {"number('３．５万')", "35000"},
      {"date('1/2/2026')", "null"}, {"date('2026-02-30')", "null"}, {"days('2026-01-01', 'soon')", "null"}, {"years('2000-02-29', '2026-02-28')", "25"},
      {"add_days('2026-01-01', 999999999)", "null"}, {"add_months('2024-01-31', 1)", R"("2024-02-29")"},
      {"split('a', '')", "! split('a', ''): split wants a text that is not empty as its second value, not a text."},
      {"slice('合同法', -2)", R"("同法")"}, {"slice('abc', 5)", R"("")"}, {"slice('abc', 2, 1)", R"("")"}, {"len(nothing)", "0"}, {"join([1, null, 'x'], '-')", R"("1--x")"},
      {"sort(['b', 'a'])", R"(["a","b"])"}, {"sort([1, 'a'])", "! sort([1, 'a']): sort wants a list of numbers or a list of texts, not a list."},
      {"matches('x', '(')", "! matches('x', '('): The pattern \"(\" cannot be read: a bracket ( ) is open or closed too often, behind \"(\"."},
      {"extract('a1', '[0-9]')", R"("1")"}, {"extract('a', '[0-9]')", "null"}, {"unique([1, 1.0, '1'])", R"([1,"1"])"}, {"if(nothing, 1, 2)", "2"}, {"text(hits[0].tags)", R"("[\"x\",\"y\"]")"},
      {"replace('aaa', '', 'b')", R"("aaa")"}, {"upper('straße')", R"("STRASSE")"}, {"trim('\\t　 ')", R"("")"},
  };
  for (const auto& row : rows) EXPECT_EQ(value(row.text), row.value) << row.text;
}

TEST(Template, FillsPieces) {
  const auto fill = [](std::string_view text) { return json_text(Template::parse(text).fill(scope())); };
  EXPECT_EQ(fill("${n}"), "7");
  EXPECT_EQ(fill("${hits[*].text}"), R"(["one","two"])");
  EXPECT_EQ(fill(" ${n}"), R"(" 7")");
  EXPECT_EQ(fill("${inputs.title}/${nothing}/${item}"), R"("合同//{\"name\":\"tea\",\"price\":3}")");
  EXPECT_EQ(fill("${'}' + \"{\"}"), R"("}{")");
  EXPECT_EQ(fill("$${n} costs $5 {}"), R"("${n} costs $5 {}")");
  EXPECT_EQ(fill(""), R"("")");
  EXPECT_TRUE(Template::parse("$${n}").constant());
  EXPECT_FALSE(Template::parse("a ${n}").constant());
  EXPECT_EQ(Template::parse("${a.b} ${c} ${a.b}").references(), (std::vector<Reference>{{"a", "b"}, {"c"}}));
}

TEST(Template, SaysWhereItCannotBeRead) {
  const auto place = [](std::string_view text) {
    std::size_t at = 99;
    EXPECT_THROW(Template::parse(text, &at), Error) << text;
    return at;
  };
  EXPECT_EQ(place("ab ${n"), 3u);
  EXPECT_EQ(place("ab ${n +}"), 8u);
  EXPECT_EQ(place("${}"), 2u);
}

TEST(Expression, ReckonsAsNumbersDo) {
  rc::check("whole numbers add, compare and order as they do outside", [](int a, int b) {
    const json::object numbers{{"a", a}, {"b", b}};
    const auto number = [&](std::string_view text) { return Expression::parse(text).evaluate(numbers); };
    RC_ASSERT(number("a + b").as_int64() == std::int64_t{a} + b);
    RC_ASSERT(number("a * b").as_int64() == std::int64_t{a} * b);
    RC_ASSERT(number("a < b or a == b").as_bool() == (a <= b));
    RC_ASSERT(number("min(a, b) <= max(a, b)").as_bool());
    RC_ASSERT(number("-(a - b) == b - a").as_bool());
  });
}

TEST(Expression, ReadsAnyTextOrSaysWhy) {
  static const std::vector<std::string> words = {"a", "1", "'x'", "(", ")", "[", "]", "*", ".", "+", "-", "??", "and", "not", "in", "len(", ",", "==", "<", " ", "中"};
  rc::check("a row of words is an expression or an Error, and never anything else", [] {
    std::string text;
    for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words))) text += word + " ";
    try {
      Expression::parse(text).evaluate({{"a", json::array{1, "x", nullptr}}});
    } catch (const Error& e) {
      RC_ASSERT(e.code() == Code::invalid);
      RC_ASSERT(!e.message().empty());
    }
  });
}

}  // namespace
}  // namespace gw
