// The whole way on a small workspace: store, index, question, quote.
#include "answer/answer.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "answer/judge.h"
#include "answer/question_table.h"
#include "answer/reason.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "ingest/document_table.h"
#include "policy/people.h"

namespace gw {
namespace {

class AnswerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "groundwork-answer-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root = name;
    store = std::make_unique<Store>(Workspace{root});
    index = std::make_unique<Index>(*store);
    answerer = std::make_unique<Answerer>(*store, *index);
    store->write([](Db& db) {
      add_user(db, {.name = "root", .administrator = true});
      add_user(db, {.name = "ada"});
    });
  }
  void TearDown() override {
    answerer.reset();
    index.reset();
    store.reset();
    std::filesystem::remove_all(root);
  }

  // One chunk of plain text; with `groups`, only for them.
  void put(const std::string& name, const std::string& title, const std::string& text, std::vector<std::string> groups = {}, const std::vector<Pair>& pairs = {}, std::vector<Block> blocks = {}) {
    store->write([&](Db& db) {
      DocumentRow row{.collection = "default", .name = name, .title = title, .format = "txt", .hash = name};
      row.compartment = intern_compartment(db, "default", std::move(groups), Label::internal);
      row.curated = !pairs.empty();
      const auto length = static_cast<std::uint32_t>(count_code_points(text));
      if (blocks.empty()) blocks = {{.kind = BlockKind::paragraph, .start = 0, .end = length}};
      insert_document(db, row, blocks, {{.start = 0, .length = length, .page = blocks.front().page, .text = text}}, pairs);
    });
  }
  void ready() { index->wait_until_current(30); }
  Answer ask(const std::string& question, const Caller& caller = administrator(), double threshold = 0) { return answerer->ask(question, caller, {.threshold = threshold}); }

  std::filesystem::path root;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Answerer> answerer;
};

TEST_F(AnswerTest, QuotesTheSentenceThatAnswers) {
  put("travel.txt", "Travel policy", "Trips are booked by the travel desk. A hotel room may cost at most 120 EUR per night. Receipts are kept for ten years.");
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave. Leave is asked for in writing.");
  put("差旅.txt", "差旅制度", "出差须经部门经理批准。一类城市住宿费每晚不超过480元。报销单应在15天内提交。");
  ready();
  const Answer english = ask("How much may a hotel room cost per night?");
  ASSERT_TRUE(english.answered);
  EXPECT_EQ(english.answer, "A hotel room may cost at most 120 EUR per night.");
  ASSERT_EQ(english.citations.size(), 1u);
  EXPECT_EQ(english.citations[0].document, "travel.txt");
  EXPECT_EQ(english.citations[0].quote, english.answer);
  EXPECT_EQ(english.citations[0].start, 37u);
  EXPECT_EQ(english.citations[0].end, 37u + 48u);
  EXPECT_GE(english.confidence, 0);
  EXPECT_LE(english.confidence, 1);
  EXPECT_FALSE(english.nearest.empty());
  const Answer chinese = ask("一类城市的住宿费每晚最多多少元？");
  EXPECT_EQ(chinese.answer, "一类城市住宿费每晚不超过480元。");
  EXPECT_EQ(chinese.citations[0].start, 11u);
}

TEST_F(AnswerTest, TheThresholdIsComparedWithTheNumberShown) {
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave. Leave is asked for in writing.");
  ready();
  const Answer asked = ask("How many days of annual leave does an employee have?");
  EXPECT_TRUE(ask("How many days of annual leave does an employee have?", administrator(), asked.confidence).answered);
  const Answer refused = ask("How many days of annual leave does an employee have?", administrator(), 1.01);
  EXPECT_FALSE(refused.answered);
  EXPECT_EQ(refused.confidence, asked.confidence);
  EXPECT_EQ(refused.answer, "");
  EXPECT_TRUE(refused.citations.empty());
  EXPECT_FALSE(refused.reason.empty());
  EXPECT_EQ(refused.nearest.at(0).document, "leave.txt");
}

