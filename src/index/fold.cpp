#include "index/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "index/simplified.h"

namespace gw {
namespace {

bool is_unspaced(char32_t c) {  // Thai, Lao, Myanmar, Khmer, Tibetan
  return (c >= 0x0E01 && c <= 0x0EDF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17D3) || (c >= 0x0F40 && c <= 0x0FBC);
}

const icu::Normalizer2& form() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    GW_ASSERT(U_SUCCESS(status));
    return found;
  }();
  return *instance;
}

// The letter under the accents of a Latin letter; the character itself otherwise.
char32_t without_accent(char32_t c) {
  if (c < 0xC0 || (c >= 0x250 && c < 0x1E00) || c > 0x1EFF) return c;
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* nfd = [&] { return icu::Normalizer2::getNFDInstance(status); }();
  icu::UnicodeString parts;
  if (!nfd->getDecomposition(static_cast<UChar32>(c), parts)) return c;
  const char32_t base = static_cast<char32_t>(parts.char32At(0));
  return base >= 'a' && base <= 'z' ? base : c;
}

struct Table {
  std::vector<Fold> rows{65536};
  std::vector<char16_t> simplified = std::vector<char16_t>(0x10000, 0);

  Table() {
    for (int i = 0; traditional_characters[i] != 0; ++i) simplified[traditional_characters[i]] = simplified_characters[i];
    for (char32_t c = 1; c < 65536; ++c) rows[c] = row(c);
  }

  char32_t last_step(char32_t c) const {
    if (c >= 0x300 && c <= 0x36F) return 0;  // an accent that found no letter to combine with
    if (c < 65536 && simplified[c] != 0) return simplified[c];
    return without_accent(c);
  }

  Fold row(char32_t c) const {
    Fold fold;
    if (c >= 0xD800 && c < 0xE000) return fold;
    const auto plain = static_cast<std::uint16_t>(c);
    if ((c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c <= 0xD7A3)) {  // maps to itself under NFKC: three quarters of the table, without ICU
      fold.to = static_cast<std::uint16_t>(last_step(plain));
      fold.kind = (c >= 0x4DC0 && c <= 0x4DFF) ? CharKind::other : CharKind::paired;
      return fold;
    }
    if (c < 0x80) {
      fold.upper = c >= 'A' && c <= 'Z';
      fold.to = fold.upper ? static_cast<std::uint16_t>(c | 0x20) : plain;
      fold.kind = kind_of(fold.to);
      return fold;
    }
    const auto code = static_cast<UChar32>(c);
    if (!u_isdefined(code)) {
      fold.to = plain;
      return fold;
    }
    fold.joins = !form().hasBoundaryBefore(code);
    fold.upper = u_isupper(code) && !u_isULowercase(code);
    icu::UnicodeString mapped;
    if (!form().getDecomposition(code, mapped)) mapped = icu::UnicodeString(code);
    UErrorCode status = U_ZERO_ERROR;
    mapped = form().normalize(mapped, status);
    if (mapped.isEmpty()) return fold;
    if (mapped.countChar32() != 1 || mapped.char32At(0) >= 0xFFFF) {
      fold.to = Fold::several;
      return fold;
    }
    fold.to = static_cast<std::uint16_t>(last_step(static_cast<char32_t>(mapped.char32At(0))));
    fold.kind = kind_of(fold.to);
    return fold;
  }
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

CharKind kind_of(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? CharKind::letter : c >= '0' && c <= '9' ? CharKind::digit : CharKind::other;
  if (is_cjk(c) || is_unspaced(c)) return CharKind::paired;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  if (mask & U_GC_N_MASK) return CharKind::digit;
  return mask & (U_GC_L_MASK | U_GC_M_MASK) ? CharKind::letter : CharKind::other;
}

const Fold* fold_table() { return table().rows.data(); }

std::u32string slow_fold(std::string_view cluster) {
  std::u32string out;
  const std::string folded = nfkc_casefold(cluster);
  for (std::size_t at = 0; at < folded.size();)
    if (const char32_t c = table().last_step(decode(folded, at)); c != 0) out.push_back(c);
  return out;
}

}  // namespace gw
