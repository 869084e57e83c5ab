// Two versions on the same cases: which is better, by how much, and whether the new one may take the old one's place.
//
// Only what changed counts: a case that both get right says nothing about which is better. Scores are 0 to 1; the i-th score of both is of the i-th
// case, and the cases are independent draws of the questions that the application gets.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "learn/binomial.h"
#include "learn/certificate.h"

namespace gw {

/// Cases that only one of them got right, and the chance of so uneven a split were they equally good. Exact: McNemar, Psychometrika 12 (1947) 153;
/// mid-p counts the split itself half: less cautious, and with few cases nearer to its level (Fagerland et al., BMC Med. Res. Methodol. 13 (2013) 91).
struct McNemar {
  std::int64_t gained = 0, lost = 0;
  double p = 1, mid_p = 1;  ///< two-sided
};
McNemar mcnemar(std::int64_t gained, std::int64_t lost);

/// The same split over scores: cases that rose, and fell; ties say nothing.
McNemar sign_test(std::span<const double> before, std::span<const double> after);

/// Mean of after - before, and its percentile interval over cases drawn anew with `seed` (Efron 1979). The same seed gives the same interval on any
/// machine. For showing; with few cases, or none that changed, it is too narrow to decide by.
struct Difference { double mean = 0, low = 0, high = 0; };
Difference bootstrap(std::span<const double> before, std::span<const double> after, std::uint64_t seed, int rounds = 2000, double delta = 0.05);

/// A rate that the mean of independent draws from [0, 1] is at least, with chance 1 - delta, however few there are and whatever their shape: the bound by
/// betting of Waudby-Smith and Ramdas (JRSS B 86 (2024) 1, arXiv 2010.09686), in the order given.
double mean_least(std::span<const double> values, double delta);

enum class Standing {
  better,     ///< the sign test says so: one-sided p <= delta
  not_below,  ///< with chance 1 - delta its mean score is at most `margin` lower
  unproven,   ///< neither shown to be lower nor shown not to be: more cases are needed
  below,      ///< the sign test says so: one-sided p <= delta
};

struct Comparison {
  std::int64_t cases = 0;
  double before = 0, after = 0;   ///< mean scores
  McNemar changes;
  Difference difference;          ///< for showing
  double least = -1;              ///< the mean difference is at least this, with chance 1 - delta
  double margin = 0, delta = 0.05;
  Standing standing = Standing::unproven;
};

/// `better` is looked for first, then `below`, then `not_below`. A margin of 0 can hardly be shown; 0.02 takes 165 cases of which none changed.
Comparison compare(std::span<const double> before, std::span<const double> after, double margin, std::uint64_t seed, double delta = 0.05);
std::string_view name_of(Standing standing);
/// What the decision means, in a sentence with its numbers.
std::string sentence(const Comparison& comparison, Tongue language);

/// The same cases run several times: how much of the score is luck.
struct Stability {
  double steady = 1;               ///< share of cases with the same outcome in every repeat
  double least = 0, most = 0;      ///< mean score of the worst and the best repeat
  double spread = 0;               ///< standard deviation of the repeats' means; 0 with one
  std::vector<std::size_t> unsteady;  ///< the cases whose outcome changed
};
/// `repeats[r][i]` is the score of case i in repeat r; each repeat has all cases. Scores that differ by less than 1e-9 are the same.
Stability stability(const std::vector<std::vector<double>>& repeats);

}  // namespace gw
