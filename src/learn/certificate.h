// A certificate: the statistical statement about an application's wrong-answer rate, and what it rests on.
//
// It says, for each stratum: of the questions that the application answers at this threshold, at most `wrong_most` are answered wrong, and all
// these statements hold together with chance 1 - delta. It holds for questions drawn as the sealed cases were, and for exactly the model, prompts
// and settings whose hashes it names; a hash that changes voids it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "flow/words.h"

namespace gw {

enum class Tier { strict, standard, assist };  ///< at most 1 %, 2 %, 5 % wrong; `assist` is visibly marked
double wrong_most(Tier tier);
std::string_view name_of(Tier tier);

/// What is promised and at what price.
struct Terms {
  double wrong_most = 0.02;    ///< the rate that is promised
  double delta = 0.05;         ///< the chance allowed to the whole promise
  int attempt = 0;             ///< 0: the sealed cases are looked at once and retired; k >= 1: the k-th look at them, which gets delta * 6 / (pi^2 k^2)
  int tiers = 1;               ///< promises made at once; each gets its share of delta
  double missed = 0;           ///< share of wrong answers that the labellers overlook (measured with planted ones); the bound is divided by 1 - missed
  double design_effect = 1;    ///< by how much related cases count less (see `design_effect`)
};

struct Stratum {
  std::string name;                  ///< "" when there is only one
  std::optional<double> threshold;   ///< none: nothing holds, everything is refused
  std::int64_t wrong = 0, answered = 0, cases = 0;  ///< at the threshold; without one, at the most promising threshold
  std::int64_t tested = 0;           ///< thresholds looked at
  double chance = 0;                 ///< that the first one would pass, as the open cases foretold
};

struct Certificate {
  Terms terms;
  std::vector<Stratum> strata;
  std::map<std::string, std::string> rests_on;  ///< "model", "prompt", "index", "weights", ... -> hash
  std::string cases_hash;                       ///< of the sealed cases
  std::int64_t made_at = 0;                     ///< seconds since 1970, as given
};

/// The delta of one stratum's procedure, after attempts, tiers and strata took their shares.
double delta_of_stratum(const Terms& terms, std::size_t strata);
/// 1 + (size - 1) * correlation for clusters of `size` related cases: Kish, Survey Sampling (1965) 5.4.
double design_effect(double cluster_size, double correlation);
/// The answers that would have to be labelled for k wrong of them to pass, under all of the terms.
std::int64_t answers_needed(const Terms& terms, std::size_t strata, std::int64_t wrong);

/// The threshold for a stratum; none when it holds none or the certificate does not know it: refuse.
std::optional<double> threshold_of(const Certificate& certificate, std::string_view stratum);
/// Why the certificate does not hold for what runs now, naming what changed; "" while it holds.
std::string void_reason(const Certificate& certificate, const std::map<std::string, std::string>& now, Tongue language = Tongue::en);
/// A line a stratum: "2 wrong of 512 answered, so at most 2 % at 95 %."
std::string sentence(const Certificate& certificate, Tongue language);
/// The hash of a set of cases, one text a case, whatever their order.
std::string hash_of_cases(std::vector<std::string> cases);

json::object json_of(const Certificate& certificate);
/// Error(invalid) naming the member that is missing or not sound.
Certificate certificate_of(const json::object& object);

}  // namespace gw
