#include "model/small/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "model/small/shuffle.h"
#include "model/small/tiny_models.h"

namespace gw {
namespace {

TEST(Softmax, ReachesTheOptimum) {
  // Two records, one feature each: by symmetry W = (w, -w) for each; the stationary point solves w = c (1 - p), p = 1 / (1 + exp(-2 w)).
  const std::vector<Sparse> records{{{0, 1}}, {{1, 1}}};
  const std::vector<std::uint32_t> labels{0, 1};
  const auto fitted = fit_softmax(records, labels, {}, 2, 2, {.strength = 2, .bias = 0, .rounds = 500, .gap = 1e-9});
  const double w = fitted.rows[0];
  EXPECT_NEAR(w, 2 * (1 - 1 / (1 + std::exp(-2 * w))), 1e-3);
  EXPECT_NEAR(fitted.rows[1], -w, 1e-5);
  EXPECT_NEAR(fitted.rows[3], w, 1e-3);
}

TEST(Softmax, AWeightIsAsGoodAsARepeatedRecord) {
  const std::vector<Sparse> twice{{{0, 1}}, {{0, 1}}, {{0, 1}}}, once{{{0, 1}}, {{0, 1}}};
  const std::vector<std::uint32_t> labels_twice{0, 0, 1}, labels_once{0, 1};
  const std::vector<float> weights{2, 1};
  const SoftmaxSettings settings{.strength = 1, .rounds = 500, .gap = 1e-9};
  const auto a = fit_softmax(twice, labels_twice, {}, 2, 1, settings), b = fit_softmax(once, labels_once, weights, 2, 1, settings);
  EXPECT_NEAR(a.rows[0], b.rows[0], 1e-3);
  EXPECT_GT(a.rows[0], 0);
}

TEST(Linear, RanksAndSaysWhy) {
  const Linear model = tiny::linear();
  const Bag bag{{"title", {"fire", "later"}, 1, true}};
  const auto ranked = model.rank(bag);
  EXPECT_EQ(ranked[0].label, "red");
  EXPECT_GT(ranked[0].probability, 0.8);
  EXPECT_NEAR(ranked[0].probability + ranked[1].probability, 1, 1e-6);
  const auto reasons = model.why(bag, "red", 2);
  EXPECT_EQ(reasons[0].feature, "title:fire");
  EXPECT_GT(reasons[0].weight, 0);
  EXPECT_LT(model.why(bag, "blue", 2)[0].weight, 0);
  EXPECT_TRUE(model.why(bag, "green", 2).empty());
}

TEST(Linear, TemperatureMakesProbabilitiesMeanWhatTheySay) {
  // The word names the label in three of four records; an unpenalised fit without calibration would be as sure as the noise it learned by heart.
  std::vector<Linear::Sample> samples;
  std::vector<int> draws(400);
  std::iota(draws.begin(), draws.end(), 0);
  Shuffle shuffle(7);
  shuffle(draws);
  for (int i = 0; i < 400; ++i) {
    const bool a = i % 2 == 0, kept = draws[static_cast<std::size_t>(i)] % 4 != 0;
    samples.push_back({{{"w", {a ? "x" : "y", "noise" + std::to_string(i)}}}, a == kept ? "x" : "y"});
  }
  const Linear sure = Linear::fit(samples, {.softmax = {.strength = 1000, .rounds = 300, .gap = 1e-4}, .vocabulary = {.fewest = 1}, .folds = 0});
  const Linear honest = Linear::fit(samples, {.softmax = {.strength = 1000, .rounds = 300, .gap = 1e-4}, .vocabulary = {.fewest = 1}, .folds = 5});
  EXPECT_EQ(sure.temperature(), 1);
  EXPECT_GT(honest.temperature(), 1);
  EXPECT_NEAR(honest.rank({{"w", {"x"}}})[0].probability, 0.75, 0.1);
}

TEST(Linear, OneLabelIsCertain) {
  EXPECT_DOUBLE_EQ(Linear::fit(std::vector<Linear::Sample>{{{{"w", {"a"}}}, "only"}}).rank({})[0].probability, 1);
  EXPECT_THROW(Linear::fit({}), Error);
  EXPECT_THROW(Linear::fit(std::vector<Linear::Sample>{{{{"w", {"a"}}}, "only", -1}}), Error);
}

TEST(Linear, IsTheSameWhenFittedAgainAndWhenRead) {
  const Linear model = tiny::linear();
  EXPECT_EQ(model.print(), tiny::linear().print());
  const Linear read = Linear::parse(model.print());
  EXPECT_EQ(read.print(), model.print());
  const Bag bag{{"title", {"fire", "wet"}, 1, true}};
  EXPECT_EQ(read.probabilities(bag), model.probabilities(bag));
}

TEST(Linear, RefusesDamage) {
  const std::string blob = tiny::linear().print();
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{20}, blob.size() - 1}) EXPECT_THROW(Linear::parse(blob.substr(0, size)), Error);
  std::string flipped = blob;
  flipped[blob.size() / 2] ^= 1;
  EXPECT_THROW(Linear::parse(flipped), Error);
  EXPECT_THROW(Linear::parse(tiny::blend(30).print()), Error);
}

}  // namespace
}  // namespace gw
