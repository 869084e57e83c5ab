// Where sentences begin and end, for Chinese and English text. Chunks, quotes and measures all use these boundaries.
//
// A sentence ends at 。！？； (and their half-width forms between Han), at . ! ? before white space, and at every newline. Closing quotes and
// brackets behind the mark belong to it. Not an end: a decimal point, an abbreviation (Dr., e.g., No. 5), initials (J. R. Smith), a list
// number (`1. First`), a full stop before a lower-case word.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

/// Sentences in order, in code points, without the white space around them. Linear. Needs valid UTF-8.
std::vector<std::pair<std::uint32_t, std::uint32_t>> sentences_of(std::string_view text);

/// The same, in bytes and code points, for callers that cut the text itself.
struct SentenceSpan {
  std::size_t byte_start = 0, byte_end = 0;
  std::uint32_t start = 0, end = 0;  ///< code points
};
void sentence_spans(std::string_view text, std::vector<SentenceSpan>& out);

}  // namespace gw
