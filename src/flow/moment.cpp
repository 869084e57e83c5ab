#include "flow/moment.h"

#include "base/text.h"
#include "rules/date.h"

namespace gw {
namespace {

constexpr std::int64_t day_seconds = 86'400, milliseconds_from = 100'000'000'000;  // seconds so high are in the year 5138

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' || text[at + 1] > '9') return std::nullopt;
  return (text[at] - '0') * 10 + text[at + 1] - '0';
}

// "22:54", "22:54:01", "22:54:01.123Z", "22:54:01+08:00" as seconds of the day, the zone taken off.
std::optional<std::int64_t> seconds_of_day(std::string_view text) {
  const auto hour = two_digits(text, 0), minute = two_digits(text, 3);
  if (!hour || !minute || text[2] != ':' || *hour > 24 || *minute > 59) return std::nullopt;
  std::int64_t out = *hour * 3600 + *minute * 60;
  std::size_t at = 5;
  if (at < text.size() && text[at] == ':') {
    const auto second = two_digits(text, 6);
    if (!second) return std::nullopt;
    out += *second;
    at = 8;
    if (at < text.size() && (text[at] == '.' || text[at] == ','))
      for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
  }
  const std::string_view zone = trim(text.substr(at));
  if (zone.empty() || zone == "Z" || zone == "z") return out;
  const auto hours = two_digits(zone, 1), minutes = zone.size() > 3 ? two_digits(zone, zone[3] == ':' ? 4 : 3) : std::optional(0);
  if ((zone[0] != '+' && zone[0] != '-') || !hours || !minutes) return std::nullopt;
  return out - (zone[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

}  // namespace

std::optional<std::int64_t> moment_of(std::string_view text) {
  text = trim(text);
  if (text.size() > 60) return std::nullopt;
  if (const auto day = read_date(text)) {
    const std::int64_t start = day->time_since_epoch().count() * day_seconds;
    // A date with a time behind it: read_date says the day alone.
    const auto apart = text.find_first_of("T ");
    const auto time = apart == text.npos ? std::nullopt : seconds_of_day(text.substr(apart + 1));
    return start + time.value_or(0);
  }
  const auto apart = text.find(' ');
  if (apart != text.npos)
    if (const auto day = read_date(text.substr(0, apart)))
      if (const auto time = seconds_of_day(trim(text.substr(apart + 1)))) return day->time_since_epoch().count() * day_seconds + *time;
  if (text.size() < 9 || text.size() > 13) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number >= milliseconds_from ? number / 1000 : number;
}

std::optional<std::int64_t> moment_of(const json::value& value) {
  if (value.is_string()) return moment_of(std::string_view(value.get_string()));
  if (!value.is_int64()) return std::nullopt;
  const std::int64_t number = value.get_int64();
  if (number < 0) return std::nullopt;
  return number >= milliseconds_from ? number / 1000 : number;
}

}  // namespace gw
