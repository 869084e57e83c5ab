// A shuffle that is the same for the same seed on every machine.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace gw {

class Shuffle {
 public:
  explicit Shuffle(std::uint64_t seed) : state_(seed) {}
  /// Fisher and Yates, with splitmix64.
  template <class T>
  void operator()(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<std::size_t>(next() % i)]);
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  std::uint64_t state_;
};

}  // namespace gw
