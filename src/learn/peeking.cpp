#include "learn/peeking.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "base/error.h"
#include "learn/binomial.h"

namespace gw {

double log_e_value(std::int64_t k, std::int64_t n, double rate) {
  GW_ASSERT(0 <= k && k <= n && rate > 0 && rate < 1);
  const double wrong = static_cast<double>(k), right = static_cast<double>(n - k);
  const double log_beta = boost::math::lgamma(wrong + 1) + boost::math::lgamma(right + 1) - boost::math::lgamma(wrong + right + 2);
  // The incomplete beta integral is a binomial tail: I_rate(k + 1, n - k + 1) = P(Bin(n + 1, rate) >= k + 1).
  return log_beta + log_at_least(k + 1, n + 1, rate) - (wrong + 1) * std::log(rate) - right * std::log1p(-rate);
}

bool enough_labels(std::int64_t k, std::int64_t n, double rate, double delta) { return log_e_value(k, n, rate) >= -std::log(delta); }

std::int64_t labels_needed(std::int64_t k, double rate, double delta) {
  std::int64_t low = k, high = k + 1;
  while (!enough_labels(k, high, rate, delta)) high *= 2;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (enough_labels(k, middle, rate, delta) ? high : low) = middle;
  }
  return high;
}

}  // namespace gw
