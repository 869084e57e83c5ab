#include <gtest/gtest.h>

#include "answer/gather.h"

namespace gw {
namespace {

std::vector<float> handicaps(const std::string& question, const Passage& passage) {
  const Question asked = analyse_question(question, [](std::string_view) { return std::vector<std::pair<std::string, double>>{}; });
  std::vector<Quotable> candidates;
  candidates_of(passage, 0, candidates);
  return handicaps_of(asked, {passage}, candidates);
}

TEST(Handicaps, ACodeOfTheQuestionMustBeThere) {
  const auto by_row = handicaps("What does ERR-1042 mean?", {.text = "ERR-1041 low oil\nERR-1042 dry running"});
  ASSERT_EQ(by_row.size(), 2u);
  EXPECT_GT(by_row[0], 0);
  EXPECT_EQ(by_row[1], 0);
  const auto by_title = handicaps("What does ERR-1042 mean?", {.title = "ERR-1042", .text = "Dry running."});
  EXPECT_EQ(by_title.at(0), 0);
}

TEST(Handicaps, ALabelWithWhatWasAskedSaysNothing) {
  EXPECT_GT(handicaps("What did Larkholt Paper order?", {.text = "Customer: Larkholt Paper"}).at(0), 0);
  EXPECT_GT(handicaps("青槐热力的泵是什么问题？", {.text = "客户：青槐热力。"}).at(0), 0);
  EXPECT_EQ(handicaps("What did Larkholt Paper order?", {.text = "Larkholt Paper ordered two pumps."}).at(0), 0);
  EXPECT_EQ(handicaps("Is smoking allowed?", {.text = "Smoking is allowed."}).at(0), 0);
}

}  // namespace
}  // namespace gw
