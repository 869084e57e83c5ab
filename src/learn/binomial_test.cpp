#include "learn/binomial.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "learn/peeking.h"

namespace gw {
namespace {

TEST(Binomial, TailsAreThoseOfTheWholeSum) {
  for (double p : {0.001, 0.03, 0.5, 0.97}) {
    double sum = 0;
    for (std::int64_t k = 0; k <= 60; ++k) {
      sum += std::exp(log_binomial(k, 60, p));
      EXPECT_NEAR(at_most(k, 60, p), sum, 1e-12) << k << " of 60 at " << p;
      EXPECT_NEAR(std::exp(log_at_least(k + 1, 60, p)), 1 - sum, 1e-12);
    }
  }
  EXPECT_NEAR(log_at_most(0, 100000, 0.5), 100000 * std::log(0.5), 1e-6);  // far below the smallest double
  EXPECT_EQ(at_most(3, 3, 0.2), 1);
  EXPECT_EQ(at_most(-1, 3, 0.2), 0);
  EXPECT_EQ(at_most(2, 3, 1), 0);
  EXPECT_EQ(at_most(0, 3, 0), 1);
}

TEST(Binomial, UpperBoundAfterZeroErrors) {
  const struct { std::int64_t n; double bound, within; } rows[] = {{50, 0.058, 5e-4}, {100, 0.0295, 5e-5}, {200, 0.0149, 5e-5}, {300, 0.0099, 1e-4},
                                                                   {500, 0.0060, 5e-5}, {1000, 0.0030, 5e-5}, {2000, 0.0015, 5e-5}};
  for (const auto& row : rows) {
    EXPECT_NEAR(rate_most(0, row.n, 0.05), row.bound, row.within) << row.n;
    EXPECT_NEAR(rate_most(0, row.n, 0.05), 1 - std::pow(0.05, 1.0 / static_cast<double>(row.n)), 1e-12);
  }
}

TEST(Binomial, AnswersNeeded) {
  constexpr std::int64_t wrong[] = {0, 1, 2, 3, 5, 10};
  const struct { double delta, rate; std::int64_t n[6]; } rows[] = {
      {0.05, 0.05, {59, 93, 124, 153, 208, 336}},        {0.05, 0.02, {149, 236, 313, 386, 523, 845}},          {0.05, 0.01, {299, 473, 628, 773, 1049, 1693}},
      {0.05, 0.005, {598, 947, 1258, 1549, 2100, 3389}}, {0.05, 0.001, {2995, 4742, 6294, 7752, 10511, 16959}}, {0.01, 0.01, {459, 662, 838, 1001, 1307, 2010}}};
  for (const auto& row : rows)
    for (int i = 0; i < 6; ++i) {
      EXPECT_EQ(answers_needed(wrong[i], row.rate, row.delta), row.n[i]) << wrong[i] << " wrong at " << row.rate;
      EXPECT_EQ(wrong_most(row.n[i], row.rate, row.delta), wrong[i]);
      EXPECT_EQ(wrong_most(row.n[i] - 1, row.rate, row.delta), wrong[i] - 1);
    }
  EXPECT_EQ(wrong_most(0, 0.01, 0.05), -1);
}

TEST(Binomial, ChanceToPass) {
  const struct { double truth; std::int64_t n; double chance; } rows[] = {{0.001, 299, 0.74}, {0.001, 473, 0.92}, {0.001, 628, 0.97}, {0.002, 773, 0.93}, {0.003, 1049, 0.90}, {0.005, 1693, 0.77}};
  for (const auto& row : rows) EXPECT_NEAR(chance_to_pass(row.n, row.truth, 0.01, 0.05), row.chance, 0.006) << row.n;
}

TEST(Binomial, LabelsNeededWithPeeking) {
  const struct { std::int64_t wrong, labels; } rows[] = {{0, 449}, {1, 683}, {2, 882}, {3, 1065}, {5, 1404}};
  for (const auto& row : rows) EXPECT_EQ(labels_needed(row.wrong, 0.01, 0.05), row.labels) << row.wrong;
  EXPECT_NEAR(log_e_value(0, 0, 0.01), 0, 1e-12);
  // One right answer: the mean of (1 - p)/(1 - rate) over p in 0..rate.
  EXPECT_NEAR(std::exp(log_e_value(0, 1, 0.2)), (1 - 0.1) / 0.8, 1e-12);
  EXPECT_NEAR(std::exp(log_e_value(1, 1, 0.2)), 0.5, 1e-12);
}

TEST(Binomial, IntervalsForPeople) {
  const Interval one = wilson(1, 10);  // Brown, Cai, DasGupta, Statist. Sci. 16 (2001): the formula by hand
  EXPECT_NEAR(one.low, 0.01788, 1e-4);
  EXPECT_NEAR(one.high, 0.40415, 1e-4);
  EXPECT_EQ(wilson(0, 0).high, 1);
  const Interval exact = exact_interval(1, 10, 0.05);
  EXPECT_NEAR(exact.low, 0.00253, 1e-5);
  EXPECT_NEAR(exact.high, 0.44502, 1e-5);
  EXPECT_EQ(rate_most(7, 7, 0.05), 1);
  EXPECT_EQ(rate_most(0, 0, 0.05), 1);
  EXPECT_EQ(rate_least(0, 7, 0.05), 0);
}

RC_GTEST_PROP(Binomial, BoundsRiseWithTheWrongAndFallWithTheAnswers, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 3000);
  const auto k = *rc::gen::inRange<std::int64_t>(0, n);
  const double delta = *rc::gen::element(0.001, 0.01, 0.05, 0.3);
  RC_ASSERT(rate_most(k, n, delta) < rate_most(k + 1, n, delta));
  RC_ASSERT(rate_most(k, n + 1, delta) < rate_most(k, n, delta));
  RC_ASSERT(rate_least(k, n, delta) <= static_cast<double>(k) / static_cast<double>(n));
  RC_ASSERT(rate_most(k, n, delta) >= static_cast<double>(k) / static_cast<double>(n));
}

// The bound and the test are two sides of one thing.
RC_GTEST_PROP(Binomial, BoundAndTailAgree, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 3000);
  const auto k = *rc::gen::inRange<std::int64_t>(0, n);
  const double delta = *rc::gen::element(0.001, 0.01, 0.05, 0.3);
  RC_ASSERT(std::abs(at_most(k, n, rate_most(k, n, delta)) / delta - 1) < 1e-8);
  if (k > 0) RC_ASSERT(std::abs(std::exp(log_at_least(k, n, rate_least(k, n, delta))) / delta - 1) < 1e-8);
}

// Coverage, summed exactly: over all k that may come, the bound lies below the truth with chance at most delta.
RC_GTEST_PROP(Binomial, TheTruthIsCovered, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 200);
  const double truth = *rc::gen::element(0.003, 0.01, 0.04, 0.2, 0.6), delta = *rc::gen::element(0.01, 0.05, 0.2);
  double missed = 0;
  for (std::int64_t k = 0; k <= n; ++k)
    if (rate_most(k, n, delta) < truth) missed += std::exp(log_binomial(k, n, truth));
  RC_ASSERT(missed <= delta + 1e-9);
}

}  // namespace
}  // namespace gw
