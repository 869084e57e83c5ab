#include "flow/schedule.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "base/text.h"

namespace gw {
namespace {

struct Field { std::string_view name; int least, most; std::vector<std::string_view> names; };
const std::vector<Field>& fields() {
  static const std::vector<Field> all{
      {"minute", 0, 59, {}},
      {"hour", 0, 23, {}},
      {"day", 1, 31, {}},
      {"month", 1, 12, {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
      {"weekday", 0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}},
  };
  return all;
}

std::optional<int> number_of(std::string_view text, const Field& field) {
  for (std::size_t i = 0; i < field.names.size(); ++i)
    if (lower_ascii(text) == field.names[i]) return field.least + static_cast<int>(i);
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number < field.least || number > field.most) return {};
  return number;
}

// "1-5", "*/15", "mon": the numbers of one piece of a list.
bool read_piece(std::string_view piece, const Field& field, std::vector<int>& out) {
  int step = 1;
  const auto slash = piece.find('/');
  if (slash != piece.npos) {
    const std::string_view text = piece.substr(slash + 1);
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), step);
    if (failed != std::errc() || end != text.data() + text.size() || step < 1) return false;
    piece = piece.substr(0, slash);
  }
  std::optional<int> from = field.least, to = field.most;
  if (piece != "*") {
    const auto dash = piece.find('-');
    from = number_of(piece.substr(0, dash), field);
    to = dash != piece.npos ? number_of(piece.substr(dash + 1), field) : slash == piece.npos ? from : to;
  }
  if (!from || !to || *from > *to) return false;
  for (int i = *from; i <= *to; i += step) out.push_back(i);
  return true;
}

template <std::size_t N>
void set(std::bitset<N>& bits, const std::vector<int>& numbers) {
  for (int number : numbers) bits.set(static_cast<std::size_t>(number) % (N == 7 ? 7 : N));
}

}  // namespace

std::optional<Schedule> read_schedule(std::string_view text, std::string* fault) {
  const auto refuse = [&](std::string message) {
    if (fault != nullptr) *fault = std::move(message);
    return std::nullopt;
  };
  std::vector<std::string_view> parts;
  for (auto part : split(text, ' '))
    if (!part.empty()) parts.push_back(part);
  if (parts.size() != 5) return refuse(fmt::format("a schedule has five fields (minute hour day month weekday), not {}", parts.size()));
  std::vector<std::vector<int>> numbers(5);
  for (std::size_t i = 0; i < 5; ++i)
    for (auto piece : split(parts[i], ','))
      if (!read_piece(piece, fields()[i], numbers[i]))
        return refuse(fmt::format("\"{}\" is no {}; it may be {} to {}, *, a range like {}-{}, a list with commas, or */2", parts[i], fields()[i].name, fields()[i].least, fields()[i].most, fields()[i].least, fields()[i].least + 2));
  Schedule out;
  set(out.minutes, numbers[0]);
  set(out.hours, numbers[1]);
  set(out.days, numbers[2]);
  set(out.months, numbers[3]);
  set(out.weekdays, numbers[4]);
  out.any_day = parts[2] == "*";
  out.any_weekday = parts[4] == "*";
  return out;
}

bool Schedule::holds(const std::tm& local) const {
  const auto at = [](int number) { return static_cast<std::size_t>(number); };
  if (!minutes[at(local.tm_min)] || !hours[at(local.tm_hour)] || !months[at(local.tm_mon) + 1]) return false;
  const bool day = days[at(local.tm_mday)], weekday = weekdays[at(local.tm_wday)];
  if (any_day || any_weekday) return day && weekday;
  return day || weekday;
}

}  // namespace gw
