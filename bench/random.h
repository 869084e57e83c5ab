// Numbers that are the same for the same seed on every machine, and Zipf's law over ranks.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace gw::bench {

/// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }           ///< [0, 1)
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(share() * static_cast<double>(n)); }
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }

 private:
  std::uint64_t state_;
};

/// Ranks 0..n-1, rank r with weight (r + shift)^-power. Drawn in constant time (Walker's alias table).
class Zipf {
 public:
  Zipf(std::size_t n, double power, double shift) : keep_(n), other_(n) {
    std::vector<double> weight(n);
    double sum = 0;
    for (std::size_t r = 0; r < n; ++r) sum += weight[r] = std::pow(static_cast<double>(r) + shift, -power);
    std::vector<std::uint32_t> small, large;
    for (std::size_t r = 0; r < n; ++r) {
      keep_[r] = weight[r] / sum * static_cast<double>(n);
      (keep_[r] < 1 ? small : large).push_back(static_cast<std::uint32_t>(r));
    }
    while (!small.empty() && !large.empty()) {
      const std::uint32_t s = small.back(), l = large.back();
      small.pop_back();
      other_[s] = l;
      keep_[l] -= 1 - keep_[s];
      if (keep_[l] >= 1) continue;
      large.pop_back();
      small.push_back(l);
    }
    for (const auto rest : small) keep_[rest] = 1;
    for (const auto rest : large) keep_[rest] = 1;
  }
  std::size_t draw(Random& random) const {
    const std::size_t r = random.below(keep_.size());
    return random.share() < keep_[r] ? r : other_[r];
  }
  std::size_t size() const { return keep_.size(); }

 private:
  std::vector<double> keep_;
  std::vector<std::uint32_t> other_;
};

}  // namespace gw::bench
