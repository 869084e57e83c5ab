// Training on small tables: what is fitted is stored, what cannot be learned is said.
#include "learn/train.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "base/files.h"
#include "base/folder_test.h"
#include "flow/app_files.h"
#include "learn/case_table.h"
#include "learn/examples.h"
#include "model/small/shelf.h"

namespace gw {
namespace {

class TrainTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto* folder : {"apps", "records"}) fs::create_directories(root / folder);
  }

  App app(std::string_view models) {
    write_file(root / "apps/try.yaml", fmt::format("name: try\ntitle: Try\ninputs: {{text: {{type: string}}}}\noutputs: {{label: {{}}, clauses: {{}}}}\nsteps: [{{id: it, kind: decide, answer: yes}}]\n"
                                                   "output: {{label: x, clauses: x}}\nmodels: {{{}}}\n", models));
    return draft_of(store, "try", {});
  }
  void records(const std::string& text) { write_file(root / "records/r.jsonl", text); }

  const TestWorkspace place;
  const fs::path root = place.path;
  Store store{Workspace{root}};
};

std::string ticket(int i, std::string_view text, std::string_view label) {
  return fmt::format("{{\"text\":\"{} number {}\",\"label\":\"{}\",\"time\":\"2026-01-{:02} 10:00\"}}\n", text, i * 7 % 13, label, i % 28 + 1);
}

TEST_F(TrainTest, LabelsBeatTheTrivialWhereTheTextTells) {
  std::string all;
  for (int i = 0; i < 120; ++i) all += ticket(i, i % 3 == 0 ? "the printer is out of paper" : i % 3 == 1 ? "密码忘记了 无法登录" : "invoice has the wrong sum", i % 3 == 0 ? "office" : i % 3 == 1 ? "it" : "finance");
  records(all);
  const App with = app("label: {kind: labels, from: records/r.jsonl, inputs: {text: text}, label: label, time: time}");
  const auto report = train(store, with).at(0);
  EXPECT_EQ(report.records, 120);
  EXPECT_EQ(report.labels, 3);
  EXPECT_TRUE(report.in_time);
  EXPECT_EQ(report.first.tested, 100);
  EXPECT_GT(report.first.accuracy(), 0.95);
  EXPECT_TRUE(report.beats_baseline || report.nearest.accuracy() > 0.95);
  Shelf shelf(store);
  const auto model = shelf.model(report.number);
  EXPECT_EQ(model->kind, "labels");
  EXPECT_EQ(model, shelf.model(report.number));
  EXPECT_EQ(train(store, with).at(0).number, report.number) << "the same data give the same model";
}

TEST_F(TrainTest, SaysWhenThereIsNoSignal) {
  std::string all;
  for (int i = 0; i < 150; ++i) all += ticket(i, "something happened", i * 7919 % 101 % 2 == 0 ? "a" : "b");
  records(all);
  const auto report = train(store, app("label: {kind: labels, from: records/r.jsonl, inputs: {text: text}, label: label}")).at(0);
  EXPECT_FALSE(report.beats_baseline);
  EXPECT_NE(sentence(report, Tongue::en).find("does not beat"), std::string::npos);
  EXPECT_NE(sentence(report, Tongue::zh).find("没有胜过"), std::string::npos);
}

TEST_F(TrainTest, LearnsFromCasesButNeverFromSealedOnes) {
  records(ticket(1, "printer", "office"));
  const App with = app("label: {kind: labels, from: records/r.jsonl, inputs: {text: text}, label: label}");
  store.write([](Db& db) {
    keep_case(db, "try", {.id = "open", .inputs = {{"text", "badge"}}, .expected = {{"label", "desk"}}});
    keep_case(db, "try", {.id = "sealed", .inputs = {{"text", "door"}}, .expected = {{"label", "guard"}}, .sealed = true});
  });
  EXPECT_EQ(train(store, with).at(0).records, 2);
}

TEST_F(TrainTest, AFewWithoutATimeDoNotThrowTheOrderAway) {
  std::string all;
  for (int i = 0; i < 60; ++i) all += ticket(i, i % 2 == 0 ? "the printer is out of paper" : "the password was lost", i % 2 == 0 ? "office" : "it");
  for (int i = 0; i < 4; ++i) all += "{\"text\":\"the door does not close\",\"label\":\"guard\"}\n";
  records(all);
  const App with = app("label: {kind: labels, from: records/r.jsonl, inputs: {text: text}, label: label, time: time}");
  store.write([](Db& db) { keep_case(db, "try", {.id = "run-1", .inputs = {{"text", "badge"}}, .expected = {{"label", "desk"}}, .source = "feedback", .made_at = 1'800'000'000}); });
  EXPECT_TRUE(train(store, with).at(0).in_time);
  const Examples examples = examples_of(store, with, with.models.at(0));
  EXPECT_EQ(examples.all.back().label, "desk") << "what was said of a result comes last, not among the undated";
  EXPECT_EQ(*examples.all.back().time, *examples.all[examples.all.size() - 2].time + 86'400) << "and soon after the records end";
  for (int i = 0; i < 60; ++i) all += "{\"text\":\"the door does not close\",\"label\":\"guard\"}\n";
  records(all);
  EXPECT_FALSE(train(store, with).at(0).in_time);
}

TEST_F(TrainTest, NamesTheColumnThatIsNotThere) {
  records(ticket(1, "printer", "office"));
  try {
    train(store, app("label: {kind: labels, from: records/r.jsonl, inputs: {text: txt}, label: label}"));
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.message(), "The model label names the column \"txt\" under \"inputs\", which records/r.jsonl does not have; did you mean \"text\"?");
  }
}

TEST_F(TrainTest, ClausesNeedNoCorrectedTextAndLearnFromCases) {
  records("{\"id\":\"copy\",\"statement\":\"The party may make copies.\"}\n");
  const App with = app("terms: {kind: clauses, clauses: records/r.jsonl}");
  EXPECT_EQ(train(store, with).at(0).records, 0);
  store.write([](Db& db) {
    for (int i = 0; i < 6; ++i) {
      const std::string quote = i % 2 == 0 ? "The party may make duplicates of the papers." : "Duplicates of papers are allowed.";
      json::object clause{{"label", "entailed"}, {"quote", quote}};
      keep_case(db, "try", {.id = fmt::format("c{}", i), .inputs = {{"text", fmt::format("AGREEMENT {}\nThe parties meet today.\n{}\nNotices go to the address.", i, quote)}}, .expected = {{"clauses", json::object{{"copy", clause}}}}});
    }
  });
  const auto report = train(store, with).at(0);
  EXPECT_EQ(report.records, 6);
  EXPECT_EQ(report.place.tested, 6);
  EXPECT_EQ(report.place.right, 6);
}

}  // namespace
}  // namespace gw
