#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "render/chart.h"

namespace gw {

std::size_t drawn_columns(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < text.size();) out += decode(text, i) >= 0x2E80 ? 2 : 1;
  return out;
}

std::string chart_number(double value) {
  std::string digits = fmt::format("{:.4f}", std::abs(value));
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  return (value < 0 && digits != "0" ? "-" : "") + digits;
}

const char* chart_colour(std::size_t n) {
  static constexpr std::array<const char*, 12> colours{"2f6db5", "e08a1e", "3a9d6e", "b5476b", "6f5fb3", "8a8f98", "c2b02c", "1f9aa8", "9a5a2c", "d46a5a", "5b7f2a", "44546a"};
  return colours[n % colours.size()];
}

Scale scale_of(const Chart& chart) {
  std::optional<double> lowest, highest;
  for (const auto& series : chart.series)
    for (const auto& value : series.values) {
      if (!value) continue;
      lowest = std::min(*value, lowest.value_or(*value));
      highest = std::max(*value, highest.value_or(*value));
    }
  double least = std::min(lowest.value_or(0), 0.0), most = std::max(highest.value_or(0), 0.0);
  // A line far above zero tells by its course, not by its height.
  if (chart.kind == Chart::Kind::line && lowest && *lowest > 0 && *highest > *lowest && *highest - *lowest < *highest * 0.4) least = *lowest - (*highest - *lowest) * 0.2;
  if (least == most) most = 1;
  const double rough = (most - least) / 5, power = std::pow(10, std::floor(std::log10(rough)));
  const double share = rough / power;
  const double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10);
  return {.least = std::floor(least / step + 1e-9) * step, .most = std::ceil(most / step - 1e-9) * step, .step = step};
}

}  // namespace gw
