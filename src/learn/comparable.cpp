#include "learn/comparable.h"

#include "base/text.h"

namespace gw {
namespace {

std::u32string folded(std::string_view text) {
  const std::string form = nfkc_casefold(text);
  std::u32string out;
  for (std::size_t at = 0; at < form.size();) out += decode(form, at);
  return out;
}

char32_t at_or_nothing(const std::u32string& text, std::size_t i) { return i < text.size() ? text[i] : 0; }
bool in_word(char32_t c) { return is_letter(c) || is_digit(c); }

bool is_point(const std::u32string& text, std::size_t i) { return text[i] == '.' && i > 0 && is_digit(text[i - 1]) && is_digit(at_or_nothing(text, i + 1)); }
bool is_minus(const std::u32string& text, std::size_t i) {
  return (text[i] == '-' || text[i] == U'−') && is_digit(at_or_nothing(text, i + 1)) && (i == 0 || !(in_word(text[i - 1]) || text[i - 1] == ')'));
}

// The cells of a row and the lines of a list: 4.0 | 10900 are two numbers, 10 900 is one.
bool parts_numbers(char32_t c) { return c == '|' || c == ';' || c == '\n'; }

std::string utf8(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) encode(c, out);
  return out;
}

template <class PutWord, class PutRun>
void walk(std::string_view text, PutWord put_word, PutRun put_run) {
  const std::u32string all = folded(text);
  for (std::size_t i = 0; i < all.size();) {
    std::size_t to = i;
    if (is_cjk(all[i])) {
      while (to < all.size() && is_cjk(all[to])) ++to;
      put_run(std::u32string_view(all).substr(i, to - i));
    } else {
      while (to < all.size() && !is_cjk(all[to]) && (in_word(all[to]) || is_point(all, to) || (to == i && is_minus(all, to)))) ++to;
      if (to > i) put_word(utf8(std::u32string_view(all).substr(i, to - i)));
    }
    i = to > i ? to : i + 1;
  }
}

}  // namespace

std::string comparable(std::string_view text) {
  const std::u32string all = folded(text);
  std::string out;
  bool parted = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (is_minus(all, i)) { out += '-'; continue; }
    parted = parted || parts_numbers(all[i]);
    if (!is_point(all, i) && (is_space(all[i]) || is_punctuation(all[i]))) continue;
    if (all[i] == '|') continue;
    if (parted && is_digit(all[i]) && !out.empty() && out.back() >= '0' && out.back() <= '9') out += ' ';
    parted = false;
    encode(all[i], out);
  }
  return out;
}

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> out;
  walk(text, [&](std::string word) { out.push_back(std::move(word)); }, [&](std::u32string_view run) {
    for (std::size_t i = 0; i < run.size(); ++i) out.push_back(utf8(run.substr(i, 1)));
  });
  return out;
}

std::vector<std::string> words_and_bigrams_of(std::string_view text) {
  std::vector<std::string> out;
  walk(text, [&](std::string word) { out.push_back(std::move(word)); }, [&](std::u32string_view run) {
    if (run.size() == 1) out.push_back(utf8(run));
    for (std::size_t i = 0; i + 1 < run.size(); ++i) out.push_back(utf8(run.substr(i, 2)));
  });
  return out;
}

bool holds(std::string_view whole, std::string_view part) {
  if (part.empty()) return false;
  const auto of_number = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  for (std::size_t at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    const bool cut_before = at > 0 && of_number(part.front()) && (of_number(whole[at - 1]) || whole[at - 1] == '-');
    const bool cut_behind = end < whole.size() && of_number(part.back()) && of_number(whole[end]);
    if (!cut_before && !cut_behind) return true;
  }
  return false;
}

}  // namespace gw
