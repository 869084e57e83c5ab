// Text to index terms, the same for documents and questions.
//
// NFKC and case folding, Latin letters without accents; traditional to simplified; runs of Han, Kana, Hangul (and Thai, Lao, Khmer, Burmese,
// Tibetan) as pairs (a run of one as itself); words with English stems; identifiers whole, without what joins their parts, and in parts:
//
//   馬祖列島      马祖 祖列 列岛                          running       run
//   ERR-1042      err1042 err 1042                        ISO 9001      iso iso9001 9001
//   max_batch     maxbatch max batch                      iPhone15      iphone15 phone 15
//   3.14          3.14                                    company's     compani
//
// The characters of a run of Han are indexed besides, as `singles`: they find 税 in 税务, and weigh less.
//
// `analyser_version` changes whenever terms change; segments carry it.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

constexpr int analyser_version = 1;

struct Term {
  std::string text;
  std::uint32_t start = 0, end = 0;  ///< code points in the source text
};

/// Terms in order of their place (a whole before its parts). Linear in the text; a term is at most 64 bytes (longer runs are cut).
std::vector<Term> terms_of(std::string_view text);

/// The same without an allocation per term, for building. One thread at a time; keep it, it remembers stems.
class Analyser {
 public:
  Analyser();
  ~Analyser();
  Analyser(const Analyser&) = delete;
  Analyser& operator=(const Analyser&) = delete;

  struct Token {
    std::uint32_t at = 0, size = 0;    ///< place in the buffer of texts
    std::uint32_t start = 0, end = 0;  ///< code points in the source text
  };
  /// Calls put(std::string_view term, std::uint32_t start, std::uint32_t end) for each; the view dies with the call.
  template <class Put>
  void each(std::string_view text, Put&& put) {
    analyse(text);
    for (const Token& token : tokens()) put(std::string_view(letters() + token.at, token.size), token.start, token.end);
  }
  /// Calls put(std::string_view character) for each character in the runs of two or more Han of the text last given to `each`.
  template <class Put>
  void each_single(Put&& put) const {
    for (const Single& single : singles()) put(std::string_view(letters() + single.at, single.size));
  }

 private:
  struct Single { std::uint32_t at = 0, size = 0; };
  void analyse(std::string_view text);
  const std::vector<Single>& singles() const;
  const std::vector<Token>& tokens() const;
  const char* letters() const;
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace gw
