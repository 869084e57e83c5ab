// A text as words are compared in it: NFKC, case folded, invisible characters gone, runs of white space as one space, and nothing between two CJK
// characters, so that 最 佳, 最*佳 and 最佳 are the same word. Every character knows the place in the original text that it came from.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/regex.h"

namespace gw {

class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  std::u32string_view text() const { return text_; }
  TextPlace place(std::size_t from, std::size_t to) const;  ///< of the folded characters [from, to); needs from < to

 private:
  void put(char32_t c, std::uint32_t at);
  std::u32string text_;
  std::vector<std::uint32_t> from_;  // of each folded character: the code point it came from
};

std::u32string folded(std::string_view text);

/// Words and phrases to be found in one pass. A word of letters is found as a whole word ("best" is not in "bestow"); CJK words anywhere.
class Phrases {
 public:
  explicit Phrases(std::span<const std::string> phrases);

  struct Place {
    std::size_t phrase = 0;  ///< its position in the list
    TextPlace place;
  };
  /// The longest phrase at each place, in order, without overlap; at most `most`. Error(timeout) when patience ends.
  std::vector<Place> in(const FoldedText& text, const Patience& patience, std::size_t most = 1000) const;

 private:
  struct Entry {
    std::u32string text;
    std::size_t phrase;
  };
  std::vector<Entry> entries_;  // by first character, longest first
};

}  // namespace gw
