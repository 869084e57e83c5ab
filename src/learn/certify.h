// How a threshold earns its certificate: chosen on open cases, proven on sealed ones.
//
//   grid    the thresholds that let 5, 10, ... 100 % of the open cases with an answer through, strictest first
//   start   where the open cases foretell the best chance to pass on a sealed set of this size
//   walk    from there to looser thresholds; each is tested on the sealed cases; the first that fails ends the walk
//   ship    the last that passed; none: everything is refused
//
// Each stratum walks alone with its share of delta. The walk is the fixed-sequence test of Learn-then-Test (Angelopoulos et al., arXiv 2110.01052):
// all thresholds that it passes hold together with chance 1 - delta. Start and grid see nothing of the sealed cases but how many there are. A walk
// that starts at the strictest threshold never passes: too few answers there.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "learn/certificate.h"

namespace gw {

/// One case as the application met it: what it scored, and whether its best answer, given, would have been wrong. A case for which there was
/// nothing to answer has the score -infinity and is never answered.
struct Judged {
  double score = 0;
  bool wrong = false;
  std::string stratum;  ///< language, collection, kind of answer; "" when there is only one
  std::string cluster;  ///< cases that are not independent (paraphrases, one document) share one; "" stands alone
};

/// Runs the procedure. `open` may have been used for anything before; `sealed` for nothing, not even for choosing the terms. `rests_on`, `cases_hash` and
/// `made_at` are the caller's to fill. Error(invalid) when the terms are not sound.
Certificate certify(std::span<const Judged> open, std::span<const Judged> sealed, const Terms& terms);
/// Strict, standard and assist at once, each with a third of delta.
std::vector<Certificate> certify_tiers(std::span<const Judged> open, std::span<const Judged> sealed, Terms terms);

/// One case of each cluster, drawn with `seed`: the exact way to meet dependence, where `design_effect` is the estimate.
std::vector<Judged> one_of_each_cluster(std::span<const Judged> cases, std::uint64_t seed);

/// The thresholds of the grid, strictest first, without repeats; each rounded down to nine decimals, so that it reads the same from JSON.
std::vector<double> threshold_grid(std::span<const Judged> open);

}  // namespace gw
