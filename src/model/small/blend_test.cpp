#include "model/small/blend.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "model/small/tiny_models.h"

namespace gw {
namespace {

TEST(Fading, HalvesAndSmooths) {
  Fading counts(10);
  counts.add("core", 1, 0);
  counts.add("core", 1, 10 * 86400);
  EXPECT_NEAR(counts.at("core", 1, 10 * 86400), 1.5, 1e-9);
  EXPECT_NEAR(counts.at("core", 1, 20 * 86400), 0.75, 1e-9);
  EXPECT_EQ(counts.at("core", 2, 0), 0);
  const auto shares = counts.log_shares("docs", std::vector<std::uint32_t>{1, 2}, 0, 0.1);
  EXPECT_NEAR(shares[0], std::log(0.5), 1e-9);
}

TEST(Blend, ProposesWhoDoesSuchThings) {
  const Blend blend = tiny::blend();
  const auto proposed = blend.propose(tiny::taken(95, "", "core/net", {"socket", "hangs"}), 2);
  ASSERT_EQ(proposed.size(), 2U);
  EXPECT_EQ(proposed[0].person, "bob");
  EXPECT_GT(proposed[0].probability, 0.8);
  ASSERT_FALSE(proposed[0].alike.empty());
  EXPECT_EQ(blend.record(proposed[0].alike[0].record).person, "bob");
  EXPECT_GT(proposed[0].at_place, 5);
  EXPECT_GE(proposed[0].parts[0].weight, proposed[0].parts.back().weight);
}

TEST(Blend, AStrangerIsNoCandidateWhereOthersHaveAHistory) {
  for (const auto& one : tiny::blend().propose(tiny::taken(95, "", "docs", {"typo"}), 10)) EXPECT_NE(one.person, "dee");
}

TEST(Blend, KnowsNobodyThenAnybody) {
  Blend blend;
  EXPECT_TRUE(blend.propose(tiny::taken(0, "", "", {"a"}), 3).empty());
  blend.learn(tiny::taken(0, "ann", "", {"a"}));
  EXPECT_EQ(blend.propose(tiny::taken(1, "", "", {"a"}), 3)[0].person, "ann");
}

// What is proposed for a record does not depend on what came after it.
TEST(Blend, DoesNotLookAhead) {
  Blend early({.fewest = 3, .warm_up = 20});
  for (int i = 0; i < 60; ++i) early.learn(tiny::taken(i, i % 2 == 0 ? "ann" : "bob", "core", {i % 2 == 0 ? "disk" : "net", "w" + std::to_string(i % 7)}));
  const Waiting next = tiny::taken(60, "", "core", {"disk", "w3"});
  const auto before = early.propose(next, 2);
  Blend late = early;
  late.learn(tiny::taken(60, "bob", "core", {"disk", "w3"}));
  EXPECT_EQ(early.propose(next, 2)[0].probability, before[0].probability);
  EXPECT_LT(late.propose(next, 2)[0].probability, before[0].probability);
}

TEST(Blend, IsTheSameWhenLearnedAgainAndWhenRead) {
  const Blend blend = tiny::blend();
  EXPECT_EQ(blend.print(), tiny::blend().print());
  const Blend read = Blend::parse(blend.print(), {.fewest = 3, .neighbours = 10});
  EXPECT_EQ(read.print(), blend.print());
  const Waiting waiting = tiny::taken(95, "", "core/disk", {"disk", "slow"});
  EXPECT_EQ(read.propose(waiting, 3)[0].probability, blend.propose(waiting, 3)[0].probability);
  EXPECT_THROW(Blend::parse("blend 1\n"), Error);
}

}  // namespace
}  // namespace gw
