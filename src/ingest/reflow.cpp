#include "ingest/reflow.h"

#include <algorithm>

#include "base/text.h"

namespace gw {
namespace {

bool is_number(char c) { return c >= '0' && c <= '9'; }

constexpr std::u32string_view han_numbers = U"一二三四五六七八九十百零〇两0123456789０１２３４５６７８９";

char32_t last_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  if (at == 0) return 0;
  --at;
  return decode(text, at);
}
char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? 0 : decode(text, at);
}
bool wide(char32_t c) { return is_cjk(c) || (c >= 0x3000 && c < 0x3040) || (c >= 0xFF00 && c < 0xFF61); }

bool sentence_mark(char32_t c) { return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF1A; }

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += wide(decode(text, at)) ? 2 : 1;
  return width;
}

std::size_t wrap_width(const std::vector<std::string_view>& lines) {
  std::vector<std::size_t> inner;  // widths of lines that have a line behind them
  std::size_t longest = 0, open = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t width = width_of(lines[i]);
    longest = std::max(longest, width);
    if (i + 1 < lines.size() && !trim(lines[i]).empty() && !trim(lines[i + 1]).empty() && !is_ruler(lines[i + 1]) && !is_ruler(lines[i]) && heading_level(lines[i]) == 0) {
      inner.push_back(width);
      open += !sentence_mark(last_of(trim(lines[i])));
    }
  }
  if (inner.size() < 2 || longest > 160) return 0;
  std::nth_element(inner.begin(), inner.begin() + static_cast<std::ptrdiff_t>(inner.size() * 9 / 10), inner.end());
  const std::size_t width = inner[inner.size() * 9 / 10];
  if (width < 45 || width > 140 || longest > width + width / 4) return 0;
  const auto full = static_cast<std::size_t>(std::count_if(inner.begin(), inner.end(), [&](std::size_t w) { return w * 4 >= width * 3; }));
  if (full * 10 < inner.size() * 6 || open * 2 < inner.size()) return 0;
  return std::max(width, longest);
}

bool wrapped(std::string_view line, std::string_view next, std::size_t width) {
  next = trim(next);
  if (width == 0 || next.empty() || list_mark(next) != 0) return false;
  std::size_t word = 0;
  for (std::size_t at = 0; at < next.size();) {
    const char32_t c = decode(next, at);
    if (is_space(c)) break;
    word += wide(c) ? 2 : 1;
    if (wide(c)) break;
  }
  const std::size_t have = width_of(line);
  if (have + word + 1 > width) return true;
  // Wrapping is seldom exact: a line nearly full that ends mid-sentence goes on too.
  return have * 5 >= width * 4 && !sentence_mark(last_of(trim(line))) && have + word + 8 > width;
}

void join_line(std::string& text, std::string_view line) {
  line = trim(line);
  if (text.empty()) { text = line; return; }
  if (line.empty()) return;
  const char32_t before = last_of(text), after = first_of(line);
  if (wide(before) && (wide(after) || is_cjk(after))) { text += line; return; }
  if (wide(after) && before > 0x2000 && !is_space(before)) { text += line; return; }
  if (before == '-' && text.size() >= 2 && is_letter(static_cast<unsigned char>(text[text.size() - 2])) && after >= 'a' && after <= 'z') {
    text.pop_back();
    text += line;
    return;
  }
  text += ' ';
  text += line;
}

