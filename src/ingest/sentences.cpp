#include "ingest/sentences.h"

#include <algorithm>
#include <array>
#include <string>

namespace gw {
namespace {

using std::string_view;

bool starts(string_view text, std::size_t at, string_view what) { return text.compare(at, what.size(), what) == 0; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
bool is_number(char c) { return c >= '0' && c <= '9'; }

constexpr auto titles = std::to_array<string_view>({"approx", "ca", "capt", "cf", "cmdr", "col", "dr", "e.g", "esp", "gen", "gov", "hon", "i.e", "incl",
  "lt", "messrs", "mr", "mrs", "ms", "mt", "mx", "pres", "prof", "rep", "resp", "rev", "sen", "sgt", "st", "viz", "vs"});
constexpr auto before_numbers = std::to_array<string_view>({"apr", "art", "aug", "ch", "chap", "cl", "dec", "eq", "eqs", "feb", "fig", "figs", "jan", "jul",
  "jun", "mar", "no", "nos", "nov", "nr", "oct", "p", "par", "para", "pos", "pp", "ref", "sec", "sect", "sep", "sept", "tab", "vol"});
constexpr auto may_end = std::to_array<string_view>({"al", "assn", "ave", "bldg", "blvd", "bros", "co", "corp", "dept", "div", "ed", "eds", "est", "etc",
  "ext", "inc", "intl", "jr", "ltd", "max", "min", "nat", "rd", "sr", "univ"});
// Words that open a sentence far more often than they follow an abbreviation.
constexpr auto starters = std::to_array<string_view>({"a", "after", "all", "also", "although", "an", "and", "as", "at", "but", "by", "each", "for", "from",
  "he", "her", "his", "however", "how", "i", "if", "in", "it", "its", "no", "on", "our", "please", "she", "since", "some", "that", "the", "their", "then",
  "there", "these", "they", "this", "those", "to", "we", "what", "when", "where", "while", "who", "with", "you", "your"});

template <std::size_t N>
bool listed(const std::array<string_view, N>& words, string_view word) {
  return std::binary_search(words.begin(), words.end(), word) || std::find(words.begin(), words.end(), word) != words.end();
}

// Skips closing quotes, brackets and reference marks like [12]; returns the position behind them.
std::size_t skip_closers(string_view text, std::size_t at) {
  for (;;) {
    if (at >= text.size()) return at;
    const char c = text[at];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}') { ++at; continue; }
    if (c == '[') {
      std::size_t to = at + 1;
      while (to < text.size() && to < at + 5 && is_number(text[to])) ++to;
      if (to > at + 1 && to < text.size() && text[to] == ']') { at = to + 1; continue; }
      return at;
    }
    // ’ ” 」 』 】 》 〉 ） ｣
    if (starts(text, at, "\u2019") || starts(text, at, "\u201D") || starts(text, at, "\u300D") || starts(text, at, "\u300F") || starts(text, at, "\u3011") ||
        starts(text, at, "\u300B") || starts(text, at, "\u3009") || starts(text, at, "\uFF09")) { at += 3; continue; }
    return at;
  }
}

// The length of a Chinese sentence mark at `at`, 0 when there is none: 。！？；｡
std::size_t wide_mark(string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return 0;
  const auto b = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (b(0) == 0xE3) return b(1) == 0x80 && b(2) == 0x82 ? 3 : 0;
  if (b(0) != 0xEF) return 0;
  if (b(1) == 0xBC) return b(2) == 0x81 || b(2) == 0x9F || b(2) == 0x9B ? 3 : 0;
  return b(1) == 0xBD && b(2) == 0xA1 ? 3 : 0;
}

bool wide_at(string_view text, std::size_t at) {  // Han and friends: three bytes from U+3000 on, or the planes beyond
  return at < text.size() && static_cast<unsigned char>(text[at]) >= 0xE3;
}
bool wide_before(string_view text, std::size_t at) {
  return at >= 3 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80 && static_cast<unsigned char>(text[at - 3]) >= 0xE3;
}

std::string word_at(string_view text, std::size_t at) {
  std::string word;
  while (at < text.size() && is_alpha(text[at]) && word.size() < 12) word.push_back(static_cast<char>(text[at++] | 0x20));
  if (at < text.size() && text[at] == '\'') word.clear();
  return word;
}

// Whether a single full stop at `dot`, followed by white space and then `next`, ends the sentence that began at `start`.
bool full_stop_ends(string_view text, std::size_t start, std::size_t dot, std::size_t next) {
  std::size_t from = dot;
  while (from > start && dot - from < 24 && text[from - 1] > ' ' && static_cast<unsigned char>(text[from - 1]) < 0x80 && text[from - 1] != '(' &&
         text[from - 1] != '"' && text[from - 1] != '\'' && text[from - 1] != '[' && text[from - 1] != '-' && text[from - 1] != '/') --from;
  std::string word;
  bool letters = false, digits = false, dots = false;
  for (std::size_t i = from; i < dot; ++i) {
    const char c = text[i];
    word.push_back(is_upper(c) ? static_cast<char>(c | 0x20) : c);
    letters |= is_alpha(c);
    digits |= is_number(c);
    dots |= c == '.';
  }
  if (word.empty()) return true;
  if (digits && !letters) return from != start;           // `1. First` and `2.3. Scope` open their sentence
  if (!letters) return true;
  const bool opens_next = next < text.size() && listed(starters, word_at(text, next));
  if (word.size() == 1 && !wide_before(text, from)) {
    if (is_upper(text[from])) return from == start ? false : opens_next;  // an initial, or `A. Scope`
    return !(next < text.size() && is_number(text[next]) && listed(before_numbers, word));
  }
  if (listed(titles, word)) return false;
  if (listed(before_numbers, word)) return !(next < text.size() && (is_number(text[next]) || text[next] == '#'));
  if (listed(may_end, word)) return opens_next;
  if (dots && !digits) {                                    // U.S, a.m, Ph.D
    std::size_t piece = 0, longest = 0;
    for (char c : word) { piece = c == '.' ? 0 : piece + 1; longest = std::max(longest, piece); }
    if (longest <= 2) return opens_next;
  }
  return true;
}

}  // namespace

void sentence_spans(string_view text, std::vector<SentenceSpan>& out) {
  std::size_t i = 0, start = 0, end = 0;  // [start, end) is the sentence so far; end is behind its last character that is not white space
  std::uint32_t at = 0, start_at = 0, end_at = 0;
  bool inside = false;

  const auto advance = [&](std::size_t to) {  // marks [i, to), no white space at its end, as part of the sentence
    if (!inside) { start = i; start_at = at; inside = true; }
    for (; i < to; ++i) at += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    end = i;
    end_at = at;
  };
  const auto close = [&] {
    if (inside) out.push_back({start, end, start_at, end_at});
    inside = false;
  };

  while (i < text.size()) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '\n') { close(); ++i; ++at; continue; }
    if (c == ' ' || c == '\t') { ++i; ++at; continue; }
    if (c == 0xE3 && starts(text, i, "\u3000")) { i += 3; ++at; continue; }
    if (c >= 0x80) {
      if (const std::size_t mark = wide_mark(text, i)) {
        std::size_t to = i + mark;
        for (;;) {  // ？！ and ！！！, half-width mixed in
          if (const std::size_t more = wide_mark(text, to)) to += more;
          else if (to < text.size() && (text[to] == '!' || text[to] == '?')) ++to;
          else break;
        }
        advance(skip_closers(text, to));
        close();
        continue;
      }
      std::size_t to = i + 1;
      while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xC0) == 0x80) ++to;
      advance(to);
      continue;
    }
    if (c != '.' && c != '!' && c != '?') {
      std::size_t to = i + 1;  // a run of plain ASCII at once
      while (to < text.size() && static_cast<unsigned char>(text[to]) < 0x80 && text[to] > ' ' && text[to] != '.' && text[to] != '!' && text[to] != '?') ++to;
      advance(to);
      continue;
    }
    const std::size_t mark = i;
    std::size_t run = i + 1;
    while (run < text.size() && (text[run] == '.' || text[run] == '!' || text[run] == '?')) ++run;
    const std::size_t behind = skip_closers(text, run);
    const bool spaced = behind >= text.size() || text[behind] == ' ' || text[behind] == '\t' || text[behind] == '\n' || starts(text, behind, "\u3000");
    bool ends = false;
    if (spaced) {
      std::size_t next = behind;
      while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
      if (next >= text.size() || text[next] == '\n') ends = true;
      else {
        std::size_t opener = next;
        while (opener < text.size() && (text[opener] == '"' || text[opener] == '\'' || text[opener] == '(')) ++opener;
        const bool lower = opener < text.size() && is_lower(text[opener]);
        ends = !lower && (text[mark] != '.' || run != mark + 1 || full_stop_ends(text, inside ? start : mark, mark, next));
      }
    } else if (wide_before(text, mark) && wide_at(text, behind)) {
      ends = true;  // 好的!谢谢.再见
    }
    advance(ends ? behind : run);
    if (ends) close();
  }
  close();
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> sentences_of(string_view text) {
  std::vector<SentenceSpan> spans;
  sentence_spans(text, spans);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  out.reserve(spans.size());
  for (const auto& span : spans) out.emplace_back(span.start, span.end);
  return out;
}

}  // namespace gw
