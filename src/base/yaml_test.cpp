#include "base/yaml.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

std::string fault(std::string_view text) {
  try {
    parse_yaml(text);
  } catch (const Error& e) {
    return e.message();
  }
  return "";
}

TEST(Yaml, KnowsWhereEachValueStands) {
  const Yaml tree = parse_yaml("name: a\nsteps:\n  - id: one\n    kind: search\n");
  EXPECT_EQ(tree.find("name")->place, (Place{1, 7}));
  const Yaml& step = tree.find("steps")->items.at(0);
  EXPECT_EQ(step.members.at(1).place, (Place{4, 5}));
  EXPECT_EQ(step.find("kind")->place, (Place{4, 11}));
}

TEST(Yaml, CountsColumnsInCharacters) {
  const Yaml tree = parse_yaml("a: 1\ntitle: {zh: 缺陷分派, en: Bugs}\n");
  EXPECT_EQ(tree.find("title")->members.at(1).place, (Place{2, 19}));
  EXPECT_EQ(fault("标题: [一, &x 二]\n"), "1:9: an anchor (&name) is not read here; leave it out.");
}

TEST(Yaml, BecomesJsonAsPeopleMeanIt) {
  EXPECT_EQ(json_text(json_of(parse_yaml("{a: 1, b: 1.5, c: true, d: no, e: '1', f: null, g: [x, -2], h: 1e3, i: nan, j: 2026-01-02, k: }"))),
            R"({"a":1,"b":1.5,"c":true,"d":"no","e":"1","f":null,"g":["x",-2],"h":1000,"i":"nan","j":"2026-01-02","k":null})");
  EXPECT_EQ(json_text(json_of(parse_yaml(""))), "null");
}

TEST(Yaml, ReadsQuestionMarksAsPeopleWriteThem) {
  EXPECT_EQ(json_text(json_of(parse_yaml("{en: Who is it?, zh: 是谁?}"))), R"({"en":"Who is it?","zh":"是谁?"})");
  EXPECT_EQ(json_text(json_of(parse_yaml("a: [b?c, \"?\", '?']\nd: e?\n"))), R"({"a":["b?c","?","?"],"d":"e?"})");
  EXPECT_EQ(parse_yaml("{a?: b?, c: d}").members.at(1).place, (Place{1, 10}));
}

TEST(Yaml, KeepsTheEndsOfBlocks) {
  EXPECT_EQ(parse_yaml("a: |\n  x\n").find("a")->text, "x\n");
  EXPECT_EQ(parse_yaml("a: |+\n  x\n\n").find("a")->text, "x\n\n");
  EXPECT_EQ(parse_yaml("a: |-\n  x").find("a")->text, "x");
}

TEST(Yaml, SaysWhatIsWrongInPlainWords) {
  EXPECT_EQ(fault("a: \"x\nb: 1\n"), "3:2: a quote is not closed.");
  EXPECT_EQ(fault("a: {b: ${c}}\n"), "1:9: a { is not closed, or a comma is missing before this; within { } or [ ] a ${...} needs quotes: \"${...}\".");
  EXPECT_EQ(fault("a:\n\tb: 1\n"), "2:3: a : cannot stand here; put quotes around a text that holds one; a tab cannot indent, write spaces.");
  EXPECT_EQ(fault("a: b: c\n"), "1:5: a : cannot stand here; put quotes around a text that holds one.");
}

TEST(Yaml, RefusesWhatGrowsOrSurprises) {
  EXPECT_EQ(fault("a: &x 1\nb: *x\n"), "1:4: an anchor (&name) is not read here; leave it out.");
  EXPECT_EQ(fault("a: !!python/object 1\n"), "1:4: a tag is not read here; leave it out.");
  EXPECT_EQ(fault("a: 1\nb: 2\na: 3\n"), "3:1: \"a\" stands here twice.");
  EXPECT_EQ(fault("[a]: 1\n"), "1:1: a name must be a word.");
  EXPECT_EQ(fault("a: 1\n---\nb: 1\n"), "3:1: a second document (---) is not read here; one file holds one.");
  EXPECT_NE(fault("a: [1, 2\n"), "");
  EXPECT_EQ(fault(std::string(40, '[') + std::string(40, ']')), "1:33: more than 32 levels.");
}

}  // namespace
}  // namespace gw