TEST_F(AnswerTest, SaysNothingWhenThereIsNothing) {
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave.");
  ready();
  const Answer refused = ask("Zxqv?");
  EXPECT_FALSE(refused.answered);
  EXPECT_EQ(refused.confidence, 0);
  EXPECT_EQ(refused.reason, "Nothing in the files bears on this question.");
  EXPECT_EQ(ask("谁？").reason, "资料里没有找到与这个问题有关的内容。");
}

TEST_F(AnswerTest, QuotesOnlyWhatTheCallerMaySee) {
  put("salaries.txt", "Salaries", "The managing director earns 300,000 EUR a year.", {"board"});
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave a year.");
  ready();
  const Caller staff{.name = "ada", .groups = {"staff"}}, board{.name = "eve", .groups = {"board"}};
  const std::string question = "How much does the managing director earn a year?";
  EXPECT_EQ(ask(question, board).citations.at(0).document, "salaries.txt");
  const Answer foreign = ask(question, staff);
  for (const auto& c : foreign.citations) EXPECT_NE(c.document, "salaries.txt");
  for (const auto& n : foreign.nearest) EXPECT_NE(n.document, "salaries.txt");
  EXPECT_EQ(foreign.reason.find("Salaries"), std::string::npos);
}

TEST_F(AnswerTest, ACuratedAnswerIsReturnedWordForWord) {
  const std::string text = "How do I reset the VC-40?\nHold both keys for 5 seconds. Then wait.\n\nHow do I reset the VC-50?\nPull the plug.";
  put("faq.csv", "FAQ", text, {}, {{"How do I reset the VC-40?", "Hold both keys for 5 seconds. Then wait.", 26, 66}, {"How do I reset the VC-50?", "Pull the plug.", 94, 108}});
  ready();
  const Answer answer = ask("how do I reset the  VC-40");
  EXPECT_TRUE(answer.curated);
  EXPECT_EQ(answer.answer, "Hold both keys for 5 seconds. Then wait.");
  EXPECT_EQ(answer.citations.at(0).quote, answer.answer);
  EXPECT_EQ(answer.citations.at(0).start, 26u);
  EXPECT_GE(answer.confidence, 0.9);
  EXPECT_EQ(ask("How do I reset the VC-50?").answer, "Pull the plug.");
  EXPECT_FALSE(ask("How do I reset the VC-60?").curated);
}

TEST_F(AnswerTest, ACuratedAnswerIsQuotedForNoOtherQuestion) {
  const std::string text = "公司附近停车免费吗？\n免费，但须登记车牌。\n\nIs parking free at the office?\nYes, free for staff; the plate must be registered.";
  put("faq.csv", "FAQ", text, {}, {{"公司附近停车免费吗？", "免费，但须登记车牌。", 11, 21}, {"Is parking free at the office?", "Yes, free for staff; the plate must be registered.", 54, 104}});
  ready();
  EXPECT_TRUE(ask("请问公司附近停车是不是免费？").curated);
  EXPECT_TRUE(ask("Is the parking at our office free?").curated);
  for (const char* other : {"公司附近吃饭免费吗？", "公司附近停车免费多久？", "公司附近停车场在哪里？", "Is coffee free at the office?", "Is parking free at the airport?"}) {
    const Answer answer = ask(other);
    EXPECT_FALSE(answer.answered) << other << ": " << answer.answer;
    EXPECT_EQ(answer.nearest.at(0).document, "faq.csv");
    EXPECT_NE(answer.reason.find("FAQ"), std::string::npos) << answer.reason;
  }
}

TEST_F(AnswerTest, CuratedAnswersTakeNoPlaceFromDocuments) {
  put("canteen.txt", "Canteen", "The canteen of the north building opens at 11:30 and serves soup.");
  const std::string question = "When does the canteen of the north building open?";
  ready();
  const Answer before = ask(question);
  for (int i = 0; i < 20; ++i) {
    const std::string asked = "When does the canteen of the north building open for group " + std::to_string(i) + "?", text = asked + "\nIt opens never.";
    const auto at = static_cast<std::uint32_t>(asked.size() + 1);
    put("answer-" + std::to_string(i) + ".jsonl", "Answer", text, {}, {{asked, "It opens never.", at, at + 15}});
  }
  ready();
  const Answer after = ask(question);
  EXPECT_EQ(after.answer, before.answer);
  EXPECT_FALSE(after.curated);
}

