// What k wrong of n says about a rate: binomial tails, exact bounds, and how many answers a promise needs.
//
// All are for independent draws of one kind, with the number n fixed before the labels are seen. Rates and levels are shares (0.01, not 1 %);
// `delta` is the chance that is allowed to be wrong (0.05 for "at 95 %").
#pragma once
#include <cstdint>

namespace gw {

struct Interval { double low = 0, high = 1; };

/// ln P(Bin(n, p) = k), ln P(Bin(n, p) <= k) and ln P(Bin(n, p) >= k); -infinity where it cannot be. Summed from the largest term in log space: no
/// underflow, relative error of the probability about 1e-11 at n = 100,000. Needs n >= 0 and 0 <= p <= 1.
double log_binomial(std::int64_t k, std::int64_t n, double p);
double log_at_most(std::int64_t k, std::int64_t n, double p);
double log_at_least(std::int64_t k, std::int64_t n, double p);
double at_most(std::int64_t k, std::int64_t n, double p);

/// The rate that is exceeded with chance at most `delta`: BetaInv(1 - delta; k + 1, n - k); 1 when k == n. One-sided and exact.
/// Clopper and Pearson, Biometrika 26 (1934) 404. Needs 0 <= k <= n, 0 < delta < 1.
double rate_most(std::int64_t k, std::int64_t n, double delta);
/// The other side: BetaInv(delta; k, n - k + 1); 0 when k == 0.
double rate_least(std::int64_t k, std::int64_t n, double delta);
/// Both sides at delta / 2 each.
Interval exact_interval(std::int64_t k, std::int64_t n, double delta);

/// The most wrong of n with which "at most `rate` wrong" holds: max{k : P(Bin(n, rate) <= k) <= delta}; -1: not even with none wrong.
std::int64_t wrong_most(std::int64_t n, double rate, double delta);
/// The fewest answers with which k wrong still let "at most `rate` wrong" hold. Needs 0 < rate < 1.
std::int64_t answers_needed(std::int64_t k, double rate, double delta);
/// The chance that n answers show "at most `rate` wrong" when the true rate is `truth`.
double chance_to_pass(std::int64_t n, double truth, double rate, double delta);

/// For showing a rate to people, not for a promise: Wilson, JASA 22 (1927) 209, two-sided at `delta`; the whole of [0, 1] when n == 0.
Interval wilson(std::int64_t k, std::int64_t n, double delta = 0.05);

}  // namespace gw
