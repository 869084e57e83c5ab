#include "flow/check.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "flow/app_entries.h"

namespace gw {
namespace {

App read(std::string_view file) {
  const std::string text = read_file(fs::path(GW_SOURCE_DIR) / "tests/apps/sound" / (std::string(file) + ".yaml"), 1 << 20);
  Checked checked = check_app(text, file);
  for (const auto& problem : checked.problems) ADD_FAILURE() << problem.message;
  return std::move(*checked.app);
}

TEST(CheckApp, ReadsTheWholeFile) {
  const App app = read("staff-questions");
  EXPECT_EQ(app.title.zh, "员工问答");
  ASSERT_EQ(app.inputs.size(), 2u);
  EXPECT_TRUE(app.inputs[0].required());
  EXPECT_FALSE(app.inputs[1].required());
  EXPECT_EQ(json_text(json_of(schema_of(app.inputs), Tongue::en).at("required")), R"(["question"])");
  ASSERT_EQ(app.steps.size(), 3u);
  EXPECT_EQ(app.steps[0].kind->name, "match");
  EXPECT_EQ(app.steps[0].on_refuse, "nearest");
  EXPECT_EQ(app.steps[1].on_refuse, "end");
  EXPECT_EQ(app.steps[1].retry.times, 2);
  EXPECT_EQ(app.steps[1].retry.wait, Duration(500));
  EXPECT_EQ(app.steps[1].timeout, Duration(10'000));
  EXPECT_TRUE(app.steps[2].when);
  EXPECT_EQ(app.step("ask"), &app.steps[2]);
  EXPECT_EQ(app.output.size(), 3u);
  EXPECT_EQ(app.cases->grade.at(1), (std::pair<std::string, std::string>("documents", "set")));
  EXPECT_EQ(app.gate.wrong_at_most, 0.02);
  EXPECT_EQ(app.worth->currency, "CNY");
  ASSERT_EQ(app.triggers.size(), 3u);
  EXPECT_EQ(app.triggers[1].on, Trigger::On::rows);
  EXPECT_TRUE(app.triggers[2].schedule);
}

TEST(CheckApp, FillsSettingsFromAScope) {
  const App app = read("staff-questions");
  const json::object scope = parse_json(R"({"inputs":{"question":"How long?","urgent":true},"steps":{"known":{"confidence":0.514}, "nearest":{"hits":[{"text":"a"},{"text":"b"}]}}})").get_object();
  const auto settings = [&](const Step& step) { return json_text(fitted(step.settings.fill(scope).get_object(), step.kind->settings)); };
  EXPECT_EQ(settings(app.steps[0]), R"({"question":"How long?","threshold":0.8,"quote":true})");
  EXPECT_EQ(settings(app.steps[1]), R"({"text":"How long?","k":5,"per_document":3})");
  EXPECT_EQ(settings(app.steps[2]), R"({"ask":{"en":"Asked: How long?","zh":"有人问：How long?"},"group":"experts","show":{"near":["a","b"],"how sure":0.51},"answer":{"type":"string","minLength":1},"due":"2d"})");
  EXPECT_EQ(json_text(app.triggers[2].inputs.fill(scope)), R"_({"question":"What is new? (${today})","urgent":true})_");
}

TEST(Entries, SayWhatDoesNotFitOnceItIsFilled) {
  const std::vector<Entry> entries{{.name = "k", .takes = Takes::integer, .sentence = "", .standard = "3", .least = 1, .most = 9}, {.name = "text", .sentence = ""}};
  const auto fit = [&](std::string_view table) {
    try {
      return json_text(fitted(parse_json(table).get_object(), entries));
    } catch (const Error& e) {
      return e.message();
    }
  };
  EXPECT_EQ(fit("{}"), R"({"k":3})");
  EXPECT_EQ(fit(R"({"k":null,"text":7})"), R"({"k":3,"text":"7"})");
  EXPECT_EQ(fit(R"({"k":"x"})"), "\"k\" must be a number, but here it is a text.");
  EXPECT_EQ(fit(R"({"k":12})"), "\"k\" must lie from 1 to 9, but here it is 12.");
  EXPECT_EQ(fit(R"({"k":1.5})"), "\"k\" must be a whole number, but here it is a number.");
  EXPECT_EQ(fit(R"({"text":[1]})"), "\"text\" must be a text, but here it is a list.");
}

// The contract of step kinds: a row that describes itself, with an example that the checker takes.
TEST(StepKinds, DescribeThemselves) {
  for (const auto* kind : step_kinds()) {
    SCOPED_TRACE(kind->name);
    EXPECT_FALSE(kind->sentence.empty());
    EXPECT_FALSE(kind->sentence.ends_with('.'));
    ASSERT_NE(kind->run, nullptr);
    EXPECT_FALSE(kind->settings.empty());
    for (const auto& entry : kind->settings) {
      EXPECT_FALSE(entry.sentence.empty()) << entry.name;
      EXPECT_FALSE(entry.sentence.ends_with('.')) << entry.name;
      for (const auto& own : step_entries()) EXPECT_NE(entry.name, own.name);
    }
    const Schema result = result_of(*kind, parse_yaml(kind->example));
    EXPECT_GT(result.properties.size(), 2u);
    const std::string app = "name: x\ntitle: X\ninputs: {question: {type: string}}\noutputs: {status: {type: string}}\nmodels: {assignee: {kind: labels, inputs: {question: question}, label: status}}\ncases: {file: cases/x.jsonl}\nsteps:\n  - " + std::string(kind->example) + "\noutput: {status: \"${steps.it.status}\"}\n";
    for (const auto& problem : check_app(app, "x").problems) ADD_FAILURE() << problem.place.line << ":" << problem.place.column << " " << problem.message;
  }
}

}  // namespace
}  // namespace gw