TEST_F(AnswerTest, CuratedAnswersThatDifferAreNotGiven) {
  put("sales.csv", "Sales", "How long is the warranty?\nThe warranty is 24 months.", {}, {{"How long is the warranty?", "The warranty is 24 months.", 26, 52}});
  put("service.csv", "Service", "How long is the warranty?\nThe warranty is 12 months.", {"service"}, {{"how long is the warranty", "The warranty is 12 months.", 26, 52}});
  put("again.csv", "Again", "How long is the warranty?\nthe warranty is 24 months", {}, {{"How long is the warranty?", "the warranty is 24 months", 26, 51}});
  ready();
  const Answer both = ask("How long is the warranty?", administrator(), default_threshold());
  EXPECT_FALSE(both.answered);
  EXPECT_LE(both.confidence, vetoed_confidence);
  EXPECT_NE(both.reason.find("Service"), std::string::npos) << both.reason;
  const Answer one = ask("How long is the warranty?", Caller{.name = "ada"}, default_threshold());
  EXPECT_TRUE(one.curated);
  EXPECT_GE(one.confidence, 0.9);
}

TEST_F(AnswerTest, ACitationNamesThePageOfItsSentence) {
  const std::string text = "The canteen opens at 11:30.\n\nThe porter has the key.\n\nThe shed holds 40 bicycles.";
  put("handbook.pdf", "Handbook", text, {}, {}, {{.page = 4, .start = 0, .end = 27}, {.page = 5, .start = 29, .end = 52}, {.page = 7, .start = 54, .end = 81}});
  ready();
  EXPECT_EQ(ask("When does the canteen open?").citations.at(0).page, 4u);
  EXPECT_EQ(ask("Who has the key?").citations.at(0).page, 5u);
  EXPECT_EQ(ask("How many bicycles does the shed hold?").citations.at(0).page, 7u);
}

TEST_F(AnswerTest, ACuratedAnswerNamesItsPage) {
  const std::string text = "How do I reset it?\nHold both keys.\n\nHow do I stop it?\nPull the plug.";
  put("faq.xlsx", "FAQ", text, {}, {{"How do I reset it?", "Hold both keys.", 19, 34}, {"How do I stop it?", "Pull the plug.", 54, 68}}, {{.page = 1, .start = 0, .end = 34}, {.page = 2, .start = 36, .end = 68}});
  ready();
  EXPECT_EQ(ask("How do I reset it?").citations.at(0).page, 1u);
  EXPECT_EQ(ask("How do I stop it?").citations.at(0).page, 2u);
}

TEST_F(AnswerTest, ACodeIsLookedUpInItsRow) {
  const std::string text = "Code | Meaning\nERR-1041 | Low oil\nERR-1042 | Dry running detected";
  put("codes.html", "Error codes", text, {}, {}, {{.kind = BlockKind::table_row, .header = true, .table = 1, .start = 0, .end = 14}, {.kind = BlockKind::table_row, .table = 1, .start = 15, .end = 33}, {.kind = BlockKind::table_row, .table = 1, .start = 34, .end = 65}});
  ready();
  const Answer answer = ask("What does ERR-1042 mean?");
  EXPECT_EQ(answer.answer, "ERR-1042 | Dry running detected");
  EXPECT_GE(answer.confidence, looked_up_confidence);
  EXPECT_LE(ask("What does ERR-1077 mean?").confidence, vetoed_confidence);
}

TEST_F(AnswerTest, HiddenTextIsNeverQuoted) {
  const std::string text = "The plant opened in Gera.\n\nThe secret price is 90 EUR.";
  put("plant.docx", "Plant", text, {}, {}, {{.kind = BlockKind::paragraph, .start = 0, .end = 25}, {.kind = BlockKind::paragraph, .hidden = true, .start = 27, .end = 54}});
  ready();
  EXPECT_NE(ask("What is the secret price?").answer, "The secret price is 90 EUR.");
}

