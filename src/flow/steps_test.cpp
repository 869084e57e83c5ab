// Step kinds at work on a small workspace. What each gives must be what its row promises.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "base/files.h"
#include "base/text.h"
#include "flow/step_kind.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

using Status = StepOutcome::Status;

class StepsTest : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
    std::string name = (fs::temp_directory_path() / "groundwork-steps-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root = name;
    store = std::make_unique<Store>(Workspace{root});
    index = std::make_unique<Index>(*store);
    answerer = std::make_unique<Answerer>(*store, *index);
    library = std::make_unique<Library>(*store, *index);
    outgoing = std::make_unique<Egress>(*store, Policy(root));
  }
  void TearDown() override {
    library.reset();
    answerer.reset();
    index.reset();
    store.reset();
    fs::remove_all(root);
  }

  void put(const std::string& name, const std::string& text, std::vector<std::string> groups = {}, const std::vector<Pair>& pairs = {}) {
    store->write([&](Db& db) {
      DocumentRow row{.collection = "default", .name = name, .title = name, .format = "txt", .hash = name};
      row.compartment = intern_compartment(db, "default", std::move(groups), Label::internal);
      row.curated = !pairs.empty();
      const auto length = static_cast<std::uint32_t>(count_code_points(text));
      insert_document(db, row, {{.kind = BlockKind::paragraph, .start = 0, .end = length}}, {{.start = 0, .length = length, .text = text}}, pairs);
    });
    index->wait_until_current(30);
  }

  // Takes the step that is written, and holds what it gives against its row.
  StepOutcome take(std::string_view written, const Caller& caller = administrator(), const json::object* arrived = nullptr) {
    const Yaml step = parse_yaml(written);
    const StepKind& kind = *step_kind(step.find("kind")->text);
    const json::object settings = fitted(json_of(step).get_object(), kind.settings);
    const StepDoors doors{*store, *index, *answerer, *library, *outgoing};
    StepOutcome out = kind.run({.settings = settings, .written = step, .caller = caller, .doors = doors, .deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30), .today = "2026-11-23", .key = "k", .arrived = arrived});
    if (out.status == Status::waiting) return out;
    for (const auto& fault : faults_of(result_of(kind, step), out.result)) ADD_FAILURE() << kind.name << " gives " << fault.path << ", which " << fault.message.en;
    EXPECT_EQ(out.status == Status::done || !out.reason.empty(), true);
    return out;
  }

  fs::path root;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Answerer> answerer;
  std::unique_ptr<Library> library;
  std::unique_ptr<Egress> outgoing;
};

TEST_F(StepsTest, SearchSeesWhatTheCallerMaySee) {
  put("pump.txt", "The pump runs at 40 degrees.");
  put("secret.txt", "The secret pump runs at 90 degrees.", {"board"});
  const Caller clerk{.name = "clerk", .administrator = false, .highest = Label::internal, .groups = {}};
  EXPECT_EQ(take("{kind: search, text: pump}").result.at("count"), 2);
  const StepOutcome seen = take("{kind: search, text: pump, k: 5}", clerk);
  EXPECT_EQ(seen.result.at("count"), 1);
  EXPECT_EQ(seen.result.at("hits").at(0).at("document"), "pump.txt");
  ASSERT_EQ(seen.evidence.size(), 1u);
  EXPECT_EQ(seen.evidence[0].at.quote, "The pump runs at 40 degrees.");
  EXPECT_EQ(take("{kind: search, text: ' '}").result.at("count"), 0);
}

TEST_F(StepsTest, MatchTakesAnExpertsAnswerOrRefuses) {
  put("faq.csv", "How long is the warranty?\nThe warranty is 24 months.", {}, {{.question = "How long is the warranty?", .answer = "The warranty is 24 months.", .start = 26, .end = 52}});
  const StepOutcome known = take("{kind: match, question: how long is the warranty}");
  EXPECT_EQ(known.status, Status::done);
  EXPECT_EQ(known.result.at("answer"), "The warranty is 24 months.");
  EXPECT_EQ(known.result.at("curated"), true);
  ASSERT_EQ(known.evidence.size(), 1u);
  EXPECT_EQ(known.evidence[0].of, Evidence::Of::curated);
  const StepOutcome unknown = take("{kind: match, question: Who invented the telephone?}");
  EXPECT_EQ(unknown.status, Status::refused);
  EXPECT_TRUE(unknown.result.at("answer").is_null());
}

