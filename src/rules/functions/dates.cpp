#include <array>

#include "rules/date.h"
#include "rules/functions/functions.h"

namespace gw {
namespace {

// The day that a value is; none for null and for what is no date.
std::optional<Day> day(const Arguments& a, std::size_t i) { return a[i].is_null() ? std::nullopt : read_date(a.text(i)); }

json::value written(std::optional<Day> day) { return day ? json::value(iso_date(*day)) : json::value(nullptr); }

json::value date(const Arguments& a) { return written(day(a, 0)); }

json::value days(const Arguments& a) {
  const auto from = day(a, 0), to = day(a, 1);
  if (!from || !to) return nullptr;
  return static_cast<std::int64_t>((*to - *from).count());
}
json::value years(const Arguments& a) {
  const auto from = day(a, 0), to = day(a, 1);
  if (!from || !to) return nullptr;
  return years_between(*from, *to);
}
json::value add_days(const Arguments& a) {
  const std::int64_t count = a.whole(1);
  const auto from = day(a, 0);
  return written(from ? days_after(*from, count) : from);
}
json::value add_months(const Arguments& a) {
  const std::int64_t count = a.whole(1);
  const auto from = day(a, 0);
  return written(from ? months_after(*from, count) : from);
}

constexpr auto rows = std::to_array<FunctionKind>({
    {"date", "the date that a text is, as 2026-01-02, so that dates compare with < and ==; null when it is none", R"(date("2026年1月2日") -> "2026-01-02")", 1, 1, date},
    {"days", "the days from one date to another; null when one is no date", R"(days("2026-01-30", "2026/2/2") -> 3)", 2, 2, days},
    {"years", "the full years from one date to another, as ages are counted", R"(years("2000-05-02", "2026-05-01") -> 25)", 2, 2, years},
    {"add_days", "the date so many days later", R"(add_days("2026-02-27", 2) -> "2026-03-01")", 2, 2, add_days},
    {"add_months", "the date so many months later; the month's last day when it is shorter", R"(add_months("2026-01-31", 1) -> "2026-02-28")", 2, 2, add_months},
});

}  // namespace

std::span<const FunctionKind> date_functions() { return rows; }

}  // namespace gw
