// Label as you go: an e-value that may be looked at after every label, and lets labelling stop whenever it is large enough.
//
//   E = (1/rate) * Integral over p in 0..rate of (p/rate)^k * ((1-p)/(1-rate))^(n-k)
//
// Were the true rate `rate` or more, E would ever reach 1/delta with chance at most delta (Ville's inequality; the mixture is Robbins's,
// Ann. Math. Stat. 41 (1970) 1397). It costs 1.3 to 1.5 times the answers of a size fixed in advance.
#pragma once
#include <cstdint>

namespace gw {

/// ln E for k wrong of the n labelled so far. Needs 0 <= k <= n, 0 < rate < 1.
double log_e_value(std::int64_t k, std::int64_t n, double rate);
/// Whether "at most `rate` wrong" may be certified now.
bool enough_labels(std::int64_t k, std::int64_t n, double rate, double delta);
/// The fewest labels with which k wrong are enough.
std::int64_t labels_needed(std::int64_t k, double rate, double delta);

}  // namespace gw
