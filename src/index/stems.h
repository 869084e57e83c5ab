// English stems, remembered: words repeat, and the stemmer costs a microsecond.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace gw {

class Stems {
 public:
  Stems();
  ~Stems();
  Stems(const Stems&) = delete;
  Stems& operator=(const Stems&) = delete;
  /// The stem of a word of a-z; the view dies with the next call. Words longer than 28 letters are returned as they are.
  std::string_view of(std::string_view word);

 private:
  struct Entry {
    std::uint8_t word_size = 0, stem_size = 0;
    std::array<char, 28> word, stem;
  };
  sb_stemmer* stemmer_;
  std::vector<Entry> entries_;  // direct-mapped by the word's hash
};

}  // namespace gw
