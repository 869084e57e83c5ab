// Step kinds at work on a small workspace. What each gives must be what its row promises.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "base/text.h"
#include "flow/doors_test.h"
#include "flow/step_kind.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

using Status = StepOutcome::Status;

class StepsTest : public DoorsTest {
 protected:
  void put(const std::string& name, const std::string& text, std::vector<std::string> groups = {}, const std::vector<Pair>& pairs = {}) {
    store.write([&](Db& db) {
      DocumentRow row{.collection = "default", .name = name, .title = name, .format = "txt", .hash = name};
      row.compartment = intern_compartment(db, "default", std::move(groups), Label::internal);
      row.curated = !pairs.empty();
      const auto length = static_cast<std::uint32_t>(count_code_points(text));
      insert_document(db, row, {{.kind = BlockKind::paragraph, .start = 0, .end = length}}, {{.start = 0, .length = length, .text = text}}, pairs);
    });
    index.wait_until_current(30);
  }

  // Takes the step that is written, and holds what it gives against its row.
  StepOutcome take(std::string_view written, const Caller& caller = administrator(), const json::object* arrived = nullptr) {
    const Yaml step = parse_yaml(written);
    const StepKind& kind = *step_kind(step.find("kind")->text);
    const json::object settings = fitted(json_of(step).get_object(), kind.settings);
    const StepDoors all = doors();
    StepOutcome out = kind.run({.settings = settings, .written = step, .caller = caller, .doors = all, .deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30), .today = "2026-11-23", .key = "k", .arrived = arrived});
    if (out.status == Status::waiting) return out;
    for (const auto& fault : faults_of(result_of(kind, step), out.result)) ADD_FAILURE() << kind.name << " gives " << fault.path << ", which " << fault.message.en;
    EXPECT_EQ(out.status == Status::done || !out.reason.empty(), true);
    return out;
  }

};

constexpr std::string_view past_tickets = "{\"id\":\"1\",\"title\":\"Pump leaks\",\"text\":\"oil below the pump\",\"who\":\"ann\",\"place\":\"hall 1\"}\n"
    "{\"id\":\"2\",\"title\":\"Pump is loud\",\"text\":\"the pump rattles\",\"who\":\"ann\",\"place\":\"hall 2\"}\n"
    "{\"id\":\"3\",\"title\":\"Door stuck\",\"text\":\"does not open\",\"who\":\"bob\",\"place\":\"hall 2\"}\n";

TEST_F(StepsTest, SimilarFindsPastRecordsOfAFileAsItStands) {
  write_file(root / "past.jsonl", past_tickets);
  const StepOutcome out = take("{kind: similar, records: past.jsonl, text: the pump leaks oil, decided: who}");
  EXPECT_EQ(out.result.at("best").at("label"), "ann");
  EXPECT_EQ(out.result.at("records").at(0).at("document"), "past.jsonl:1");
  EXPECT_EQ(out.result.at("records").at(0).at("fields").at("place"), "hall 1");
  ASSERT_FALSE(out.evidence.empty());
  EXPECT_EQ(out.evidence[0].of, Evidence::Of::record);
  EXPECT_EQ(out.evidence[0].at.document, "") << "a row of a file is no document that could be opened";
  EXPECT_EQ(take("{kind: similar, records: past.jsonl, text: stuck, decided: who, fields: {place: Hall 2}, like: [title]}").result.at("best").at("label"), "bob");
  write_file(root / "past.jsonl", std::string(past_tickets) + "{\"title\":\"Pump leaks oil again\",\"who\":\"cy\"}\n");
  EXPECT_EQ(take("{kind: similar, records: past.jsonl, text: pump leaks oil again, decided: who}").result.at("records").at(0).at("decided"), "cy");
}

TEST_F(StepsTest, SimilarRefusesBelowItsShareAndSaysWhichFieldIsMissing) {
  write_file(root / "past.jsonl", past_tickets);
  EXPECT_EQ(take("{kind: similar, records: past.jsonl, text: pump door, decided: who, at_least: 0.95}").status, Status::refused);
  EXPECT_EQ(take("{kind: similar, records: past.jsonl, text: zebra, decided: who, at_least: 0.1}").reason, "No past record is like this one.");
  EXPECT_EQ(take("{kind: similar, records: past.jsonl, text: 斑马, decided: who, at_least: 0.1}").reason, "没有与此相似的历史记录。");
  EXPECT_TRUE(take("{kind: similar, records: past.jsonl, text: zebra, decided: who}").result.at("best").at("label").is_null());
  EXPECT_THROW(take("{kind: similar, records: past.jsonl, text: pump, decided: whom}"), Error);
  EXPECT_THROW(take("{kind: similar, records: ../past.jsonl, text: pump, decided: who}"), Error);
  EXPECT_THROW(take("{kind: similar, records: none.csv, text: pump, decided: who}"), Error);
}

TEST_F(StepsTest, SimilarKnowsOnlyWhatTheCallerMaySee) {
  put("one.txt", "who: ann\nThe pump leaks.");
  put("two.txt", "who: bob\nThe secret pump leaks badly.", {"board"});
  const Caller clerk{.name = "clerk", .administrator = false, .highest = Label::internal, .groups = {}};
  const std::string_view step = "{kind: similar, records: default, text: pump leaks badly, decided: who}";
  EXPECT_EQ(take(step).result.at("best").at("label"), "bob");
  const StepOutcome seen = take(step, clerk);
  EXPECT_EQ(seen.result.at("best").at("label"), "ann");
  EXPECT_EQ(seen.result.at("records").as_array().size(), 1u);
  EXPECT_EQ(seen.result.at("records").at(0).at("document"), "one.txt");
  put("three.txt", "who: cy\nThe pump leaks badly again.");
  EXPECT_EQ(take(step, clerk).result.at("best").at("label"), "cy") << "what was added since is there";
}

TEST_F(StepsTest, ExtractGivesFieldsWithPlacesAndRefusesWithoutARequiredOne) {
  const std::string_view step = "{kind: extract, text: \"订单 PO-42, total $12.50\", fields: [{name: order, pattern: 'PO-([0-9]+)', required: true}, {name: sum, kind: money}, {name: due, kind: date}]}";
  const StepOutcome out = take(step);
  EXPECT_EQ(out.result.at("fields").at("order").at("value"), "42");
  EXPECT_EQ(out.result.at("fields").at("order").at("start"), 6);
  EXPECT_EQ(out.result.at("fields").at("sum").at("value"), 12.5);
  EXPECT_EQ(json_text(out.result.at("missing")), R"(["due"])");
  EXPECT_EQ(take("{kind: extract, text: nothing, fields: [{name: order, pattern: 'PO-([0-9]+)', required: true}]}").status, Status::refused);
}

TEST_F(StepsTest, ClassifySaysHowToTrainWhatIsNotTrained) {
  try {
    take("{kind: classify, model: who, inputs: {title: pump}}");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.message(), "The model who is not trained yet; `groundwork train APP` fits it.");
  }
}

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
