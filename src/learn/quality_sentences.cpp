#include "learn/quality_sentences.h"

#include <algorithm>

#include "answer/reading.h"
#include "base/hash.h"
#include "base/text.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

constexpr std::size_t words_least = 3, words_most = 60;
constexpr std::uint32_t characters_least = 8, characters_most = 400;
constexpr std::size_t compared_most = 12;  // of those alike
constexpr double alike_least = 0.8;

bool covers(const Mark& mark, const Unit& unit) { return mark.start < unit.end && unit.start < mark.end; }

// "3. " and "（2）" before a sentence count nothing.
bool numbers_the_item(std::string_view sentence, const Mark& mark) {
  if (mark.start > 1) return false;
  const auto behind = slice(sentence, mark.end, mark.end + 1);
  return behind == "." || behind == ")" || behind == "、" || behind == "）" || behind == "．";
}

std::uint32_t fold(std::uint64_t h) { return static_cast<std::uint32_t>(h ^ (h >> 32)); }

std::uint64_t salted(std::uint64_t key, std::uint64_t salt) {
  std::uint64_t h = (key ^ salt) * 0xBF58476D1CE4E5B9ULL;
  h ^= h >> 31;
  return h * 0x94D049BB133111EBULL;
}

// Two least hashes each: sentences alike share one of the four with a good chance.
std::array<std::uint32_t, 4> keys_of(const std::vector<std::uint64_t>& words) {
  std::array<std::uint32_t, 4> out{};
  for (std::uint64_t band = 0; band < 4; ++band) {
    std::uint64_t first = UINT64_MAX, second = UINT64_MAX;
    for (const auto word : words) {
      first = std::min(first, salted(word, 2 * band + 1));
      second = std::min(second, salted(word, 2 * band + 2));
    }
    out[band] = fold(first ^ (second * 31));
  }
  return out;
}

std::uint32_t said_by(const Claim& claim) {
  std::uint64_t h = claim.denied ? 7 : 3;
  for (const auto& [unit, numbers] : claim.numbers)
    for (const auto number : numbers) h += salted(number, unit);
  for (const auto date : claim.dates) h += salted(date, 11);
  return fold(h);
}

}  // namespace

Claim claim_of(std::string_view sentence) {
  const Reading reading = read(sentence);
  Claim out;
  std::vector<const Mark*> apart;
  for (const Mark& mark : reading.marks) {
    if (mark.kind == MarkKind::number && numbers_the_item(sentence, mark)) apart.push_back(&mark);
    else if (mark.kind == MarkKind::number) out.numbers[mark.unit].insert(mark.key), apart.push_back(&mark);
    else if (mark.kind == MarkKind::date) out.dates.insert(mark.key), apart.push_back(&mark);
    else if (mark.kind == MarkKind::identifier) out.codes.insert(mark.key);
    else if (mark.kind == MarkKind::negation) out.denied = !out.denied, apart.push_back(&mark);
  }
  for (const Unit& unit : reading.units) {
    if (unit.weak || std::ranges::any_of(apart, [&](const Mark* mark) { return covers(*mark, unit); })) continue;
    out.words.push_back(unit.key);
  }
  std::ranges::sort(out.words);
  out.words.erase(std::ranges::unique(out.words).begin(), out.words.end());
  return out;
}

std::string_view differs(const Claim& a, const Claim& b, double& alike) {
  std::vector<std::uint64_t> both;
  std::ranges::set_intersection(a.words, b.words, std::back_inserter(both));
  const std::size_t only_a = a.words.size() - both.size(), only_b = b.words.size() - both.size();
  alike = both.empty() ? 0 : static_cast<double>(both.size()) / static_cast<double>(both.size() + only_a + only_b);
  // A word in the place of another makes it another fact; a word more does not.
  if (both.size() < words_least || alike < alike_least || (only_a > 0 && only_b > 0) || a.codes != b.codes) return "";
  if (a.dates != b.dates && !a.dates.empty() && !b.dates.empty()) return "date";
  const bool same_date = a.dates == b.dates;
  bool number = false;
  for (const auto& [unit, numbers] : a.numbers) {
    const auto theirs = b.numbers.find(unit);
    if (theirs == b.numbers.end()) continue;
    number = number || std::ranges::none_of(numbers, [&](std::uint64_t n) { return theirs->second.contains(n); });
  }
  if (number && same_date) return "number";
  if (a.denied != b.denied && a.numbers == b.numbers && same_date && only_a + only_b == 0) return "denial";
  return "";
}

void claims_of(std::int64_t document, std::string_view text, std::size_t most, std::vector<ClaimAt>& out) {
  std::vector<SentenceSpan> spans;
  sentence_spans(text, spans);
  for (const auto& span : spans) {
    if (out.size() >= most) return;
    if (span.end - span.start < characters_least || span.end - span.start > characters_most) continue;
    const Claim claim = claim_of(text.substr(span.byte_start, span.byte_end - span.byte_start));
    if (claim.words.size() < words_least || claim.words.size() > words_most) continue;
    out.push_back({document, span.start, span.end, keys_of(claim.words), said_by(claim)});
  }
}

std::vector<std::pair<std::size_t, std::size_t>> likely_same(const std::vector<ClaimAt>& claims, std::size_t most) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (std::size_t band = 0; band < 4; ++band) {
    keys.clear();
    for (std::size_t i = 0; i < claims.size(); ++i) keys.emplace_back(claims[i].keys[band], static_cast<std::uint32_t>(i));
    std::ranges::sort(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      std::size_t compared = 0;
      for (std::size_t k = i + 1; k < keys.size() && keys[k].first == keys[i].first && compared < compared_most && out.size() < 4 * most; ++k) {
        const ClaimAt &a = claims[keys[i].second], &b = claims[keys[k].second];
        if (a.document == b.document || a.said == b.said) continue;
        ++compared;
        out.emplace_back(keys[i].second, keys[k].second);
      }
    }
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace gw
