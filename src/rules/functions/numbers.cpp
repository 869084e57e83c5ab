#include <array>
#include <cmath>
#include <functional>

#include "rules/functions/functions.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

json::value number(const Arguments& a) {
  if (a[0].is_null() || is_number(a[0])) return a[0];
  const auto value = read_number(a.text(0));
  return value ? number_value(*value) : json::value(nullptr);
}

json::value rounded(const Arguments& a) {
  const double value = a.number(0);
  const std::int64_t digits = a.size() > 1 ? a.whole(1) : 0;
  if (digits < -15 || digits > 15) a.refuse(1, "a number of digits from -15 to 15");
  const double scale = std::pow(10.0, static_cast<double>(digits < 0 ? -digits : digits));
  // 1.005 is a little less than that as a double: rounding the product to 15 digits first rounds as people do.
  const double scaled = number_in(number_value(digits < 0 ? value / scale : value * scale));
  const double whole = std::round(scaled);
  return number_value(digits < 0 ? whole * scale : whole / scale);
}
json::value lowest_whole(const Arguments& a) { return number_value(std::floor(a.number(0))); }
json::value highest_whole(const Arguments& a) { return number_value(std::ceil(a.number(0))); }
json::value size(const Arguments& a) { return number_value(std::abs(a.number(0))); }

// Calls `take` with the numbers given, or with those of the one list given; null is no number.
template <class Take>
void each_number(const Arguments& a, Take&& take) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].is_null()) continue;
    if (const auto* list = a[i].if_array()) {
      for (const auto& item : *list) {
        if (item.is_null()) continue;
        if (!is_number(item)) a.refuse(i, "numbers or a list of numbers");
        take(number_in(item));
      }
    } else if (is_number(a[i])) {
      take(number_in(a[i]));
    } else {
      a.refuse(i, "numbers or a list of numbers");
    }
  }
}

template <class Better>
json::value best(const Arguments& a, Better better) {
  bool any = false;
  double found = 0;
  each_number(a, [&](double value) {
    if (!any || better(value, found)) found = value;
    any = true;
  });
  return any ? number_value(found) : json::value(nullptr);
}
json::value smallest(const Arguments& a) { return best(a, std::less<>()); }
json::value largest(const Arguments& a) { return best(a, std::greater<>()); }

json::value sum(const Arguments& a) {
  // Kahan's sum: a long list of cents keeps its last cent.
  double total = 0, lost = 0;
  each_number(a, [&](double value) {
    const double corrected = value - lost, next = total + corrected;
    lost = (next - total) - corrected;
    total = next;
  });
  return number_value(total);
}

constexpr auto rows = std::to_array<FunctionKind>({
    {"number", "the number that a text is, in figures or in Chinese; null when it is none", R"(number("1,234.50元") -> 1234.5)", 1, 1, number},
    {"round", "the number rounded to a number of decimals (0), halves away from zero", R"(round(2.345, 2) -> 2.35)", 1, 2, rounded},
    {"floor", "the next whole number below", R"(floor(2.7) -> 2)", 1, 1, lowest_whole},
    {"ceil", "the next whole number above", R"(ceil(2.1) -> 3)", 1, 1, highest_whole},
    {"abs", "the number without its sign", R"(abs(-3) -> 3)", 1, 1, size},
    {"min", "the smallest of numbers or of a list; null without any", R"(min(3, 1, 2) -> 1)", 1, 100, smallest},
    {"max", "the largest of numbers or of a list; null without any", R"(max([3, 1, 2]) -> 3)", 1, 100, largest},
    {"sum", "the sum of numbers or of a list; 0 without any", R"(sum([0.1, 0.2]) -> 0.3)", 1, 100, sum},
});

}  // namespace

std::span<const FunctionKind> number_functions() { return rows; }

}  // namespace gw
