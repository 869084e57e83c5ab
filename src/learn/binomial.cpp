#include "learn/binomial.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace gw {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

double log_choose(std::int64_t n, std::int64_t k) {
  const auto log_factorial = [](std::int64_t x) { return boost::math::lgamma(static_cast<double>(x) + 1); };
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

// Bisection between `low`, for which `holds` is false, and `high`, for which it is true.
template <class F>
std::int64_t first_that(std::int64_t low, std::int64_t high, F holds) {
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

double log_binomial(std::int64_t k, std::int64_t n, double p) {
  GW_ASSERT(n >= 0 && p >= 0 && p <= 1);
  if (k < 0 || k > n) return nothing;
  if (p == 0) return k == 0 ? 0 : nothing;
  if (p == 1) return k == n ? 0 : nothing;
  return log_choose(n, k) + static_cast<double>(k) * std::log(p) + static_cast<double>(n - k) * std::log1p(-p);
}

double log_at_most(std::int64_t k, std::int64_t n, double p) {
  GW_ASSERT(n >= 0 && p >= 0 && p <= 1);
  if (k < 0) return nothing;
  if (k >= n || p == 0) return 0;
  if (p == 1) return nothing;
  // From the largest term of 0..k outward, each term as its share of the largest.
  const double odds = p / (1 - p);
  const auto mode = static_cast<std::int64_t>(std::floor(static_cast<double>(n + 1) * p));
  const std::int64_t top = std::min(k, mode);
  double sum = 1, term = 1;
  for (std::int64_t i = top; i > 0 && term > sum * 1e-18; --i) sum += term *= static_cast<double>(i) / (static_cast<double>(n - i + 1) * odds);
  term = 1;
  for (std::int64_t i = top + 1; i <= k && term > sum * 1e-18; ++i) sum += term *= static_cast<double>(n - i + 1) * odds / static_cast<double>(i);
  return std::min(0.0, log_binomial(top, n, p) + std::log(sum));
}

double log_at_least(std::int64_t k, std::int64_t n, double p) { return log_at_most(n - k, n, 1 - p); }

double at_most(std::int64_t k, std::int64_t n, double p) { return std::exp(log_at_most(k, n, p)); }

double rate_most(std::int64_t k, std::int64_t n, double delta) {
  GW_ASSERT(0 <= k && k <= n && delta > 0 && delta < 1);
  return k == n ? 1 : boost::math::ibetac_inv(static_cast<double>(k + 1), static_cast<double>(n - k), delta);
}

double rate_least(std::int64_t k, std::int64_t n, double delta) {
  GW_ASSERT(0 <= k && k <= n && delta > 0 && delta < 1);
  return k == 0 ? 0 : boost::math::ibeta_inv(static_cast<double>(k), static_cast<double>(n - k + 1), delta);
}

Interval exact_interval(std::int64_t k, std::int64_t n, double delta) { return {rate_least(k, n, delta / 2), rate_most(k, n, delta / 2)}; }

std::int64_t wrong_most(std::int64_t n, double rate, double delta) {
  const double limit = std::log(delta);
  return first_that(-1, n, [&](std::int64_t k) { return log_at_most(k, n, rate) > limit; }) - 1;
}

std::int64_t answers_needed(std::int64_t k, double rate, double delta) {
  GW_ASSERT(k >= 0 && rate > 0 && rate < 1 && delta > 0 && delta < 1);
  const double limit = std::log(delta);
  const auto enough = [&](std::int64_t n) { return log_at_most(k, n, rate) <= limit; };
  std::int64_t high = k + 1;
  while (!enough(high)) high *= 2;
  return first_that(k, high, enough);
}

double chance_to_pass(std::int64_t n, double truth, double rate, double delta) { return at_most(wrong_most(n, rate, delta), n, truth); }

Interval wilson(std::int64_t k, std::int64_t n, double delta) {
  GW_ASSERT(0 <= k && k <= n && delta > 0 && delta < 1);
  if (n == 0) return {};
  const double size = static_cast<double>(n), share = static_cast<double>(k) / size;
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), delta / 2));
  const double middle = (share + z * z / (2 * size)) / (1 + z * z / size);
  const double half = z / (1 + z * z / size) * std::sqrt(share * (1 - share) / size + z * z / (4 * size * size));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace gw
