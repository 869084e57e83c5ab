#include <algorithm>
#include <array>

#include "rules/number.h"

namespace gw {
namespace {

constexpr std::size_t longest = 40;
constexpr std::u32string_view digits = U"零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖两貳參陸兩弌弍弎";
constexpr auto values = std::to_array<int>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 3, 6, 2, 1, 2, 3});

static_assert(digits.size() == values.size());

int digit_of(char32_t c) {
  const auto at = digits.find(c);
  return at == std::u32string_view::npos ? -1 : values[at];
}
double small_unit(char32_t c) { return c == U'十' || c == U'拾' ? 10 : c == U'百' || c == U'佰' ? 100 : c == U'千' || c == U'仟' ? 1000 : 0; }
double large_unit(char32_t c) { return c == U'万' || c == U'萬' ? 1e4 : c == U'亿' || c == U'億' ? 1e8 : 0; }

// Digits one after another: 二〇二六.
std::optional<double> spelt(std::u32string_view text) {
  double value = 0;
  for (char32_t c : text) {
    if (digit_of(c) < 0) return {};
    value = value * 10 + digit_of(c);
  }
  return value;
}

// A whole number with its units: 一亿二千万零三十. `section` is what stands below the next 万 or 亿.
std::optional<double> whole(std::u32string_view text) {
  if (text.empty() || text.size() > 25) return {};
  if (text.size() <= 15)
    if (const auto value = spelt(text)) return value;
  double total = 0, section = 0, last_unit = 0;
  int waiting = -1;
  for (char32_t c : text) {
    if (const int digit = digit_of(c); digit >= 0) {
      if (waiting > 0) return {};  // two digits in a row among units
      waiting = digit;
    } else if (const double unit = small_unit(c); unit > 0) {
      if (waiting < 0 && unit != 10) return {};
      section += (waiting < 0 ? 1 : waiting) * unit;
      waiting = -1;
      last_unit = unit;
    } else if (const double large = large_unit(c); large > 0) {
      section += std::max(waiting, 0);
      waiting = -1;
      if (large == 1e8) {
        total = (total + section) * large;  // 一万二千亿: all before belongs to it
      } else {
        if (section == 0) return {};
        total += section * large;
      }
      if (total == 0 || total > 1e16) return {};
      section = 0;
      last_unit = large;
    } else {
      return {};
    }
  }
  // 三百五 is said for 350, 三万五 for 35,000.
  if (waiting > 0 && last_unit >= 100 && digit_of(text[text.size() - 2]) < 0) return total + section + waiting * last_unit / 10;
  return total + section + std::max(waiting, 0);
}

// 元, 角 and 分 behind a whole number, each once and in this order.
std::optional<double> money(std::u32string_view text, std::size_t yuan) {
  auto value = yuan == 0 ? std::optional<double>() : whole(text.substr(0, yuan));
  if (!value) return {};
  double cents = 0;
  char32_t last = U'元';
  int waiting = -1;
  for (char32_t c : text.substr(yuan + 1)) {
    if (digit_of(c) >= 0 && waiting <= 0) waiting = digit_of(c);
    else if (c == U'角' && waiting >= 0 && last == U'元') { cents += waiting * 10; waiting = -1; last = c; }
    else if (c == U'分' && waiting >= 0 && last != c) { cents += waiting; waiting = -1; last = c; }
    else return {};
  }
  if (waiting >= 0) return {};
  return *value + cents / 100;
}

}  // namespace

std::optional<double> chinese_value(std::u32string_view numeral) {
  if (numeral.empty() || numeral.size() > longest) return {};
  if (numeral.front() == U'负' || numeral.front() == U'負') {
    const auto value = chinese_value(numeral.substr(1));
    return value ? std::optional(-*value) : value;
  }
  while (!numeral.empty() && (numeral.back() == U'整' || numeral.back() == U'正')) numeral.remove_suffix(1);
  const auto yuan = numeral.find_first_of(U"元圆圓");
  if (yuan != std::u32string_view::npos) return money(numeral, yuan);
  const auto point = numeral.find(U'点');
  if (point == std::u32string_view::npos) return whole(numeral);
  const auto before = whole(numeral.substr(0, point));
  const auto behind = numeral.substr(point + 1);
  const auto decimals = behind.empty() || behind.size() > 10 ? std::nullopt : spelt(behind);
  if (!before || !decimals) return {};
  double scale = 1;
  for (std::size_t i = 0; i < behind.size(); ++i) scale *= 10;
  return *before + *decimals / scale;
}

}  // namespace gw
