// How much each person did at each place, where old acts count less: a count that halves every half-life.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace gw {

class Fading {
 public:
  explicit Fading(double half_life_days) : half_life_seconds_(half_life_days * 86400) {}

  /// Times may come in any order; an act dated before one that is known counts as if it had happened then.
  void add(const std::string& place, std::uint32_t person, std::int64_t time);
  double at(const std::string& place, std::uint32_t person, std::int64_t now) const;
  /// For each of the persons ln((count + floor) / sum of (count + floor)): a smoothed share, comparable between busy and quiet places.
  std::vector<double> log_shares(const std::string& place, std::span<const std::uint32_t> persons, std::int64_t now, double floor) const;

 private:
  struct Count { double value = 0; std::int64_t time = 0; };
  double faded(const Count& count, std::int64_t now) const;
  double half_life_seconds_;
  std::unordered_map<std::string, std::unordered_map<std::uint32_t, Count>> places_;
};

}  // namespace gw
