// What one code point is to the index: its folded form and its kind, as one table for the basic plane.
//
// Folding is NFKC with case folding, Latin letters without accents, traditional characters as simplified ones. Default-ignorable code points
// fold to nothing. The table is made once, on first use (about 10 ms).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gw {

enum class CharKind : std::uint8_t { other, letter, digit, paired };  ///< paired: scripts without spaces between words, indexed as pairs

struct Fold {
  static constexpr std::uint16_t several = 0xFFFF;  ///< folds to several code points, or depends on its neighbours: ask `slow_fold`
  std::uint16_t to = 0;                             ///< 0: folds to nothing
  CharKind kind = CharKind::other;                  ///< of what it folds to
  bool upper = false;                               ///< the source is a capital letter
  bool joins = false;                               ///< may combine with what stands before it
};

/// 65536 rows; those from U+10000 up go through `slow_fold`.
const Fold* fold_table();
CharKind kind_of(char32_t folded);
/// Folds a base character with what combines with it.
std::u32string slow_fold(std::string_view cluster);

}  // namespace gw
