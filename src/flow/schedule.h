// When a trigger starts runs by itself: the five fields of cron (minute, hour, day, month, weekday), in the machine's local time.
//
//   "0 7 * * 1-5"   at seven on working days        "*/15 * * * *"   every quarter of an hour
#pragma once
#include <bitset>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

struct Schedule {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;      ///< 1..31
  std::bitset<13> months;    ///< 1..12
  std::bitset<7> weekdays;   ///< 0 is Sunday; 7 is read as 0
  bool any_day = false, any_weekday = false;  ///< the field is *; when neither is, either is enough, as in cron

  bool holds(const std::tm& local) const;  ///< whether the minute of this time is one of it
};

/// Numbers, ranges, lists, steps and three-letter names of months and days. When it cannot be read: nullopt, and in `fault` which field and why.
std::optional<Schedule> read_schedule(std::string_view text, std::string* fault = nullptr);

}  // namespace gw
