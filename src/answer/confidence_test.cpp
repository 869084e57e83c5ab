#include "answer/confidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "answer/features.h"
#include "answer/scorer.h"

namespace gw {
namespace {

float value(const std::vector<float>& row, std::string_view name) {
  const auto& names = confidence_names();
  return row.at(static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin()));
}

TEST(Confidence, MarginsByHand) {
  const std::vector<std::vector<float>> rows(4, std::vector<float>(feature_names().size(), 0));
  // Documents 1, 1, 2, 1; the first and the second are neighbours in one passage.
  const auto row = confidence_inputs(rows, {2.0F, 1.5F, 0.5F, -1.0F}, {{1, 0, 3}, {1, 0, 4}, {2, 1, 0}, {1, 2, 0}}, 0);
  ASSERT_EQ(row.size(), confidence_names().size());
  EXPECT_FLOAT_EQ(value(row, "ranked"), 2.0F);
  EXPECT_FLOAT_EQ(value(row, "ranked_margin"), 0.5F);
  EXPECT_FLOAT_EQ(value(row, "ranked_margin_document"), 1.5F);
  EXPECT_FLOAT_EQ(value(row, "ranked_margin_passage"), 0.5F);
  EXPECT_FLOAT_EQ(value(row, "ranked_close"), 1.0F);
  EXPECT_FLOAT_EQ(value(row, "second_adjacent"), 1.0F);
  EXPECT_FLOAT_EQ(value(row, "ranked_mean_5"), 0.75F);
  const double total = 1 + std::exp(-0.5) + std::exp(-1.5) + std::exp(-3.0);
  EXPECT_NEAR(value(row, "ranked_share"), 1 / total, 1e-6);
}

TEST(Confidence, OneCandidateAlone) {
  const std::vector<std::vector<float>> rows(1, std::vector<float>(feature_names().size(), 0));
  const auto row = confidence_inputs(rows, {0.3F}, {{1, 0, 0}}, 0);
  EXPECT_FLOAT_EQ(value(row, "ranked_share"), 1.0F);
  for (float v : row) EXPECT_TRUE(std::isfinite(v));
}

TEST(Features, NamesAreDistinctAndRowsComplete) {
  auto names = feature_names();
  Question question = analyse_question("How many keys?", [](std::string_view) { return std::vector<std::pair<std::string, double>>{{"key", 3.0}}; });
  const std::vector<Passage> passages = {{.text = "There are 12 keys. None is spare."}};
  std::vector<Quotable> candidates;
  candidates_of(passages[0], 0, candidates);
  const Features features = features_of(question, passages, candidates);
  ASSERT_EQ(features.rows.size(), 2u);
  for (const auto& row : features.rows) {
    EXPECT_EQ(row.size(), names.size());
    for (float v : row) EXPECT_TRUE(std::isfinite(v));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_TRUE(features_of(question, {}, {}).rows.empty());
}

TEST(Scorer, ShippedModelsLoadAndAreOfOneScale) {
  const std::vector<float> nothing(confidence_names().size(), 0);
  const double confidence = shipped_confidence().result(nothing);
  EXPECT_GE(confidence, 0);
  EXPECT_LE(confidence, 1);
  EXPECT_TRUE(std::isfinite(shipped_ranker().result(std::vector<float>(feature_names().size(), 0))));
}

}  // namespace
}  // namespace gw
