#include "learn/paired.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>

#include "base/error.h"

namespace gw {
namespace {

double share(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

// `gained` cases turn right, `lost` turn wrong, the others stay right.
std::pair<std::vector<double>, std::vector<double>> versions(int cases, int gained, int lost) {
  std::vector<double> before(static_cast<std::size_t>(cases), 1), after = before;
  for (int i = 0; i < gained; ++i) before[static_cast<std::size_t>(i * 7)] = 0;
  for (int i = 0; i < lost; ++i) after[static_cast<std::size_t>(i * 7 + 3)] = 0;
  return {before, after};
}

TEST(Paired, McNemarByHand) {
  const struct { int gained, lost; double p, mid_p; } rows[] = {{0, 0, 1, 1}, {1, 0, 1, 0.5}, {5, 0, 0.0625, 0.03125}, {8, 2, 112.0 / 1024, 67.0 / 1024}, {3, 3, 1, 1}, {0, 6, 0.03125, 0.015625}};
  for (const auto& row : rows) {
    EXPECT_NEAR(mcnemar(row.gained, row.lost).p, row.p, 1e-12) << row.gained << ":" << row.lost;
    EXPECT_NEAR(mcnemar(row.gained, row.lost).mid_p, row.mid_p, 1e-12) << row.gained << ":" << row.lost;
  }
}

TEST(Paired, TheSameSeedTheSameInterval) {
  const auto [before, after] = versions(200, 12, 4);
  const Difference a = bootstrap(before, after, 7), b = bootstrap(before, after, 7);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_NEAR(a.mean, 0.04, 1e-12);
  EXPECT_NEAR(a.low, 0.04 - 1.96 * std::sqrt((16 - 8.0 * 8 / 200) / 200 / 200), 0.01);
  EXPECT_TRUE(a.low < a.mean && a.mean < a.high);
}

TEST(Paired, Standing) {
  const struct { int cases, gained, lost; double margin; Standing standing; } rows[] = {
      {100, 8, 1, 0.02, Standing::better}, {100, 1, 8, 0.02, Standing::below},     {100, 0, 0, 0.02, Standing::unproven}, {250, 0, 0, 0.02, Standing::not_below},
      {3, 0, 0, 0.1, Standing::unproven},  {1000, 5, 4, 0.03, Standing::not_below}, {0, 0, 0, 0.02, Standing::unproven},   {60, 3, 3, 0.05, Standing::unproven}};
  for (const auto& row : rows) {
    const auto [before, after] = versions(row.cases, row.gained, row.lost);
    const Comparison c = compare(before, after, row.margin, 1);
    EXPECT_EQ(name_of(c.standing), name_of(row.standing)) << row.cases << " " << row.gained << ":" << row.lost << " least " << c.least;
    EXPECT_FALSE(sentence(c, Tongue::en).empty());
    EXPECT_FALSE(sentence(c, Tongue::zh).empty());
  }
  EXPECT_THROW(compare(std::vector<double>{1}, std::vector<double>{1, 1}, 0.02, 1), Error);
}

TEST(Paired, SaysWhatItMeans) {
  const auto [before, after] = versions(250, 0, 0);
  EXPECT_EQ(sentence(compare(before, after, 0.02, 1), Tongue::en), "250 cases: score 1.000 -> 1.000, 0 better, 0 worse. At 95 %, the new version is at most 2 points lower.");
}

// A version that is worse by exactly the margin passes as "not below" in at most 5 % of the runs; one that is as good passes often.
TEST(Paired, NotBelowMeansIt) {
  std::mt19937_64 random(5);
  int passed_worse = 0, passed_equal = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<double> before, worse, equal;
    for (int i = 0; i < 600; ++i) {
      const double luck = share(random);
      before.push_back(luck < 0.02 ? 0 : 1);
      worse.push_back(luck >= 0.02 && luck < 0.07 ? 0 : 1);   // 2 % gained, 5 % lost
      equal.push_back(luck >= 0.02 && luck < 0.04 ? 0 : 1);   // 2 % gained, 2 % lost
    }
    const auto holds = [&](const std::vector<double>& after) {
      const Standing s = compare(before, after, 0.03, 1).standing;
      return s == Standing::not_below || s == Standing::better;
    };
    passed_worse += holds(worse);
    passed_equal += holds(equal);
  }
  EXPECT_LE(passed_worse, 26);
  EXPECT_GE(passed_equal, 200);
}

TEST(Paired, TheMeanIsAtLeastWhatIsSaid) {
  EXPECT_EQ(mean_least({}, 0.05), 0);
  std::mt19937_64 random(6);
  const struct { double truth; int n; } rows[] = {{0.5, 20}, {0.97, 100}, {0.1, 50}};
  for (const auto& row : rows) {
    int missed = 0;
    for (int run = 0; run < 400; ++run) {
      std::vector<double> values;
      for (int i = 0; i < row.n; ++i) values.push_back(share(random) < row.truth ? 1 : 0);
      missed += mean_least(values, 0.05) > row.truth;
    }
    EXPECT_LE(missed, 33) << row.truth;
  }
}

RC_GTEST_PROP(Paired, SwappingTheVersionsTurnsTheResult, (std::uint64_t seed)) {
  std::mt19937_64 random(seed);
  std::vector<double> a, b;
  for (std::size_t i = 0, n = 1 + random() % 80; i < n; ++i) { a.push_back(share(random) < 0.5); b.push_back(share(random)); }
  const McNemar there = sign_test(a, b), back = sign_test(b, a);
  RC_ASSERT(there.gained == back.lost && there.lost == back.gained);
  RC_ASSERT(std::abs(there.p - back.p) < 1e-12 && there.mid_p <= there.p);
  const Standing s = compare(a, b, 0.02, seed).standing, t = compare(b, a, 0.02, seed).standing;
  RC_ASSERT((s == Standing::better) == (t == Standing::below));
}

TEST(Stability, Counts) {
  const Stability s = stability({{1, 0, 1, 0.5}, {1, 1, 1, 0.5}, {1, 0, 1, 0.5}});
  EXPECT_DOUBLE_EQ(s.steady, 0.75);
  EXPECT_EQ(s.unsteady, std::vector<std::size_t>{1});
  EXPECT_DOUBLE_EQ(s.least, 0.625);
  EXPECT_DOUBLE_EQ(s.most, 0.875);
  EXPECT_NEAR(s.spread, 0.25 / std::sqrt(3), 1e-12);
  EXPECT_DOUBLE_EQ(stability({}).steady, 1);
  EXPECT_DOUBLE_EQ(stability({{1, 0}}).spread, 0);
}

}  // namespace
}  // namespace gw
