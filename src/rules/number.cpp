#include "rules/number.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "base/text.h"

namespace gw {
namespace {

using Text = std::u32string_view;

constexpr Text han_numerals = U"零〇一二三四五六七八九两兩十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
constexpr Text formal_numerals = U"壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
constexpr Text counted_by = U"个天日月年周元圆名人次份倍成期台套件週";  // what may stand behind a numeral of one character
constexpr auto money_before = std::to_array<Text>({U"人民币", U"人民幣", U"us$", U"hk$", U"rmb", U"cny", U"usd", U"eur", U"gbp", U"hkd", U"jpy", U"¥", U"$", U"€", U"£"});
constexpr auto money_behind = std::to_array<Text>({U"元整", U"元", U"圆", U"圓", U"美元", U"欧元", U"歐元", U"港元", U"日元", U"英镑", U"人民币", U"rmb", U"cny", U"usd", U"eur", U"gbp", U"hkd", U"jpy", U"euros", U"euro", U"dollars", U"€", U"$"});
constexpr auto scales = std::to_array<std::pair<Text, double>>({{U"万亿", 1e12}, {U"百万", 1e6}, {U"千万", 1e7}, {U"十万", 1e5}, {U"百亿", 1e10}, {U"千亿", 1e11}, {U"十亿", 1e9},
  {U"万", 1e4}, {U"萬", 1e4}, {U"亿", 1e8}, {U"億", 1e8}, {U"thousand", 1e3}, {U"million", 1e6}, {U"billion", 1e9}});
constexpr auto words = std::to_array<std::pair<Text, int>>({{U"one", 1}, {U"two", 2}, {U"three", 3}, {U"four", 4}, {U"five", 5}, {U"six", 6}, {U"seven", 7}, {U"eight", 8},
  {U"nine", 9}, {U"ten", 10}, {U"eleven", 11}, {U"twelve", 12}, {U"thirteen", 13}, {U"fourteen", 14}, {U"fifteen", 15}, {U"sixteen", 16}, {U"seventeen", 17}, {U"eighteen", 18},
  {U"nineteen", 19}, {U"twenty", 20}, {U"thirty", 30}, {U"forty", 40}, {U"fifty", 50}, {U"sixty", 60}, {U"seventy", 70}, {U"eighty", 80}, {U"ninety", 90}});

bool in(Text set, char32_t c) { return set.find(c) != Text::npos; }
bool is_figure(char32_t c) { return c >= '0' && c <= '9'; }
bool is_small(char32_t c) { return c >= 'a' && c <= 'z'; }

// One character for one: full-width forms and other signs as ASCII, capitals as small letters.
char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c == 0x2212) return '-';
  if (c == 0xFFE5) return 0xA5;
  if (c == 0x2019) return '\'';
  return c == 0x3000 || c == 0xA0 || c == 0x202F || c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

std::u32string plain_text(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out.push_back(plain(decode(text, at)));
  return out;
}

struct Figures {
  double value = 0;
  std::size_t end = 0;
};

class Scan {
 public:
  explicit Scan(Text text) : text_(text) {}

  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : U'\0'; }
  std::size_t behind_spaces(std::size_t i) const {
    while (at(i) == ' ') ++i;
    return i;
  }

  // The number of figures that begins at `from`, with its groups, decimals and 万 or million.
  Figures figures(std::size_t from) const {
    std::string digits;
    std::size_t i = take(from, digits);
    const bool short_head = i - from <= 3 && i > from;
    if (const char32_t mark = at(i); short_head && (mark == ',' || mark == '\'') && is_group(i)) {
      while (at(i) == mark && is_group(i)) i = take(i + 1, digits);
      i = decimals(i, '.', digits);
    } else if (short_head && at(i) == '.' && is_group(i) && is_european(i)) {
      while (at(i) == '.' && is_group(i)) i = take(i + 1, digits);
      i = decimals(i, ',', digits);
    } else {
      i = decimals(i, '.', digits);
    }
    return scaled({std::strtod(digits.c_str(), nullptr), i});
  }

  template <std::size_t N>
  std::size_t prefix(const std::array<Text, N>& list, std::size_t i) const {
    std::size_t longest = 0;
    for (const Text word : list)
      if (word.size() > longest && text_.substr(std::min(i, text_.size())).starts_with(word) && !(is_small(word.back()) && is_small(at(i + word.size())))) longest = word.size();
    return longest;
  }
  bool money_ends_at(std::size_t i) const {
    while (i > 0 && text_[i - 1] == ' ') --i;
    return std::ranges::any_of(money_before, [&](Text word) { return text_.substr(0, i).ends_with(word); });
  }

 private:
  std::size_t take(std::size_t i, std::string& digits) const {
    for (; is_figure(at(i)); ++i) digits.push_back(static_cast<char>(at(i)));
    return i;
  }
  // A mark at `i` and exactly three figures behind it.
  bool is_group(std::size_t i) const { return is_figure(at(i + 1)) && is_figure(at(i + 2)) && is_figure(at(i + 3)) && !is_figure(at(i + 4)); }
  // 1.234,50 and 1.234.567: points that can be no decimal point.
  bool is_european(std::size_t i) const {
    const std::size_t next = i + 4;
    return (at(next) == ',' && is_figure(at(next + 1)) && !is_group(next)) || (at(next) == '.' && is_group(next));
  }
  std::size_t decimals(std::size_t i, char32_t point, std::string& digits) const {
    if (at(i) != point || !is_figure(at(i + 1))) return i;
    digits.push_back('.');
    return take(i + 1, digits);
  }
  Figures scaled(Figures figures) const {
    const std::size_t i = behind_spaces(figures.end);
    for (const auto& [word, scale] : scales)
      if (text_.substr(std::min(i, text_.size())).starts_with(word) && !is_small(at(i + word.size()))) return {figures.value * scale, i + word.size()};
    return figures;
  }

