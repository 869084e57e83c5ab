// Text to index terms, the same for documents and questions.
//
// NFKC and case folding; traditional to simplified; runs of Han, Kana and Hangul as bigrams (a run of one as itself); words with English stems;
// identifiers (ERR-1042, max_batch_size, GB/T 22239) whole and in parts. `version` changes whenever terms change; segments carry it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

constexpr int analyser_version = 1;

struct Term {
  std::string text;
  std::uint32_t start = 0, end = 0;  ///< code points in the source text
};

/// Terms in order of their place. Linear in the text; a term is at most 64 bytes (longer runs are cut).
std::vector<Term> terms_of(std::string_view text);

/// Streaming form without allocation per term, for building: calls `put(term)`; the view dies with the call.
class Analyser {
 public:
  Analyser();
  ~Analyser();
  template <class Put>
  void each(std::string_view text, Put&& put);  // implemented by the index room
};

}  // namespace gw
