// Copies and near copies among many documents, by sketches of their pieces of five words (of Chinese: characters).
//
// A sketch is the least hash of the pieces in each of 64 classes; two documents that share a run of four of these are compared piece by piece.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

struct Sketch {
  std::int64_t document = 0;
  std::uint64_t whole = 0;  ///< hash of all that is said, but for case, width, spaces and punctuation
  std::uint32_t pieces = 0;
  std::array<std::uint32_t, 64> least{};  ///< UINT32_MAX: nothing in this class
};

/// The hashes of all pieces, sorted, without repeats. A text of fewer than five words is one piece.
std::vector<std::uint64_t> pieces_of(std::string_view text);
Sketch sketch_of(std::int64_t document, std::string_view text);
/// Share of the pieces that both have, of those that either has.
double shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// Pairs worth comparing, as places in `sketches`, exact copies first; each once; at most `most`.
std::vector<std::pair<std::size_t, std::size_t>> likely_copies(const std::vector<Sketch>& sketches, std::size_t most);

}  // namespace gw
