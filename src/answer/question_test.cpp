#include "answer/question.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "index/analyser.h"

namespace gw {
namespace {

// Every term weighs the same.
Question analysed(std::string_view text) {
  return analyse_question(text, [](std::string_view said) {
    std::vector<std::pair<std::string, double>> out;
    for (const Term& t : terms_of(said)) out.emplace_back(t.text, 2.0);
    return out;
  });
}

bool has_term(const Question& q, std::string_view text) {
  return std::any_of(q.terms.begin(), q.terms.end(), [&](const auto& t) { return t.text == text; });
}

TEST(Question, KnowsWhatIsAsked) {
  struct Row { const char* text; Language language; Asks asks; Expects expects; };
  for (const Row& row : {
           Row{"Who signed the contract?", Language::english, Asks::who, Expects::person},
           Row{"When does the warranty end?", Language::english, Asks::when, Expects::date},
           Row{"In what year was the plant built?", Language::english, Asks::what, Expects::date},
           Row{"Where is the warehouse?", Language::english, Asks::where, Expects::place},
           Row{"How many days of leave are there?", Language::english, Asks::how_many, Expects::number},
           Row{"How do I reset the controller?", Language::english, Asks::how, Expects::means},
           Row{"Why was the order refused?", Language::english, Asks::why, Expects::reason},
           Row{"Is smoking allowed?", Language::english, Asks::yes_no, Expects::anything},
           Row{"住宿费一晚最多能报多少？", Language::chinese, Asks::how_many, Expects::number},
           Row{"合同是谁签的？", Language::chinese, Asks::who, Expects::person},
           Row{"工厂是哪一年建成的？", Language::chinese, Asks::when, Expects::date},
           Row{"工廠位於哪裡？", Language::chinese, Asks::where, Expects::place},
           Row{"总部在哪个城市？", Language::chinese, Asks::which, Expects::place},
           Row{"訂單為什麼被拒絕？", Language::chinese, Asks::why, Expects::reason},
           Row{"设备如何复位？", Language::chinese, Asks::how, Expects::means},
           Row{"可以抽烟吗？", Language::chinese, Asks::yes_no, Expects::anything},
           Row{"負責管理的單位為何？", Language::chinese, Asks::what, Expects::anything},
       }) {
    const Question q = analysed(row.text);
    EXPECT_EQ(name_of(q.language), name_of(row.language)) << row.text;
    EXPECT_EQ(name_of(q.asks), name_of(row.asks)) << row.text;
    EXPECT_EQ(name_of(q.expects), name_of(row.expects)) << row.text;
  }
}

TEST(Question, LeavesQuestionWordsOut) {
  const Question q = analysed("广茂铁路全长多少公里？");
  EXPECT_TRUE(has_term(q, "铁路"));
  EXPECT_FALSE(has_term(q, "多少"));
  EXPECT_FALSE(has_term(q, "长多"));
  EXPECT_FALSE(has_term(analysed("Who is the author?"), "who"));
  ASSERT_LT(q.slot_start, q.units.size());
  EXPECT_EQ(q.units[q.slot_start].start, 6u);
}

TEST(Question, MarksNumbersAndDenial) {
  EXPECT_TRUE(analysed("Which rooms are not heated?").negated);
  EXPECT_FALSE(analysed("Which rooms are heated?").negated);
  EXPECT_FALSE(analysed("2019年的产量是多少？").marks.empty());
  EXPECT_EQ(analysed("有几个车站？").counted, mark_key("个"));
}

TEST(Question, SurvivesAnyText) {
  for (const std::string& text : {std::string("?"), std::string("的的的"), std::string(1999, 'a'), std::string("谁谁谁谁"), std::string("\xff")}) {
    const Question q = analysed(text);
    EXPECT_EQ(q.unit_weights.size(), q.units.size());
  }
}

TEST(Question, NormalisedDropsWhatDoesNotCount) { EXPECT_EQ(normalised("Ａ b, C。（d）"), "abcd"); }

}  // namespace
}  // namespace gw
