#include "model/small/features.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

TEST(Vocabulary, WeighsRareTermsMoreAndGivesUnitLength) {
  const std::vector<Bag> bags{{{"t", {"a", "b"}}}, {{"t", {"a", "c"}}}, {{"t", {"a"}}}};
  const auto words = Vocabulary::learn(bags, {});
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words.name(0), "t:a");
  EXPECT_FLOAT_EQ(words.rarity(0), 1);
  EXPECT_FLOAT_EQ(words.rarity(1), static_cast<float>(std::log(4.0 / 2) + 1));
  const Sparse x = words.of({{"t", {"b", "a", "never"}}});
  ASSERT_EQ(x.size(), 2U);
  EXPECT_NEAR(dot(x, x), 1, 1e-6);
  EXPECT_GT(x[1].value, x[0].value);
}

TEST(Vocabulary, FieldsArePrefixedPairsAreFeaturesAndRareOnesCanBeLeftOut) {
  const std::vector<Bag> bags{{{"t", {"a", "b"}, 1, true}, {"u", {"a"}}}, {{"t", {"a", "b"}, 1, true}}};
  const auto all = Vocabulary::learn(bags, {.rarity = false});
  EXPECT_EQ(all.size(), 4U);
  EXPECT_EQ(Vocabulary::learn(bags, {.fewest = 2}).size(), 3U);
  EXPECT_EQ(Vocabulary::learn(bags, {.most = 1}).name(0), "t:a");
  EXPECT_EQ(all.name(1), "t:a b");
}

TEST(Vocabulary, RefusesNamesTwiceAndRarityOutOfRange) {
  EXPECT_THROW(Vocabulary::make({"a", "a"}, {1, 1}), Error);
  EXPECT_THROW(Vocabulary::make({"a"}, {-1}), Error);
  EXPECT_THROW(Vocabulary::make({"a"}, {std::nanf("")}), Error);
  EXPECT_THROW(Vocabulary::make({"a"}, {}), Error);
}

}  // namespace
}  // namespace gw
