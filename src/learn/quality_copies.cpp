#include "learn/quality_copies.h"

#include <algorithm>
#include <set>

#include "answer/question.h"
#include "answer/reading.h"
#include "base/hash.h"

namespace gw {
namespace {

constexpr std::size_t words_of_piece = 5;
constexpr std::size_t rows_of_band = 4;
constexpr std::size_t compared_most = 20;  // of those that share a band: more are boilerplate, and chained by their neighbours
constexpr std::uint32_t nothing = UINT32_MAX;

std::uint64_t mix(std::uint64_t h, std::uint64_t more) {
  h ^= more + 0x9E3779B97F4A7C15ULL + (h << 6) + (h >> 2);
  h *= 0xBF58476D1CE4E5B9ULL;
  return h ^ (h >> 29);
}

}  // namespace

std::vector<std::uint64_t> pieces_of(std::string_view text) {
  const auto units = read(text).units;
  std::vector<std::uint64_t> out;
  const std::size_t many = units.size() < words_of_piece ? (units.empty() ? 0 : 1) : units.size() - words_of_piece + 1;
  for (std::size_t i = 0; i < many; ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = i; k < std::min(i + words_of_piece, units.size()); ++k) hash = mix(hash, units[k].key);
    out.push_back(hash);
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

Sketch sketch_of(std::int64_t document, std::string_view text) {
  Sketch out{.document = document, .whole = hash64(normalised(text))};
  out.least.fill(nothing);
  const auto pieces = pieces_of(text);
  out.pieces = static_cast<std::uint32_t>(pieces.size());
  for (const auto piece : pieces) {
    auto& least = out.least[piece & 63];
    least = std::min(least, static_cast<std::uint32_t>(piece >> 32));
  }
  return out;
}

double shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  const std::size_t either = a.size() + b.size() - both.size();
  return either == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(either);
}

std::vector<std::pair<std::size_t, std::size_t>> likely_copies(const std::vector<Sketch>& sketches, std::size_t most) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  const auto pair_up = [&](std::vector<std::pair<std::uint64_t, std::size_t>>& keys) {
    std::ranges::sort(keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
      for (std::size_t k = i + 1; k < keys.size() && k <= i + compared_most && keys[k].first == keys[i].first && out.size() < most; ++k) {
        const auto pair = std::minmax(keys[i].second, keys[k].second);
        if (seen.insert(pair).second) out.push_back(pair);
      }
  };
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (std::size_t i = 0; i < sketches.size(); ++i)
    if (sketches[i].pieces > 0) keys.emplace_back(sketches[i].whole, i);
  // Of many exact copies each is told with the one before it.
  std::ranges::sort(keys);
  for (std::size_t i = 1; i < keys.size() && out.size() < most; ++i)
    if (keys[i].first == keys[i - 1].first && seen.insert({keys[i - 1].second, keys[i].second}).second) out.emplace_back(keys[i - 1].second, keys[i].second);
  for (std::size_t band = 0; band < 64; band += rows_of_band) {
    keys.clear();
    for (std::size_t i = 0; i < sketches.size(); ++i) {
      std::uint64_t key = band;
      bool said = false;
      for (std::size_t row = band; row < band + rows_of_band; ++row) {
        key = mix(key, sketches[i].least[row]);
        said = said || sketches[i].least[row] != nothing;
      }
      if (said) keys.emplace_back(key, i);
    }
    pair_up(keys);
  }
  return out;
}

}  // namespace gw
