#include "model/small/fading.h"

#include <algorithm>
#include <cmath>

namespace gw {

double Fading::faded(const Count& count, std::int64_t now) const {
  return count.value * std::exp2(-std::max(0.0, static_cast<double>(now - count.time)) / half_life_seconds_);
}

void Fading::add(const std::string& place, std::uint32_t person, std::int64_t time) {
  Count& count = places_[place][person];
  count.value = faded(count, time) + 1;
  count.time = std::max(count.time, time);
}

double Fading::at(const std::string& place, std::uint32_t person, std::int64_t now) const {
  const auto here = places_.find(place);
  if (here == places_.end()) return 0;
  const auto found = here->second.find(person);
  return found == here->second.end() ? 0 : faded(found->second, now);
}

std::vector<double> Fading::log_shares(const std::string& place, std::span<const std::uint32_t> persons, std::int64_t now, double floor) const {
  std::vector<double> out;
  double total = 0;
  for (const std::uint32_t person : persons) {
    out.push_back(at(place, person, now) + floor);
    total += out.back();
  }
  for (double& one : out) one = std::log(one / total);
  return out;
}

}  // namespace gw