TEST_F(StepsTest, MatchQuotesOnlyWhenItMay) {
  put("travel.txt", "Trips are booked by the travel desk. A hotel room may cost at most 120 EUR per night.");
  const std::string question = "question: How much may a hotel room cost per night?, threshold: 0";
  EXPECT_EQ(take("{kind: match, " + question + "}").status, Status::refused);
  const StepOutcome quoted = take("{kind: match, quote: true, " + question + "}");
  EXPECT_EQ(quoted.status, Status::done);
  EXPECT_EQ(quoted.result.at("curated"), false);
}

TEST_F(StepsTest, RenderMakesAFile) {
  write_file(root / "letter.md", "Dear ${values.name},\n\n${#each values.lines as line}\n- ${line}\n${/each}\n");
  const StepOutcome made = take("{kind: render, format: html, title: {en: 'A letter: 1', zh: 信}, template: letter.md, values: {name: Ms Li, lines: [a, b]}}");
  EXPECT_EQ(made.result.at("file"), "A-letter-1.html");
  EXPECT_EQ(made.result.at("media"), "text/html; charset=utf-8");
  EXPECT_EQ(take("{kind: render, format: docx, title: {en: Report, zh: 报告}, text: 全部内容}").result.at("file"), "报告.docx");
  EXPECT_EQ(take("{kind: render, format: md, title: X, text: y, name: ../z}").result.at("file"), "z.md");
  EXPECT_EQ(take("{kind: render, format: md, title: X, text: y}").result.at("bytes"), 7);
  EXPECT_THROW(take("{kind: render, format: md, title: X, template: none.md}"), Error);
}

TEST_F(StepsTest, DecideTakesWhatIsSureEnough) {
  struct Row { const char* settings; Status status; };
  for (const auto& row : {Row{"answer: x, confidence: 0.5, threshold: 0.5", Status::done}, Row{"answer: x, confidence: 0.49, threshold: 0.5", Status::refused}, Row{"answer: x", Status::done},
                          Row{"answer: 0, confidence: 1", Status::done}, Row{"answer: false", Status::done}, Row{"answer: '', confidence: 1", Status::refused},
                          Row{"answer: null, confidence: 1", Status::refused}, Row{"answer: [], confidence: 1", Status::refused}, Row{"answer: x, confidence: null", Status::refused}}) {
    const StepOutcome out = take(std::string("{kind: decide, ") + row.settings + "}");
    EXPECT_EQ(out.status, row.status) << row.settings;
    EXPECT_EQ(out.result.at("answer").is_null(), row.status == Status::refused) << row.settings;
  }
  EXPECT_EQ(take("{kind: decide, answer: null, reason: 'Ask Mrs Li.'}").reason, "Ask Mrs Li.");
}

TEST_F(StepsTest, CheckFindsBrokenRules) {
  const std::string step = "{kind: check, fields: {title: Too long a title}, rules: [{id: short, kind: length, field: title, characters: {max: 5}}, {id: there, kind: required, field: title}]";
  const StepOutcome told = take(step + "}");
  EXPECT_EQ(told.status, Status::done);
  EXPECT_EQ(told.result.at("passed"), false);
  EXPECT_EQ(told.result.at("violated"), 1);
  ASSERT_EQ(told.evidence.size(), 1u);
  EXPECT_EQ(told.evidence[0].note.substr(0, 7), "short: ");
  EXPECT_EQ(take(step + ", refuse_on: error}").status, Status::refused);
  write_file(root / "rules.yaml", "- {id: short, kind: length, field: title, characters: {max: 50}}\n");
  EXPECT_EQ(take("{kind: check, file: rules.yaml, fields: {title: fine}}").result.at("passed"), true);
  write_file(root / "rules.yaml", "- {id: short, kind: lenght}\n");
  EXPECT_THROW(take("{kind: check, file: rules.yaml}"), Error);
}

TEST_F(StepsTest, ReviewWaitsForAPerson) {
  const std::string step = "{kind: review, ask: {en: Who?, zh: 谁？}, group: triage, propose: ann}";
  const StepOutcome asked = take(step);
  EXPECT_EQ(asked.status, Status::waiting);
  EXPECT_EQ(json_text(asked.result), R"({"ask":{"en":"Who?","zh":"谁？"},"group":"triage","propose":"ann"})");
  const json::object edited{{"answer", "bob"}, {"verdict", "edited"}, {"by", "li"}, {"at", "2026-11-23T09:30:00Z"}};
  const StepOutcome done = take(step, administrator(), &edited);
  EXPECT_EQ(done.status, Status::done);
  EXPECT_EQ(done.result.at("answer"), "bob");
  const json::object rejected{{"verdict", "rejected"}, {"by", "li"}};
  EXPECT_EQ(take(step, administrator(), &rejected).reason, "li rejected it.");
}

}  // namespace
}  // namespace gw
