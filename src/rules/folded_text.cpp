#include "rules/folded_text.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.h"

namespace gw {
namespace {

bool is_plain_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool is_wordy(char32_t c) { return (is_letter(c) || is_digit(c)) && !is_cjk(c); }

// What one character becomes; most are ASCII or Han and need no table.
class Folding {
 public:
  std::u32string_view of(char32_t c) {
    if (c < 0x80 || is_plain_han(c)) {
      one_ = c >= 'A' && c <= 'Z' ? c + 32 : c;
      return {&one_, 1};
    }
    const auto [entry, fresh] = known_.try_emplace(c);
    if (fresh) {
      std::string utf8;
      encode(c, utf8);
      const std::string folded = nfkc_casefold(utf8);
      for (std::size_t at = 0; at < folded.size();) entry->second.push_back(decode(folded, at));
    }
    return entry->second;
  }

 private:
  char32_t one_ = 0;
  std::unordered_map<char32_t, std::u32string> known_;
};

}  // namespace

FoldedText::FoldedText(std::string_view text) {
  Folding folding;
  std::uint32_t at = 0;
  for (std::size_t byte = 0; byte < text.size(); ++at)
    for (char32_t c : folding.of(decode(text, byte))) put(c, at);
}

void FoldedText::put(char32_t c, std::uint32_t at) {
  const bool space = is_space(c);
  if (space && (text_.empty() || text_.back() == U' ')) return;
  if (is_cjk(c)) {  // what stands between this one and the CJK character before it is no part of a word
    std::size_t keep = text_.size();
    while (keep > 0 && !is_cjk(text_[keep - 1]) && (text_[keep - 1] == U' ' || is_punctuation(text_[keep - 1]))) --keep;
    if (keep > 0 && is_cjk(text_[keep - 1])) {
      text_.resize(keep);
      from_.resize(keep);
    }
  }
  text_.push_back(space ? U' ' : c);
  from_.push_back(at);
}

TextPlace FoldedText::place(std::size_t from, std::size_t to) const { return {from_[from], from_[to - 1] + 1}; }

std::u32string folded(std::string_view text) {
  std::u32string out(FoldedText(text).text());
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

Phrases::Phrases(std::span<const std::string> phrases) {
  for (std::size_t i = 0; i < phrases.size(); ++i)
    if (auto text = folded(phrases[i]); !text.empty()) entries_.push_back({std::move(text), i});
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) { return std::tuple(a.text[0], b.text.size(), a.phrase) < std::tuple(b.text[0], a.text.size(), b.phrase); });
}

std::vector<Phrases::Place> Phrases::in(const FoldedText& text, const Patience& patience, std::size_t most) const {
  std::vector<Place> out;
  const std::u32string_view whole = text.text();
  const auto stands_alone = [&](std::size_t from, std::size_t to) {
    return !(from > 0 && is_wordy(whole[from]) && is_wordy(whole[from - 1])) && !(to < whole.size() && is_wordy(whole[to - 1]) && is_wordy(whole[to]));
  };
  for (std::size_t at = 0; at < whole.size() && out.size() < most;) {
    if (at % 4096 == 0) patience.check();
    const auto candidates = std::ranges::equal_range(entries_, whole[at], {}, [](const Entry& entry) { return entry.text[0]; });
    const auto found = std::ranges::find_if(candidates, [&](const Entry& entry) {
      return whole.substr(at).starts_with(entry.text) && stands_alone(at, at + entry.text.size());
    });
    if (found == candidates.end()) {
      ++at;
      continue;
    }
    out.push_back({found->phrase, text.place(at, at + found->text.size())});
    at += found->text.size();
  }
  return out;
}

}  // namespace gw
