#include "answer/measure.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

Measured row(double confidence, bool correct, bool answerable = true) { return {.answerable = answerable, .answered = true, .correct = correct, .confidence = confidence, .answer_length = 10}; }

TEST(Measure, CorrectContainsAnAnswerWithinOneSentence) {
  EXPECT_TRUE(is_correct("Hotels cost at most 120 EUR.", {"120 eur"}));
  EXPECT_TRUE(is_correct("全长３６４．６公里。", {"364.6公里"}));
  EXPECT_FALSE(is_correct("Hotels cost at most 120 EUR.", {"130 EUR"}));
  EXPECT_FALSE(is_correct("One sentence. Then 120 EUR.", {"120 EUR"}));
  EXPECT_TRUE(is_correct("Wednesday is the\ncommon office day.", {"common office day"}));
  EXPECT_FALSE(is_correct("Wednesday\nTuesday", {"Tuesday"}));
  EXPECT_FALSE(is_correct(std::string(390, 'a') + " 120 EUR and more words", {"120 EUR"}));
  EXPECT_FALSE(is_correct("anything", {"", "?!"}));
  EXPECT_FALSE(is_correct("anything", {}));
}

// Six questions, four answerable; confidences 0.9 right, 0.8 right, 0.7 wrong, 0.6 right, 0.5 wrong (unanswerable), one without a candidate.
TEST(Measure, ByHand) {
  std::vector<Measured> rows = {row(0.9, true), row(0.7, false), row(0.8, true), row(0.5, false, false), row(0.6, true)};
  rows.push_back({.answerable = false});
  const Measures m = measure(rows, 0.65);
  EXPECT_EQ(m.questions, 6);
  EXPECT_EQ(m.answerable, 4);
  EXPECT_DOUBLE_EQ(m.correct_always, 3.0 / 4);
  EXPECT_DOUBLE_EQ(m.coverage, 3.0 / 6);
  EXPECT_DOUBLE_EQ(m.wrong, 1.0 / 3);
  EXPECT_DOUBLE_EQ(m.correct, 2.0 / 4);
  EXPECT_DOUBLE_EQ(m.refused_unanswerable, 1);
  // Wrong rates by coverage: 0, 0, 1/3, 1/4, 2/5.
  EXPECT_DOUBLE_EQ(m.aurc, (0 + 0 + 1.0 / 3 + 1.0 / 4 + 2.0 / 5) / 5);
  ASSERT_EQ(m.at_wrong.size(), 4u);
  EXPECT_DOUBLE_EQ(m.at_wrong[2].coverage, 2.0 / 6);
  EXPECT_DOUBLE_EQ(m.at_wrong[2].threshold, 0.8);
}

TEST(Measure, TheSweepFindsAnAllowedRateBehindAWorseOne) {
  std::vector<Measured> rows = {row(0.95, false)};
  for (int i = 0; i < 49; ++i) rows.push_back(row(0.9 - i * 0.01, true));
  const Measures m = measure(rows, 0);
  EXPECT_DOUBLE_EQ(m.at_wrong[0].coverage, 0);
  EXPECT_DOUBLE_EQ(m.at_wrong[1].coverage, 1);  // 1 of 50 is 2 %
}

TEST(Measure, TiesAreAnsweredTogether) {
  const Measures m = measure({row(0.5, true), row(0.5, true), row(0.5, false)}, 0);
  EXPECT_DOUBLE_EQ(m.at_wrong[3].coverage, 0);
}

TEST(Measure, Retrieval) {
  std::vector<Measured> rows;
  for (const auto& found : {std::vector<std::string>{"a", "b"}, {"b", "a"}, {"b", "c"}}) rows.push_back({.has_passage = true, .found = found, .passage_id = "a"});
  const Measures m = measure(rows, 0);
  EXPECT_DOUBLE_EQ(m.recall_1, 1.0 / 3);
  EXPECT_DOUBLE_EQ(m.recall_5, 2.0 / 3);
  EXPECT_DOUBLE_EQ(m.mrr_10, (1 + 0.5) / 3);
}

TEST(Measure, NothingAsked) {
  const Measures m = measure({}, 0.5);
  EXPECT_EQ(m.coverage, 0);
  EXPECT_EQ(m.ask_p99, 0);
  EXPECT_FALSE(json_of(m).empty());
}

TEST(Measure, QuantilesByNearestRank) {
  EXPECT_EQ(quantile({3, 1, 2, 4}, 0.5), 2);
  EXPECT_EQ(quantile({3, 1, 2, 4}, 0.99), 4);
  EXPECT_EQ(quantile({}, 0.5), 0);
}

TEST(Measure, LinesAreChecked) {
  const Labelled l = labelled_of(parse_json(R"({"id":"q","question":"Who?","answerable":false,"answers":[],"passage_id":"p"})").as_object());
  EXPECT_FALSE(l.answerable);
  EXPECT_THROW(labelled_of(parse_json(R"({"id":"q"})").as_object()), Error);
  EXPECT_THROW(labelled_of(parse_json(R"({"question":"q","answerable":"yes"})").as_object()), Error);
  EXPECT_THROW(labelled_of(parse_json(R"({"question":"q","answers":[1]})").as_object()), Error);
}

}  // namespace
}  // namespace gw
