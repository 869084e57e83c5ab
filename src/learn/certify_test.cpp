#include "learn/certify.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "base/error.h"
#include "learn/binomial.h"

namespace gw {
namespace {

double share(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

// Score s is wrong with chance 4 * mean * (1 - s)^3: the surest share t of the answers is wrong at a rate of mean * t^3.
std::vector<Judged> draw(std::mt19937_64& random, double mean, std::size_t n, std::string stratum = "") {
  std::vector<Judged> out;
  for (std::size_t i = 0; i < n; ++i) {
    const double v = share(random);
    out.push_back({.score = 1 - v, .wrong = share(random) < 4 * mean * v * v * v, .stratum = stratum});
  }
  return out;
}

std::vector<Judged> flawless(std::size_t n) {
  std::vector<Judged> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back({.score = static_cast<double>(i + 1) / static_cast<double>(n)});
  return out;
}

TEST(Certify, SharesOfDelta) {
  EXPECT_DOUBLE_EQ(delta_of_stratum({}, 1), 0.05);
  EXPECT_DOUBLE_EQ(delta_of_stratum({}, 2), 0.025);
  EXPECT_DOUBLE_EQ(delta_of_stratum({.tiers = 3}, 1), 0.05 / 3);
  const struct { int attempt; std::int64_t answers; } rows[] = {{1, 348}, {2, 486}, {3, 567}, {5, 668}, {10, 806}, {20, 944}};
  for (const auto& row : rows) EXPECT_EQ(answers_needed({.wrong_most = 0.01, .attempt = row.attempt}, 1, 0), row.answers) << row.attempt;
  EXPECT_EQ(answers_needed({.wrong_most = 0.01, .tiers = 3}, 1, 0), 408);
  double all = 0;
  for (int k = 1; k < 100000; ++k) all += delta_of_stratum({.attempt = k}, 1);
  EXPECT_LE(all, 0.05);
}

TEST(Certify, CorrectionsCostAnswers) {
  EXPECT_DOUBLE_EQ(design_effect(5, 0.3), 2.2);
  EXPECT_EQ(answers_needed({.wrong_most = 0.01, .design_effect = 2.2}, 1, 0), static_cast<std::int64_t>(std::ceil(299 * 2.2)));
  EXPECT_EQ(answers_needed({.wrong_most = 0.01, .missed = 0.5}, 1, 0), 598);
}

TEST(Certify, JustEnoughAnswersWithoutAnError) {
  for (std::size_t n : {298u, 299u}) {
    const Certificate c = certify(flawless(400), flawless(n), {.wrong_most = 0.01});
    EXPECT_EQ(c.strata[0].threshold.has_value(), n == 299);
  }
}

TEST(Certify, ShipsTheLastThatPassed) {
  // Wrong answers only below 0.5, so many that no threshold below passes.
  auto open = flawless(1000), sealed = flawless(2000);
  for (auto* cases : {&open, &sealed})
    for (Judged& one : *cases) one.wrong = one.score <= 0.5;
  const Certificate c = certify(open, sealed, {.wrong_most = 0.02});
  ASSERT_TRUE(c.strata[0].threshold);
  EXPECT_NEAR(*c.strata[0].threshold, 0.5, 0.01);
  EXPECT_LE(c.strata[0].wrong, wrong_most(c.strata[0].answered, 0.02, 0.05));
  EXPECT_GT(c.strata[0].tested, 1);
}

TEST(Certify, FailsClosed) {
  std::mt19937_64 random(3);
  EXPECT_FALSE(certify(draw(random, 0.2, 500), draw(random, 0.2, 100), {.wrong_most = 0.01}).strata[0].threshold);
  EXPECT_FALSE(certify(flawless(500), {}, {}).strata[0].threshold);
  EXPECT_FALSE(certify({}, flawless(500), {}).strata[0].threshold);
  EXPECT_TRUE(certify({}, {}, {}).strata.empty());
  const Judged nothing{.score = -std::numeric_limits<double>::infinity(), .wrong = true};
  EXPECT_FALSE(certify(std::vector<Judged>(500, nothing), std::vector<Judged>(500, nothing), {}).strata[0].threshold);
  auto lame = flawless(500);
  for (std::size_t i = 0; i < 250; ++i) lame[i].score = std::nan("");
  EXPECT_LE(certify(lame, lame, {}).strata[0].answered, 250);
  EXPECT_THROW(certify({}, {}, {.wrong_most = 0}), Error);
  EXPECT_THROW(certify({}, {}, {.missed = 1}), Error);
  EXPECT_THROW(certify({}, {}, {.design_effect = 0.5}), Error);
}

TEST(Certify, EachStratumAlone) {
  std::mt19937_64 random(4);
  auto open = draw(random, 0.002, 1000, "en"), sealed = draw(random, 0.002, 1000, "en");
  for (auto* cases : {&open, &sealed})
    for (int i = 0; i < 1000; ++i) cases->push_back({.score = share(random), .wrong = i % 10 == 0, .stratum = "zh"});  // the score says nothing
  const Certificate c = certify(open, sealed, {.wrong_most = 0.02});
  ASSERT_EQ(c.strata.size(), 2u);
  EXPECT_TRUE(threshold_of(c, "en"));
  EXPECT_FALSE(threshold_of(c, "zh"));
  EXPECT_FALSE(threshold_of(c, "de"));
}

TEST(Certify, StricterTiersAnswerLess) {
  std::mt19937_64 random(5);
  const auto tiers = certify_tiers(draw(random, 0.05, 3000), draw(random, 0.05, 6000), {});
  ASSERT_EQ(tiers.size(), 3u);
  for (const Certificate& c : tiers) ASSERT_TRUE(c.strata[0].threshold);
  EXPECT_GT(tiers[0].strata[0].threshold, tiers[1].strata[0].threshold);
  EXPECT_GT(tiers[1].strata[0].threshold, tiers[2].strata[0].threshold);
}

TEST(Certify, GridIsStrictestFirst) {
  EXPECT_EQ(threshold_grid(flawless(20)).size(), 20u);
  EXPECT_DOUBLE_EQ(threshold_grid(flawless(20)).front(), 1);
  EXPECT_EQ(threshold_grid(std::vector<Judged>(50, Judged{.score = 0.7})), std::vector<double>{0.7});
}

TEST(Certify, OneOfEachCluster) {
  std::vector<Judged> cases;
  for (int i = 0; i < 30; ++i) cases.push_back({.score = static_cast<double>(i), .cluster = i < 10 ? "" : i % 2 == 0 ? "even" : "odd"});
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const auto kept = one_of_each_cluster(cases, seed);
    ASSERT_EQ(kept.size(), 12u);
    sum += kept[10].score;
  }
  EXPECT_NEAR(sum / 2000, 19, 0.5);  // the mean of 10, 12, ... 28
}

// The heart: a certificate is broken by the truth less often than delta, here with 400 seeded runs.
TEST(Certify, TheTruthKeepsThePromise) {
  std::mt19937_64 random(6);
  const struct { double mean, limit; std::size_t n; int least, most; } rows[] = {{0.075, 0.05, 1000, 380, 400}, {0.075, 0.02, 1500, 260, 330}, {0.025, 0.02, 1000, 250, 320}, {0.075, 0.01, 600, 0, 10}};
  for (const auto& row : rows) {
    int certified = 0, broken = 0;
    for (int run = 0; run < 400; ++run) {
      const auto open = draw(random, row.mean, row.n / 3), sealed = draw(random, row.mean, row.n - row.n / 3);
      const auto threshold = certify(open, sealed, {.wrong_most = row.limit}).strata[0].threshold;
      certified += threshold.has_value();
      broken += threshold && row.mean * std::pow(1 - *threshold, 3) > row.limit;
    }
    EXPECT_GE(certified, row.least) << row.mean << " " << row.limit;
    EXPECT_LE(certified, row.most) << row.mean << " " << row.limit;
    EXPECT_LE(broken, 20 + 13);  // 5 % of 400, and three standard deviations
  }
}

RC_GTEST_PROP(Certify, WhatIsShippedPasses, (std::uint64_t seed)) {
  std::mt19937_64 random(seed);
  const double mean = 0.001 + 0.1 * share(random);
  const Terms terms{.wrong_most = 0.03, .attempt = static_cast<int>(random() % 3), .missed = 0.2 * share(random), .design_effect = 1 + share(random)};
  const auto open = draw(random, mean, 100 + random() % 300), sealed = draw(random, mean, 100 + random() % 900);
  const Certificate c = certify(open, sealed, terms);
  const Stratum& s = c.strata[0];
  RC_ASSERT(s.wrong <= s.answered && s.answered <= s.cases);
  if (!s.threshold) return;
  std::int64_t answered = 0, wrong = 0;
  for (const Judged& one : sealed)
    if (one.score >= *s.threshold) { ++answered; wrong += one.wrong; }
  RC_ASSERT(answered == s.answered && wrong == s.wrong);
  RC_ASSERT(answered + 3 >= answers_needed(terms, 1, wrong));  // rounding of the design effect
  RC_ASSERT(rate_most(wrong, answered, delta_of_stratum(terms, 1)) <= 0.03 * (1 - terms.missed) + 1e-12);
}

}  // namespace
}  // namespace gw
