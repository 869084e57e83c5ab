#include "index/stems.h"

#include <libstemmer.h>

#include <cstring>

#include "base/error.h"

namespace gw {
namespace {
constexpr std::size_t entries = 1 << 13;
}

Stems::Stems() : stemmer_(sb_stemmer_new("english", "UTF_8")), entries_(entries) { GW_ASSERT(stemmer_ != nullptr); }
Stems::~Stems() { sb_stemmer_delete(stemmer_); }

std::string_view Stems::of(std::string_view word) {
  if (word.size() < 3 || word.size() > 28) return word;
  std::uint64_t hash = 0xCBF29CE484222325;
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  Entry& entry = entries_[(hash ^ hash >> 29) % entries];
  if (entry.word_size != word.size() || std::memcmp(entry.word.data(), word.data(), word.size()) != 0) {
    const auto* stem = sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    GW_ASSERT(stem != nullptr);
    const int size = sb_stemmer_length(stemmer_);
    if (size <= 0 || size > 28) return word;
    entry.word_size = static_cast<std::uint8_t>(word.size());
    entry.stem_size = static_cast<std::uint8_t>(size);
    std::memcpy(entry.word.data(), word.data(), word.size());
    std::memcpy(entry.stem.data(), stem, static_cast<std::size_t>(size));
  }
  return {entry.stem.data(), entry.stem_size};
}

}  // namespace gw
