#include "rules/outline.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace gw {
namespace {

using Line = std::u32string_view;

constexpr std::size_t name_most = 60, articles_most = 5'000;
constexpr Line numerals = U"零〇一二三四五六七八九十百千0123456789０１２３４５６７８９";

bool in(Line set, char32_t c) { return set.find(c) != Line::npos; }
char32_t at(Line line, std::size_t i) { return i < line.size() ? line[i] : U'\0'; }

// How a line opens an article: its rank (small is high; 0: it opens none) and where its mark ends.
struct Opening {
  int rank = 0;
  std::size_t end = 0;
};

std::size_t numerals_from(Line line, std::size_t i) {
  while (in(numerals, at(line, i))) ++i;
  return i;
}

// 第五条, 第二章
Opening chinese(Line line) {
  if (at(line, 0) != U'第') return {};
  const std::size_t end = numerals_from(line, 1);
  constexpr Line ends = U"编章节条";
  const auto which = ends.find(at(line, end));
  return end == 1 || which == Line::npos ? Opening{} : Opening{10 + static_cast<int>(which), end + 1};
}

// 一、 and （一）
Opening listed(Line line) {
  const bool bracket = at(line, 0) == U'（' || at(line, 0) == U'(';
  const std::size_t from = bracket ? 1 : 0, end = numerals_from(line, from);
  if (end == from || end > from + 4) return {};
  if (bracket) return at(line, end) == U'）' || at(line, end) == U')' ? Opening{40, end + 1} : Opening{};
  return at(line, end) == U'、' ? Opening{20, end + 1} : Opening{};
}

// 3. and 3.1 and 3.1.2
Opening decimal(Line line) {
  const auto figures = [&](std::size_t i) {
    const std::size_t from = i;
    while (at(line, i) >= U'0' && at(line, i) <= U'9') ++i;
    return i - from > 3 ? from : i;
  };
  int points = 0;
  std::size_t i = figures(0);
  if (i == 0) return {};
  while (at(line, i) == U'.' && figures(i + 1) > i + 1) {
    i = figures(i + 1);
    ++points;
  }
  const char32_t mark = at(line, i);
  if (mark == U'.' || mark == U')' || mark == U'．') return {20 + points, i + 1};
  return points > 0 && (is_space(mark) || is_cjk(mark)) ? Opening{20 + points, i} : Opening{};
}

// Article 5, SECTION 2.1, Clause 7
Opening english(Line line) {
  for (const Line word : {Line(U"article "), Line(U"section "), Line(U"clause ")}) {
    std::u32string start(line.substr(0, word.size()));
    for (char32_t& c : start) c = c >= U'A' && c <= U'Z' ? c + 32 : c;
    if (start != word) continue;
    std::size_t end = word.size();
    while (at(line, end) == U'.' || (at(line, end) >= U'0' && at(line, end) <= U'9') || in(U"IVXivx", at(line, end))) ++end;
    if (end > word.size() && (end >= line.size() || !is_letter(at(line, end)))) return {13, end};
  }
  return {};
}

Opening opening_of(Line line, bool after_empty) {
  if (at(line, 0) == U'#') {
    const std::size_t end = std::min(line.find_first_not_of(U'#'), line.size());
    return end <= 6 ? Opening{static_cast<int>(end), end} : Opening{};
  }
  for (auto* read : {chinese, english, listed, decimal})
    if (const Opening opening = read(line); opening.rank > 0) return opening;
  const bool title = after_empty && line.size() <= 40 && !in(U"。；;，,.：:！!？?|、", line.back()) && line.find(U'|') == Line::npos;
  return title ? Opening{13, 0} : Opening{};
}

// The name of an article is its line, up to the first mark where the text goes on behind it.
std::size_t name_end(Line line, std::size_t from) {
  for (std::size_t i = from; i < line.size() && i < name_most; ++i) {
    if (in(U"。；：;:", line[i])) return i + 1;
    if (line[i] == U'.' && (i + 1 == line.size() || is_space(line[i + 1]))) return i + 1;
  }
  return std::min(line.size(), name_most);
}

struct Opened {
  int rank;
  Article article;
};

}  // namespace

std::vector<TextPlace> paragraphs_of(std::string_view text) {
  std::vector<TextPlace> out;
  std::uint32_t point = 0, from = 0, end = 0;
  const auto close = [&] {
    if (end > from) out.push_back({from, end});
  };
  for (std::size_t byte = 0; byte < text.size(); ++point) {
    const char32_t c = decode(text, byte);
    if (c == U'\n') {
      close();
      from = end = point + 1;
    } else if (!is_space(c)) {
      end = point + 1;
    } else if (end == from) {
      from = end = point + 1;
    }
  }
  close();
  return out;
}

std::vector<Article> articles_of(std::string_view text) {
  std::u32string points;
  for (std::size_t byte = 0; byte < text.size();) points.push_back(decode(text, byte));
  std::vector<Opened> opened;
  std::uint32_t before = 0;
  for (const TextPlace place : paragraphs_of(text)) {
    const Line line = Line(points).substr(place.start, place.end - place.start);
    const bool after_empty = opened.empty() || std::ranges::count(Line(points).substr(before, place.start - before), U'\n') > 1;
    before = place.end;
    const Opening opening = opening_of(line, after_empty);
    if (opening.rank == 0 || opened.size() == articles_most) continue;
    const auto heading_end = place.start + static_cast<std::uint32_t>(name_end(line, opening.end));
    opened.push_back({opening.rank, {{place.start, heading_end}, {place.start, static_cast<std::uint32_t>(points.size())}}});
  }
  std::vector<Article> out;
  for (std::size_t i = 0; i < opened.size(); ++i) {
    const auto next = std::find_if(opened.begin() + static_cast<std::ptrdiff_t>(i) + 1, opened.end(), [&](const Opened& other) { return other.rank <= opened[i].rank; });
    if (next != opened.end()) opened[i].article.whole.end = next->article.heading.start;
    while (opened[i].article.whole.end > opened[i].article.heading.end && is_space(points[opened[i].article.whole.end - 1])) --opened[i].article.whole.end;
    out.push_back(opened[i].article);
  }
  return out;
}

}  // namespace gw
