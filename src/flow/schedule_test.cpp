#include "flow/schedule.h"

#include <gtest/gtest.h>

#include "flow/duration.h"

namespace gw {
namespace {

// Whether the schedule holds at this minute of 2026 (1 June is a Monday).
bool holds(std::string_view schedule, int month, int day, int hour, int minute, int weekday) {
  std::tm local{};
  local.tm_mon = month - 1;
  local.tm_mday = day;
  local.tm_hour = hour;
  local.tm_min = minute;
  local.tm_wday = weekday;
  return read_schedule(schedule)->holds(local);
}

TEST(Schedule, HoldsAsCronWould) {
  EXPECT_TRUE(holds("0 7 * * 1-5", 6, 1, 7, 0, 1));
  EXPECT_FALSE(holds("0 7 * * 1-5", 6, 1, 7, 1, 1));
  EXPECT_FALSE(holds("0 7 * * 1-5", 6, 7, 7, 0, 0));
  EXPECT_TRUE(holds("*/15 7-19 * jan,JUN mon", 6, 1, 19, 45, 1));
  EXPECT_TRUE(holds("0 0 1 * 7", 6, 7, 0, 0, 0));   // Sunday as 7, and day or weekday when both are given
  EXPECT_TRUE(holds("0 0 1 * 7", 6, 1, 0, 0, 1));
  EXPECT_FALSE(holds("0 0 1 * 7", 6, 2, 0, 0, 2));
}

TEST(Schedule, SaysWhichFieldIsWrong) {
  for (const char* text : {"", "0 7 * *", "0 7 * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "a * * * *", "-1 * * * *", "1, * * * *"}) {
    std::string fault;
    EXPECT_FALSE(read_schedule(text, &fault)) << text;
    EXPECT_NE(fault, "") << text;
  }
}

TEST(Duration, IsANumberAndAUnit) {
  EXPECT_EQ(read_duration("500ms"), Duration(500));
  EXPECT_EQ(read_duration("30s"), Duration(30'000));
  EXPECT_EQ(read_duration("3d"), Duration(3 * 86'400'000LL));
  for (const char* text : {"", "30", "s", "-1s", "1.5s", "30 s", "30sec", "999999999999d", "+1s"}) EXPECT_FALSE(read_duration(text)) << text;
}

}  // namespace
}  // namespace gw
