#include "model/small/nearest.h"

#include <gtest/gtest.h>

namespace gw {
namespace {

Bag title(std::vector<std::string> terms) { return {{"title", std::move(terms)}}; }

TEST(Nearest, TheSameTextScoresOneAndStandsFirst) {
  Nearest past;
  past.add(title({"disk", "full", "again"}));
  past.add(title({"disk", "slow"}));
  past.add(title({"net", "down"}));
  const auto found = past.find(title({"disk", "full", "again"}), 10);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].record, 0U);
  EXPECT_NEAR(found[0].score, 1, 1e-12);
  EXPECT_LT(found[1].score, 0.5);
}

TEST(Nearest, WhatIsNotKnownLowersTheScore) {
  Nearest past;
  past.add(title({"disk", "full"}));
  past.add(title({"net", "down"}));
  EXPECT_LT(past.find(title({"disk", "full", "strange", "words"}), 1)[0].score, 0.7);
}

TEST(Nearest, ReasonsAddUpToTheScore) {
  Nearest past({.fields = {{"title", {.weight = 2}}}});
  past.add({{"title", {"disk", "full"}}, {"place", {"core"}}});
  past.add({{"title", {"page", "typo"}}, {"place", {"docs"}}});
  const Bag asked{{"title", {"disk", "quota"}}, {"place", {"core"}}};
  const auto found = past.find(asked, 1);
  const auto reasons = past.why(asked, found[0].record, 10);
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons[0].term, "disk");
  EXPECT_EQ(reasons[1].field, "place");
  EXPECT_NEAR(reasons[0].share + reasons[1].share, found[0].score, 1e-12);
}

TEST(Nearest, RecencyHalvesAndTheLaterWinsTies) {
  Nearest past({.half_life_days = 10});
  past.add(title({"a"}), 0);
  past.add(title({"b"}), 0);
  past.add(title({"a"}), 20 * 86400);
  const auto found = past.find(title({"a"}), 5, 20 * 86400);
  EXPECT_EQ(found[0].record, 2U);
  EXPECT_NEAR(found[1].score / found[0].score, 0.25, 1e-9);
  Nearest timeless;
  timeless.add(title({"a"}));
  timeless.add(title({"a"}));
  EXPECT_EQ(timeless.find(title({"a"}), 1)[0].record, 1U);
  EXPECT_EQ(timeless.find(title({"a"}), 1, 0, [](std::uint32_t i) { return i == 1; })[0].record, 0U);
}

TEST(Nearest, RecordsVoteWithTheirScores) {
  const std::vector<Alike> found{{7, 0.5}, {3, 0.4}, {5, 0.3}, {1, 0.3}};
  const auto votes = votes_of(found, [](std::uint32_t record) { return record == 1 ? "" : record == 7 ? "refund" : "replace"; });
  ASSERT_EQ(votes.size(), 2U);
  EXPECT_EQ(votes[0].decision, "replace");
  EXPECT_NEAR(votes[0].share, 0.7 / 1.2, 1e-12);
  EXPECT_EQ(votes[0].records.size(), 2U);
  EXPECT_TRUE(votes_of({}, [](std::uint32_t) { return "x"; }).empty());
}

TEST(Nearest, AskedFromBothSidesALongRecordIsLessOfADuplicate) {
  const std::vector<std::string> report{"disk", "full"};
  Nearest past(duplicate_settings());
  past.add(duplicate_bag({"disk", "full", "and", "many", "other", "things", "too"}, {"x", "y", "z", "u", "v", "w"}));
  past.add(duplicate_bag({"disk", "is", "full"}, {}));
  past.add(duplicate_bag({"unlike"}, {}));
  const auto found = past.find(duplicate_bag(report, {}), 5);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].record, 1U);
}

}  // namespace
}  // namespace gw
