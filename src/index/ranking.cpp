#include "index/ranking.h"

namespace gw {

Norms norms_of(const FieldRanking& ranking, std::uint64_t chunks, std::uint64_t total_length) {
  const double average = chunks == 0 || total_length == 0 ? 1 : static_cast<double>(total_length) / static_cast<double>(chunks);
  Norms norms;
  for (std::size_t code = 0; code < norms.size(); ++code) {
    const double length = decoded_length(static_cast<std::uint8_t>(std::min<std::size_t>(code, 247)));  // no code above 247 is written
    norms[code] = ranking.k1 * (1 - ranking.b + ranking.b * length / average);
  }
  return norms;
}

void TermScorer::tabulate() {
  std::vector<std::uint32_t> table(table_rows * 256);
  for (std::uint32_t f = 1; f <= table_rows; ++f)
    for (std::uint32_t code = 0; code < 256; ++code) table[(f - 1) * 256 + code] = exactly(f, static_cast<std::uint8_t>(code));
  table_ = std::move(table);
  rows_ = table_rows;
}

}  // namespace gw