std::size_t list_mark(std::string_view line) {
  std::size_t at = 0;
  const auto spaced = [&](std::size_t to) -> std::size_t {
    std::size_t end = to;
    while (end < line.size() && (line[end] == ' ' || line[end] == '\t')) ++end;
    return end > to && end < line.size() ? end : 0;
  };
  if (line.empty()) return 0;
  const char32_t c = decode(line, at);
  if (c == '-' || c == '*' || c == '+') return spaced(at);
  if (c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x25E6 || c == 0x2023 || c == 0x25A0 || c == 0x25CB || c == 0x2013 || c == 0xB7 || c == 0xF0B7) {
    const auto end = spaced(at);
    return end != 0 ? end : (at < line.size() && c != 0x2013 && c != 0xB7 ? at : 0);
  }
  if (c >= 0x2460 && c <= 0x2473) return at < line.size() ? std::max(spaced(at), at) : 0;  // ①
  if (c == '(' || c == 0xFF08) {
    std::size_t n = 0;
    while (at < line.size() && n < 4) {
      const std::size_t before = at;
      const char32_t d = decode(line, at);
      if (n == 2 && d >= '0' && d <= '9') return 0;  // (415) is a telephone number
      if (han_numbers.find(d) != std::u32string_view::npos || (d < 0x80 && n == 0 && is_letter(d))) { ++n; continue; }
      if ((d == ')' || d == 0xFF09) && n > 0) return d == ')' ? spaced(at) : (at < line.size() ? std::max(spaced(at), at) : 0);
      at = before;
      break;
    }
    return 0;
  }
  if (c < 0x80 && is_number(static_cast<char>(c))) {
    while (at < line.size() && at < 3 && is_number(line[at])) ++at;
    if (at < line.size() && (line[at] == '.' || line[at] == ')')) return spaced(at + 1);
    if (line.substr(at).starts_with("、") && at + 3 < line.size()) return at + 3;
  }
  return 0;
}

bool is_ruler(std::string_view line) {
  line = trim(line);
  return line.size() >= 3 && line.find_first_not_of("-=_*~#+") == std::string_view::npos;
}

int heading_level(std::string_view line) {
  line = trim(line);
  const std::size_t points = count_code_points(line);
  if (points < 2 || width_of(line) > 70) return 0;
  const char32_t end = last_of(line);
  if (end == 0x3002 || end == '.' || end == 0xFF1B || end == ';' || end == 0xFF0C || end == ',' || end == '!' || end == 0xFF01) return 0;

  std::size_t at = 0;
  char32_t c = decode(line, at);
  if (c == 0x7B2C) {  // 第N章 / 节 / 条 / 部分
    std::size_t n = 0;
    while (at < line.size()) {
      c = decode(line, at);
      if (han_numbers.find(c) == std::u32string_view::npos) break;
      ++n;
    }
    if (n == 0 || n > 6) return 0;
    if (c == U'编' || c == U'部' || c == U'篇' || c == U'卷') return 1;
    if (c == U'章') return 2;
    if (c == U'节' || c == U'節') return 3;
    if (c == U'条' || c == U'條') return points <= 24 && line.find("，") == std::string_view::npos ? 3 : 0;
    return 0;
  }
  if (points > 30 && is_han(c)) return 0;
  if (han_numbers.substr(0, 13).find(c) != std::u32string_view::npos) {  // 一、总则
    std::size_t n = 1;
    while (at < line.size() && n < 4) {
      const char32_t d = decode(line, at);
      if (d == U'、') return line.find("，") == std::string_view::npos ? 2 : 0;
      if (han_numbers.substr(0, 13).find(d) == std::u32string_view::npos) return 0;
      ++n;
    }
    return 0;
  }
  if (c < 0x80 && is_number(static_cast<char>(c))) {  // 2.1 Scope
    std::size_t i = 0, dots = 0;
    while (i < line.size() && (is_number(line[i]) || (line[i] == '.' && i + 1 < line.size() && is_number(line[i + 1])))) dots += line[i++] == '.';
    const bool closed = i < line.size() && line[i] == '.';
    if (closed) ++i;
    if (i >= line.size() || (line[i] != ' ' && line[i] != '\t') || i > 9) return 0;
    if (dots == 0 && !closed) return 0;
    const char32_t next = first_of(trim(line.substr(i)));
    const bool capital = (next >= 'A' && next <= 'Z') || is_han(next);
    return capital && points <= 60 && line.find(',') == std::string_view::npos ? static_cast<int>(std::min<std::size_t>(dots + 2, 6)) : 0;
  }
  return 0;
}

}  // namespace gw