TEST_F(AnswerTest, RefusalsAreKeptForThePeopleWhoMaySeeThem) {
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave.");
  ready();
  const Caller ada{.name = "ada"};
  ask("Who pays for lunch?", ada, 1.01);
  ask("Who pays for lunch?", ada, 1.01);
  ask("Who pays for taxis?", administrator(), 1.01);
  answerer.reset();  // writes what waits
  store->read([&](Db& db) {
    const auto all = recent_refusals(db, administrator(), 10);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].question, "Who pays for taxis?");
    const auto own = recent_refusals(db, ada, 10);
    ASSERT_EQ(own.size(), 1u);
    EXPECT_EQ(own[0].question, "Who pays for lunch?");
    EXPECT_TRUE(recent_refusals(db, Caller{.name = "eve"}, 10).empty());
  });
}

TEST_F(AnswerTest, AKeptRefusalNamesNoDocument) {
  put("secret.txt", "Project Xylophone", "Every employee of the project has 28 days of annual leave.");
  ready();
  EXPECT_NE(ask("How many days of annual leave?", administrator(), 1.01).reason.find("Xylophone"), std::string::npos);
  ask("有多少天年假？", administrator(), 1.01);
  answerer.reset();
  store->read([&](Db& db) {
    auto row = db.query("SELECT count(*) FROM questions WHERE who || collection || question || reason LIKE '%Xylophone%'");
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 0);
    const auto all = recent_refusals(db, administrator(), 10);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(reason_waiting(all[0]), "资料里没有找到与这个问题有关的内容。");
    EXPECT_EQ(reason_waiting(all[1]), "A document comes close, but it is not certain enough that it answers the question.");
  });
}

TEST_F(AnswerTest, RefusalsGoWithTheirUser) {
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave.");
  ready();
  const Caller ada{.name = "ada"};
  ask("Who pays for lunch?", ada, 1.01);
  answerer.reset();
  const auto kept = [&] { return store->reading<std::size_t>([&](Db& db) { return recent_refusals(db, ada, 10).size(); }); };
  EXPECT_EQ(kept(), 1u);
  store->write([](Db& db) {
    remove_user(db, "ada");
    forget_refusals(db, "ada");
  });
  EXPECT_EQ(kept(), 0u);
  // What was on its way to the store when the user was removed does not arrive.
  answerer = std::make_unique<Answerer>(*store, *index);
  ask("Who pays for taxis?", ada, 1.01);
  answerer.reset();
  EXPECT_EQ(kept(), 0u);
}

TEST_F(AnswerTest, OnlyTheLatestRefusalsAreKept) {
  std::vector<WaitingQuestion> many(static_cast<std::size_t>(refusals_kept) + 5);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].question = std::to_string(i);
  store->write([&](Db& db) { insert_refusals(db, many); });
  store->read([&](Db& db) {
    auto row = db.query("SELECT count(*), min(seq) FROM questions");
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), refusals_kept);
    EXPECT_EQ(row.integer(1), 6);
  });
}

TEST_F(AnswerTest, RefusesWhatIsNoQuestion) {
  put("leave.txt", "Leave", "Every employee has 28 days of annual leave.");
  ready();
  EXPECT_THROW(ask(""), Error);
  EXPECT_THROW(ask(" \n"), Error);
  EXPECT_THROW(ask(std::string(2001, 'a')), Error);
  EXPECT_NO_THROW(ask(std::string(2000, 'a')));
  EXPECT_NO_THROW(ask("\xff\xfe leave?"));
}

TEST(Likeness, LettersNumbersAndDenialCount) {
  EXPECT_EQ(likeness("How do I reset it?", "how do i reset it"), 1);
  EXPECT_GE(likeness("请问发票什么时候开具？", "发票什么时候开具？"), 0.7);
  EXPECT_LT(likeness("What is the price of the VP-200 pump?", "What is the price of the VP-300 pump?"), same_question);
  EXPECT_LT(likeness("可以退货吗？", "不可以退货吗？"), same_question);
  EXPECT_LT(likeness("Who signs the purchase contract?", "Who signs the employment contract?"), same_question);
  EXPECT_EQ(likeness("", "?"), 0);
}

}  // namespace
}  // namespace gw
