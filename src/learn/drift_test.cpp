#include "learn/drift.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gw {
namespace {

TEST(Drift, TheSampleIsAShareAndGrowsWithIt) {
  int tenth = 0, half = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string run = "run " + std::to_string(i);
    EXPECT_FALSE(audit_due(run, 0));
    EXPECT_TRUE(audit_due(run, 1));
    EXPECT_TRUE(!audit_due(run, 0.1) || audit_due(run, 0.5));
    EXPECT_EQ(audit_due(run, 0.1), audit_due(run, 0.1));
    tenth += audit_due(run, 0.1);
    half += audit_due(run, 0.5);
  }
  EXPECT_NEAR(tenth, 2000, 170);  // four standard deviations
  EXPECT_NEAR(half, 10'000, 285);
}

TEST(Drift, Words) {
  Drift drift{.promised = 0.05, .monitor = new_monitor(Audit::uniform, 0.05)};
  EXPECT_EQ(sentence(drift, Tongue::en), "No answer has been looked at yet; promised are at most 5 % wrong.");
  observe(drift.monitor, true);
  EXPECT_TRUE(sentence(drift, Tongue::en).starts_with("1 answer looked at by chance, 1 wrong (likely ")) << sentence(drift, Tongue::en);
  drift.alarm_at = 1'700'000'000'000;
  EXPECT_TRUE(sentence(drift, Tongue::zh).ends_with("警报：错误多于承诺。"));
  EXPECT_EQ(drift_json(drift).at("alarm_at"), "2023-11-14T22:13:20Z");
}

}  // namespace
}  // namespace gw
