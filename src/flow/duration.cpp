#include "flow/duration.h"

#include <charconv>

namespace gw {

std::optional<Duration> read_duration(std::string_view text) {
  constexpr std::int64_t most = 10LL * 366 * 24 * 3600 * 1000;
  std::int64_t count = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failed != std::errc() || count < 0 || text[0] == '-') return {};
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::int64_t each = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : unit == "h" ? 3'600'000 : unit == "d" ? 86'400'000 : 0;
  if (each == 0 || count > most / each) return {};
  return Duration(count * each);
}

}  // namespace gw
