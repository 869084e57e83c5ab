// The best k chunks seen so far, with at most so many of one document.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gw {

struct Candidate {
  std::uint32_t score = 0;
  std::uint32_t ordinal = 0;
  std::uint64_t tie = 0;
  std::int64_t document = 0;
};
/// Score first; ties by the hash of the name, then the place in the document: nothing that depends on the order of building.
inline bool ranks_before(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.tie != b.tie) return a.tie < b.tie;
  if (a.document != b.document) return a.document < b.document;
  return a.ordinal < b.ordinal;
}

/// Whatever the order of offers, the result is that of sorting all of them and taking from the front.
class Best {
 public:
  Best(std::size_t k, std::size_t most_per_document) : k_(k), most_(most_per_document) { kept_.reserve(k + 1); }
  /// What scores less cannot get in any more.
  std::uint32_t threshold() const { return kept_.size() < k_ ? 0 : kept_.back().score; }
  void offer(const Candidate& candidate);
  const std::vector<Candidate>& ranked() const { return kept_; }

 private:
  std::size_t k_, most_;
  std::vector<Candidate> kept_;  // in rank order
};

}  // namespace gw
