#include "model/small/choice.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gw {
namespace {

TEST(Choice, FindsTheShareOfTwo) {
  // One input tells the two apart; three of four times the first is chosen. Without a penalty the weight is ln 3.
  Choices choices(1);
  for (int i = 0; i < 400; ++i) choices.put(std::vector<float>{1, 0}, i % 4 == 0 ? 1 : 0);
  const Choice choice = Choice::fit(choices, 1e-9);
  EXPECT_NEAR(choice.weights()[0], std::log(3.0), 1e-4);
  EXPECT_NEAR(choice.probabilities(std::vector<float>{1, 0})[0], 0.75, 1e-4);
}

TEST(Choice, WhatDoesNotVaryHasNoWeightAndThePenaltyShrinks) {
  Choices choices(2);
  for (int i = 0; i < 40; ++i) choices.put(std::vector<float>{1, 5, 0, 5}, i % 4 == 0 ? 1 : 0);
  const Choice loose = Choice::fit(choices, 0.1), tight = Choice::fit(choices, 100);
  EXPECT_EQ(loose.weights()[1], 0);
  EXPECT_GT(loose.weights()[0], tight.weights()[0]);
  EXPECT_GT(tight.weights()[0], 0);
}

TEST(Choice, ForgetsTheOldest) {
  Choices choices(1);
  for (int i = 0; i < 20; ++i) choices.put(std::vector<float>{1, 0}, 1);
  for (int i = 0; i < 20; ++i) choices.put(std::vector<float>{1, 0, 0}, 0);
  choices.forget(20);
  EXPECT_EQ(choices.events.size(), 20U);
  EXPECT_EQ(choices.rows.size(), 60U);
  EXPECT_GT(Choice::fit(choices).weights()[0], 0);
}

}  // namespace
}  // namespace gw
