#include "flow/paths.h"

#include <gtest/gtest.h>

#include "flow/inside.h"

namespace gw {
namespace {

std::string all(std::string_view text) {
  std::string out;
  for (const auto& path : paths_in(text)) out += (out.empty() ? "" : " ") + written(path, path.parts.size()) + (path.alone ? "!" : "");
  return out;
}

TEST(Paths, AreFoundInTexts) {
  EXPECT_EQ(all("${inputs.title}"), "inputs.title!");
  EXPECT_EQ(all(" ${ inputs.title } "), "inputs.title!");
  EXPECT_EQ(all("a ${inputs.title}"), "inputs.title");
  EXPECT_EQ(all("${steps.find.hits[0].text} and ${steps.find.hits[*].score}"), "steps.find.hits[0].text steps.find.hits[*].score");
  EXPECT_EQ(all("${steps.a.b ?? inputs.c}"), "steps.a.b inputs.c");
  EXPECT_EQ(all("${round(steps.a.b, 2) > 1.5e3 and not inputs.c}"), "steps.a.b inputs.c");
  EXPECT_EQ(all("${\"inputs.x } ${y}\" == inputs[\"a b\"]}"), "inputs.a b");
  EXPECT_EQ(all("${[inputs.a, 'b', true, null]}"), "inputs.a");
  EXPECT_EQ(all("${inputs.list[steps.a.n].x}"), "steps.a.n inputs.list[steps.a.n].x");
  EXPECT_EQ(all("${合同.金额}"), "合同.金额!");
  EXPECT_EQ(all("$${inputs.x} $ {y} none"), "");
}

Followed followed(std::string_view text) {
  static const Schema root = [] {
    Schema out = shape("{inputs: {title: string, tags: [string], extra: any}, steps: {find: {hits: [{text: string, page: integer or null}]}}}");
    return out;
  }();
  return follow(paths_in(text).at(0), root);
}

TEST(Paths, AreFollowedToWhatTheyGive) {
  EXPECT_EQ(in_words(followed("${inputs.title}").gives), "a text");
  EXPECT_EQ(in_words(followed("${steps.find.hits[-1].page}").gives), "a whole number or nothing");
  EXPECT_EQ(json_text(json_of(followed("${steps.find.hits[*].text}").gives, Tongue::en)), R"({"type":"array","items":{"type":"string"}})");
  EXPECT_EQ(in_words(followed("${inputs.extra.any[3].thing}").gives), "anything");
}

TEST(Paths, SayWhichPartIsWrong) {
  const auto says = [](std::string_view text) {
    const Followed f = followed(text);
    return std::to_string(f.part) + " " + f.message;
  };
  EXPECT_EQ(says("${input.title}"), "0 there is no \"input\" here; did you mean \"inputs\"?");
  EXPECT_EQ(says("${inputs.titel}"), "1 inputs has no \"titel\"; did you mean \"title\"?");
  EXPECT_EQ(says("${inputs.title.x}"), "2 inputs.title is a text, it has no \"x\"");
  EXPECT_EQ(says("${steps.find.hits.text}"), "3 steps.find.hits is a list; write steps.find.hits[0].text for the first or steps.find.hits[*].text for all");
  EXPECT_EQ(says("${inputs.title[0]}"), "2 inputs.title is a text, not a list; leave the [0] out");
}

std::string place(std::string_view file, std::size_t offset) {
  const Yaml tree = parse_yaml(file);
  const Place at = place_inside(file, tree.members.at(0).value, offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

TEST(Inside, IsExactWhereYamlKeepsTheText) {
  EXPECT_EQ(place("a: ${x}\n", 2), "1:6");
  EXPECT_EQ(place("a: \"${x}\"\n", 2), "1:7");
  EXPECT_EQ(place("a: \"\\n\\u7f3a${x}\"\n", 6), "1:15");
  EXPECT_EQ(place("a: '''${x}'\n", 3), "1:9");
  EXPECT_EQ(place("标题: 缺陷 ${x}\n", 9), "1:10");
  EXPECT_EQ(place("a: |\n  one\n  two ${x}\n", 10), "3:9");
  EXPECT_EQ(place("a: >\n  one\n  two ${x}\n", 10), "1:4");
}

}  // namespace
}  // namespace gw
