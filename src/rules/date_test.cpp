#include "rules/date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace gw {
namespace {

std::string read(std::string_view text) {
  const auto day = read_date(text);
  return day ? iso_date(*day) : "";
}

TEST(Date, IsReadWhenItCanBeOnlyOne) {
  for (const char* text : {"2026-01-02", "2026/1/2", "2026.1.2", "20260102", "2026年1月2日", "2026 年 1 月 2 号", "二〇二六年一月二日", "２０２６年１月２日", "2026-01-02T09:30:00Z", "2026-01-02 09:30",
                           "2 January 2026", "January 2, 2026", "Jan. 2nd, 2026", "2nd of January 2026", "2-Jan-2026", "2.1.2026", "02.01.2026", " 2026-01-02 "})
    EXPECT_EQ(read(text), "2026-01-02") << text;
  EXPECT_EQ(read("25/12/2026"), "2026-12-25");
  EXPECT_EQ(read("12/25/2026"), "2026-12-25");
  EXPECT_EQ(read("二〇二六年十二月三十一日"), "2026-12-31");
  EXPECT_EQ(read("2024-02-29"), "2024-02-29");
  for (const char* text : {"", "1/2/2026", "2026-02-29", "2026-13-01", "2026-00-01", "soon", "2026", "2026-01", "01-02", "2026-01-02 and more", "Marchember 3, 2026", "0000-01-01", "99999999999", "2026年一月"})
    EXPECT_EQ(read(text), "") << text;
}

TEST(Date, CountsYearsAndMonthsAsPeopleDo) {
  const auto years = [](const char* a, const char* b) { return years_between(*read_date(a), *read_date(b)); };
  EXPECT_EQ(years("2000-05-02", "2026-05-01"), 25);
  EXPECT_EQ(years("2000-05-02", "2026-05-02"), 26);
  EXPECT_EQ(years("2026-05-02", "2000-05-02"), -26);
  EXPECT_EQ(iso_date(*months_after(*read_date("2026-08-31"), 6)), "2027-02-28");
  EXPECT_EQ(iso_date(*months_after(*read_date("2026-03-31"), -1)), "2026-02-28");
  EXPECT_FALSE(months_after(*read_date("9999-12-01"), 1));
  EXPECT_FALSE(days_after(*read_date("0001-01-01"), -1));
}

TEST(Date, IsReadBack) {
  rc::check("a day written as ISO or in Chinese is the day", [] {
    const Day day{std::chrono::days(*rc::gen::inRange(-700'000, 2'900'000))};
    const std::chrono::year_month_day date(day);
    RC_PRE(date.year() >= std::chrono::year(1000) && date.year() <= std::chrono::year(9999));
    const std::string iso = iso_date(day);
    RC_ASSERT(read_date(iso) == day);
    RC_ASSERT(read_date(iso.substr(0, 4) + "年" + iso.substr(5, 2) + "月" + iso.substr(8) + "日") == day);
  });
}

}  // namespace
}  // namespace gw
