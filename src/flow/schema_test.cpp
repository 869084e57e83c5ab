#include "flow/schema.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

// The problems of a schema, as LINE:COLUMN message; the schema itself in `out` when given.
std::vector<std::string> problems_of(std::string_view text, Schema* out = nullptr) {
  std::vector<Problem> problems;
  Schema schema = read_schema(parse_yaml(text), problems);
  if (out != nullptr) *out = std::move(schema);
  std::vector<std::string> said;
  for (const auto& p : problems) said.push_back(std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " " + p.message);
  return said;
}

Schema sound(std::string_view text) {
  Schema out;
  EXPECT_EQ(problems_of(text, &out), std::vector<std::string>());
  return out;
}

std::string unfit(const Schema& schema, std::string_view value, Tongue tongue = Tongue::en) {
  std::string out;
  for (const auto& fault : faults_of(schema, parse_json(value))) out += (out.empty() ? "" : "; ") + fault.path + (fault.path.empty() ? "" : " ") + fault.message.in(tongue);
  return out;
}

TEST(Schema, AllowsNoKeywordThatIsNotLookedAt) {
  EXPECT_EQ(problems_of("{type: string, maxlength: 3}"), std::vector<std::string>{R"(1:16 "maxlength" is not read here; did you mean "maxLength"?)"});
  EXPECT_EQ(problems_of("{oneOf: []}").size(), 1u);
  EXPECT_EQ(problems_of("{type: boolean, minimum: 1}"), std::vector<std::string>{R"(1:17 "minimum" says nothing about true or false; it is for a whole number or a number)"});
  EXPECT_EQ(problems_of("{type: [string, integer], minimum: 1, maxLength: 2}"), std::vector<std::string>());
}

TEST(Schema, TellsAllProblemsAtOnceAndOnlyOnce) {
  EXPECT_EQ(problems_of("{type: strng, minLength: -1, format: day}").size(), 3u);
  EXPECT_EQ(problems_of("{type: integer, minimum: 3, maximum: 1, default: 2}").size(), 1u);  // the default would only repeat it
}

struct Row { const char *schema, *value, *says; };
TEST(Schema, SaysWhatDoesNotFit) {
  const Row rows[] = {
      {"{type: string}", "\"x\"", ""},
      {"{type: string}", "1", "must be a text, not a whole number"},
      {"{type: [string, 'null']}", "null", ""},
      {"{type: integer}", "2.0", ""},
      {"{type: integer}", "2.5", "must be a whole number, not a number"},
      {"{type: number}", "2", ""},
      {"{minLength: 2}", "\"缺\"", "must have at least 2 characters, not 1"},
      {"{maxLength: 2}", "\"缺陷\"", ""},
      {"{maxLength: 2}", "\"abc\"", "must have at most 2 characters, not 3"},
      {"{pattern: '^a+$'}", "\"aab\"", "must match the pattern ^a+$"},
      {"{pattern: 'b'}", "\"abc\"", ""},
      {"{enum: [a, 1]}", "\"b\"", "must be one of \"a\", 1"},
      {"{const: 3}", "3", ""},
      {"{minimum: 1, maximum: 5}", "5", ""},
      {"{minimum: 1, maximum: 5}", "5.5", "must be at most 5, not 5.5"},
      {"{exclusiveMinimum: 1}", "1", "must be above 1, not 1"},
      {"{exclusiveMaximum: 1}", "1", "must be below 1, not 1"},
      {"{multipleOf: 0.1}", "0.3", ""},
      {"{multipleOf: 5}", "12", "must be a multiple of 5, not 12"},
      {"{type: array, items: {type: string}}", "[\"a\",1]", "[1] must be a text, not a whole number"},
      {"{type: array, minItems: 2}", "[1]", "must have at least 2 items, not 1"},
      {"{type: array, maxItems: 1}", "[1,2]", "must have at most 1 items, not 2"},
      {"{type: array, uniqueItems: true}", "[1,2,1]", "must not have an item twice"},
      {"{type: object, properties: {a: {type: object, required: [b]}}}", "{\"a\":{}}", "a.b is missing"},
      {"{type: object, additionalProperties: false}", "{\"x\":1}", "x is not known here"},
      {"{type: object, additionalProperties: {type: string}}", "{\"x\":1}", "x must be a text, not a whole number"},
      {"{format: date}", "\"2026-02-29\"", "must be a date like 2026-11-23"},
      {"{format: date}", "\"2028-02-29\"", ""},
      {"{format: date-time}", "\"2026-11-23T09:30:00.25+08:00\"", ""},
      {"{format: date-time}", "\"2026-11-23 25:00:00Z\"", "must be a time like 2026-11-23T09:30:00Z"},
      {"{format: email}", "\"a@b.example\"", ""},
      {"{format: email}", "\"a@b\"", "must be an e-mail address"},
      {"{format: uri}", "\"https://a.example/b?c\"", ""},
      {"{format: uri}", "\"a b\"", "must be an address like https://example.com"},
  };
  for (const auto& row : rows) EXPECT_EQ(unfit(sound(row.schema), row.value), row.says) << row.schema << " " << row.value;
}

TEST(Schema, SpeaksBothLanguages) {
  EXPECT_EQ(unfit(sound("{type: integer, maximum: 5}"), "7", Tongue::zh), "不得大于 5，现为 7");
  EXPECT_EQ(unfit(sound("{type: string}"), "[]", Tongue::zh), "须是文本，而不是列表");
}

TEST(Schema, GivesDefaultsAtEveryDepth) {
  const Schema schema = sound("{type: object, properties: {n: {type: integer, default: 3}, l: {type: array, items: {type: object, properties: {a: {type: string, default: x}}}}}}");
  EXPECT_EQ(json_text(with_defaults(schema, parse_json(R"({"l":[{},{"a":"y"}]})"))), R"({"l":[{"a":"x"},{"a":"y"}],"n":3})");
  EXPECT_EQ(json_text(with_defaults(schema, parse_json(R"({"n":null})"))), R"({"n":null})");
}

TEST(Schema, IsStandardJsonSchemaInOneLanguage) {
  const Schema schema = sound("{type: [string, 'null'], title: {en: Title, zh: 标题}, description: Both, maxLength: 3, pattern: a, default: a}");
  EXPECT_EQ(json_text(json_of(schema, Tongue::zh)), R"({"type":["string","null"],"title":"标题","description":"Both","default":"a","maxLength":3,"pattern":"a"})");
  EXPECT_EQ(json_text(json_of(sound("{type: number, minimum: 0, maximum: 0.5}"), Tongue::en)), R"({"type":"number","minimum":0,"maximum":0.5})");
  EXPECT_EQ(json_text(json_of(shape("{hits: [{page: integer or null}], best: any}"), Tongue::en)),
            R"({"type":"object","properties":{"hits":{"type":"array","items":{"type":"object","properties":{"page":{"type":["integer","null"]}},"additionalProperties":false}},"best":{}},"additionalProperties":false})");
}

// Reading what was written gives the same again.
TEST(Schema, KeepsItsMeaningWhenWrittenAndRead) {
  for (const char* text : {"{type: array, minItems: 1, items: {enum: [1, 2]}, uniqueItems: true}", "{type: object, required: [a], properties: {a: {exclusiveMinimum: 0.5}}, additionalProperties: {type: string}}"}) {
    const auto once = json_text(json_of(sound(text), Tongue::en));
    EXPECT_EQ(json_text(json_of(sound(once), Tongue::en)), once);
  }
}

}  // namespace
}  // namespace gw
