#include "rules/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "rules/number.h"

namespace gw {
namespace {

using namespace std::chrono;

constexpr auto month_names = std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"});

std::optional<Day> day_of(int y, int m, int d) {
  if (y < 1 || y > 9999) return {};
  const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  return m >= 1 && d >= 1 && date.ok() ? std::optional<Day>(sys_days(date)) : std::nullopt;
}

// A date in pieces: digits, words (lower case, without a point behind) and single marks; white space parts.
struct Piece {
  std::string text;
  int number = -1;  // of digits
};

std::optional<std::vector<Piece>> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t from = i;
    const auto is = [&](char low, char high) { return i < text.size() && text[i] >= low && text[i] <= high; };
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    if (is('0', '9')) {
      while (is('0', '9')) ++i;
      if (i - from > 8) return {};
      pieces.push_back({std::string(text.substr(from, i - from)), 0});
      for (char c : pieces.back().text) pieces.back().number = pieces.back().number * 10 + (c - '0');
    } else if (is('a', 'z')) {
      while (is('a', 'z')) ++i;
      pieces.push_back({std::string(text.substr(from, i - from))});
    } else {
      decode(text, i);
      pieces.push_back({std::string(text.substr(from, i - from))});
    }
    if (pieces.size() > 20) return {};
  }
  return pieces;
}

// The month that a word names: jan, sept, march.
int month_of(std::string_view word) {
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < month_names.size(); ++i)
    if (word == month_names[i] || (word.size() == 3 && month_names[i].starts_with(word))) return static_cast<int>(i) + 1;
  return 0;
}

using Pieces = std::vector<Piece>;
bool is_year(const Piece& piece) { return piece.number >= 0 && piece.text.size() == 4; }
bool is_short(const Piece& piece) { return piece.number >= 0 && piece.text.size() <= 2; }

// Takes the clock off a timestamp, as long as it is one: 2026-01-02T09:30:00Z.
void drop_clock(Pieces& pieces) {
  if (pieces.size() < 8 || pieces[1].text != "-") return;
  const std::size_t hour = pieces[5].text == "t" ? 6 : 5;
  if (pieces.size() > hour + 2 && is_short(pieces[hour]) && pieces[hour + 1].text == ":" && is_short(pieces[hour + 2])) pieces.resize(5);
}

std::optional<Day> numeric(const Pieces& p) {
  if (p.size() == 1 && p[0].number >= 0 && p[0].text.size() == 8) return day_of(p[0].number / 10000, p[0].number / 100 % 100, p[0].number % 100);
  if (p.size() != 5 || p[1].text != p[3].text || !is_short(p[2])) return {};
  const std::string& mark = p[1].text;
  if (mark != "-" && mark != "/" && mark != ".") return {};
  if (is_year(p[0]) && is_short(p[4])) return day_of(p[0].number, p[2].number, p[4].number);
  if (!is_short(p[0]) || !is_year(p[4])) return {};
  if (mark == "." || p[0].number > 12) return day_of(p[4].number, p[2].number, p[0].number);  // points put the day first wherever they are used
  return p[2].number > 12 ? day_of(p[4].number, p[0].number, p[2].number) : std::nullopt;
}

std::optional<Day> chinese(const Pieces& p) {
  if (p.size() != 6 || p[1].text != "年" || p[3].text != "月" || (p[5].text != "日" && p[5].text != "号")) return {};
  return is_year(p[0]) && is_short(p[2]) && is_short(p[4]) ? day_of(p[0].number, p[2].number, p[4].number) : std::nullopt;
}

// 2 January 2026, January 2nd, 2026: marks and ordinal endings say nothing.
std::optional<Day> english(Pieces p) {
  std::erase_if(p, [](const Piece& piece) { return piece.text == "," || piece.text == "." || piece.text == "st" || piece.text == "nd" || piece.text == "rd" || piece.text == "th" || piece.text == "of" || piece.text == "-"; });
  if (p.size() != 3 || !is_year(p[2])) return {};
  if (const int m = month_of(p[1].text); m > 0 && is_short(p[0])) return day_of(p[2].number, m, p[0].number);
  if (const int m = month_of(p[0].text); m > 0 && is_short(p[1])) return day_of(p[2].number, m, p[1].number);
  return {};
}

// 二〇二六年一月二日 with figures in place of its numerals.
std::string with_figures(std::string_view text) {
  std::string out;
  std::u32string numeral;
  const auto close = [&] {
    if (const auto value = chinese_value(numeral); value && *value < 1e8) out += fmt::format("{}", static_cast<int>(*value));
    else for (char32_t c : numeral) encode(c, out);
    numeral.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (std::u32string_view(U"〇零一二三四五六七八九十").find(c) != std::u32string_view::npos) {
      numeral.push_back(c);
      continue;
    }
    close();
    encode(c, out);
  }
  close();
  return out;
}

}  // namespace

std::optional<Day> read_date(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 100) return {};
  std::string folded = nfkc_casefold(text);
  if (folded.find("年") != std::string::npos) folded = with_figures(folded);
  auto pieces = pieces_of(folded);
  if (!pieces) return {};
  drop_clock(*pieces);
  for (const auto& read : {numeric(*pieces), chinese(*pieces), english(*pieces)})
    if (read) return read;
  return {};
}

std::string iso_date(Day day) {
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int years_between(Day from, Day to) {
  if (to < from) return -years_between(to, from);
  const year_month_day a(from), b(to);
  const bool before_birthday = b.month() < a.month() || (b.month() == a.month() && b.day() < a.day());
  return static_cast<int>(b.year()) - static_cast<int>(a.year()) - (before_birthday ? 1 : 0);
}

std::optional<Day> months_after(Day from, std::int64_t count) {
  if (count < -120'000 || count > 120'000) return {};
  const year_month_day date(from);
  const year_month target = year_month(date.year(), date.month()) + months(count);
  const int y = static_cast<int>(target.year());
  if (y < 1 || y > 9999) return {};
  const year_month_day same = target / date.day();
  return same.ok() ? sys_days(same) : sys_days(target / last);
}

std::optional<Day> days_after(Day from, std::int64_t count) {
  if (count < -4'000'000 || count > 4'000'000) return {};
  const Day to = from + days(count);
  const int y = static_cast<int>(year_month_day(to).year());
  return y < 1 || y > 9999 ? std::nullopt : std::optional(to);
}

}  // namespace gw