  Text text_;
};

Text trimmed(Text text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// What may follow the figures of a text that is one number: nothing, % or a currency.
std::optional<double> finished(Figures figures, Text rest) {
  rest = trimmed(rest);
  if (rest == U"%") return figures.value / 100;
  if (rest == U"‰") return figures.value / 1000;
  if (rest.ends_with(U"整")) rest.remove_suffix(1);
  if (rest.empty() || std::ranges::find(money_behind, rest) != money_behind.end()) return figures.value;
  return {};
}

std::optional<double> read_positive(Text text) {
  text = trimmed(text);
  text = trimmed(text.substr(Scan(text).prefix(money_before, 0)));
  const Scan scan(text);
  if (is_figure(scan.at(0)) || (scan.at(0) == '.' && is_figure(scan.at(1)))) {
    const Figures figures = scan.figures(0);
    return finished(figures, text.substr(figures.end));
  }
  for (const Text unit : {Text(U"美元"), Text(U"欧元"), Text(U"港元"), Text(U"日元"), Text(U"英镑")})
    if (text.ends_with(unit)) text.remove_suffix(unit.size());
  return chinese_value(text);
}

class Finder {
 public:
  explicit Finder(Text text) : text_(text), scan_(text) {}

  std::vector<NumberAt> run() {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (is_figure(c)) figures();
      else if (in(han_numerals, c)) numeral();
      else if (is_small(c)) word();
      else ++at_;
    }
    return std::move(out_);
  }

 private:
  void put(double value, std::size_t end, bool formal, bool money) {
    NumberAt number{.value = value, .start = static_cast<std::uint32_t>(at_), .formal = formal, .money = money || scan_.money_ends_at(at_)};
    if (const std::size_t from = scan_.behind_spaces(end), size = scan_.prefix(money_behind, from); size > 0) {
      number.money = true;
      end = from + size;
    }
    number.end = static_cast<std::uint32_t>(end);
    out_.push_back(number);
    at_ = end;
  }

  void figures() {
    const Figures found = scan_.figures(at_);
    const bool dash = at_ > 1 && scan_.at(at_ - 1) == '-';
    if (dash && is_small(scan_.at(at_ - 2))) at_ = found.end;  // ERR-1042 is a name
    else put(dash && !is_word(scan_.at(at_ - 2)) ? -found.value : found.value, found.end, false, false);
  }
  static bool is_word(char32_t c) { return is_small(c) || is_figure(c) || is_cjk(c) || c == ')'; }

  void numeral() {
    std::size_t end = at_;
    while (in(han_numerals, scan_.at(end)) || (scan_.at(end) == U'点' && end > at_ && in(han_numerals, scan_.at(end + 1)))) ++end;
    bool money = false;
    if (in(U"元圆圓", scan_.at(end))) {
      money = true;
      ++end;
      while (in(han_numerals, scan_.at(end)) || in(U"角分整正", scan_.at(end))) ++end;
    }
    const Text run = text_.substr(at_, end - at_);
    const bool one = run.size() == 1;
    const auto value = one && !in(counted_by, scan_.at(end)) ? std::nullopt : chinese_value(run);
    if (value) put(*value, end, std::ranges::any_of(run, [](char32_t c) { return in(formal_numerals, c); }), money);
    else at_ = end;
  }

  void word() {
    std::size_t end = at_;
    while (is_small(scan_.at(end))) ++end;
    const int tens = value_of_word(text_.substr(at_, end - at_));
    if (tens == 0) {
      while (is_small(scan_.at(end)) || is_figure(scan_.at(end)) || scan_.at(end) == '_') ++end;  // A4 and ERR1042 are names
      at_ = end;
      return;
    }
    if (tens >= 20 && (scan_.at(end) == '-' || scan_.at(end) == ' ')) {
      std::size_t last = end + 1;
      while (is_small(scan_.at(last))) ++last;
      if (const int ones = value_of_word(text_.substr(end + 1, last - end - 1)); ones > 0 && ones < 10) {
        put(tens + ones, last, false, false);
        return;
      }
    }
    put(tens, end, false, false);
  }
  static int value_of_word(Text word) {
    const auto found = std::ranges::find(words, word, &std::pair<Text, int>::first);
    return found == words.end() ? 0 : found->second;
  }

  Text text_;
  Scan scan_;
  std::size_t at_ = 0;
  std::vector<NumberAt> out_;
};

}  // namespace

std::optional<double> read_number(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() > 4 * longest || count_code_points(text) > longest) return {};
  const std::u32string folded = plain_text(text);
  Text rest = trimmed(folded);
  bool negative = false;
  if (rest.starts_with(U'(') && rest.ends_with(U')')) {
    negative = true;
    rest = rest.substr(1, rest.size() - 2);
  } else if (rest.starts_with(U'-') || rest.starts_with(U'+')) {
    negative = rest.front() == U'-';
    rest.remove_prefix(1);
  }
  const auto value = read_positive(rest);
  return value && negative ? std::optional(-*value) : value;
}

std::vector<NumberAt> numbers_in(std::string_view text) {
  const std::u32string folded = plain_text(text);
  return Finder(folded).run();
}

}  // namespace gw
