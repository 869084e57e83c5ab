// Dates as people write them, in Chinese and English text, as days of the calendar.
//
//   2026-01-02   2026/1/2   2026.1.2   20260102   2026年1月2日   二〇二六年一月二日   2026-01-02T09:30:00Z   2 January 2026   Jan. 2nd, 2026   2.1.2026
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

using Day = std::chrono::sys_days;

/// The day that the text is, and nothing else; none when it is no date of the years 1 to 9999, or could be two (1/2/2026 is in January here, in February
/// there; 25/12/2026 is read).
std::optional<Day> read_date(std::string_view text);

std::string iso_date(Day day);  ///< "2026-01-02"

/// Full years from one day to another, as people count ages; negative when `to` is earlier.
int years_between(Day from, Day to);
/// The same day so many months on; the month's last day when it has no such day. None beyond the years 1 to 9999.
std::optional<Day> months_after(Day day, std::int64_t months);
std::optional<Day> days_after(Day day, std::int64_t days);

}  // namespace gw
