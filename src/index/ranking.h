// BM25 in whole numbers, so that a sum does not depend on the order of its parts.
//
//   weight = idf * boost * (k1 + 1) * f / (f + k1 * (1 - b + b * length / average)), times 2^14, rounded, at least 1
//   idf    = ln(1 + (chunks - holding + 0.5) / (holding + 0.5))
//
// chunks, holding and average are those of what the caller may see.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "index/lengths.h"
#include "index/postings.h"
#include "index/segment.h"

namespace gw {

struct FieldRanking { double k1, b, boost; };

/// The setting that all measurements use; one for every language.
struct Ranking {
  std::array<FieldRanking, fields> field = {{{0.9, 0.5, 1.0}, {0.9, 0.5, 0.2}}};
  double single = 1.2;  ///< what one character of a longer run of Han counts, beside the pairs
};

constexpr double weight_scale = 1 << 14;

inline double idf_of(std::uint64_t chunks, std::uint64_t holding) {
  const auto n = static_cast<double>(chunks), h = static_cast<double>(holding);
  return std::log(1 + (n - h + 0.5) / (h + 0.5));
}

/// k1 * (1 - b + b * length / average) for each length code.
using Norms = std::array<double, 256>;
Norms norms_of(const FieldRanking& ranking, std::uint64_t chunks, std::uint64_t total_length);

/// Scores postings of one term in one field.
class TermScorer {
 public:
  TermScorer(double factor, const Norms& norms) : factor_(factor), norms_(&norms) {}
  std::uint32_t weight(std::uint32_t frequency, std::uint8_t length) const {
    if (frequency <= rows_) return table_[(frequency - 1) * 256 + length];
    return exactly(frequency, length);
  }
  /// The most that a posting of the block can score.
  std::uint32_t bound(const Pairs& pairs) const {
    std::uint32_t most = weight(std::max<std::uint32_t>(pairs.frequency[0], 1), pairs.length[0]);
    for (std::size_t i = 1; i < 4; ++i)
      if (pairs.frequency[i] != pairs.frequency[0]) most = std::max(most, weight(std::max<std::uint32_t>(pairs.frequency[i], 1), pairs.length[i]));
    return most;
  }
  /// Worth it from some thousand postings on.
  void tabulate();

 private:
  static constexpr std::uint32_t table_rows = 8;
  std::uint32_t exactly(std::uint32_t frequency, std::uint8_t length) const {
    const double f = frequency;
    return std::max(1u, static_cast<std::uint32_t>(factor_ * f / (f + (*norms_)[length]) + 0.5));
  }
  double factor_;
  const Norms* norms_;
  std::vector<std::uint32_t> table_;
  std::uint32_t rows_ = 0;
};

}  // namespace gw
