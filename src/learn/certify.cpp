#include "learn/certify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "base/error.h"
#include "learn/binomial.h"

namespace gw {
namespace {

constexpr int grid_steps = 20;

struct Count { std::int64_t wrong = 0, answered = 0; };

Count count_at(std::span<const Judged> cases, double threshold) {
  Count out;
  for (const Judged& one : cases) {
    if (!(one.score >= threshold)) continue;  // nor at a score that is no number
    ++out.answered;
    out.wrong += one.wrong;
  }
  return out;
}

// What is left of a count when related cases count less: fewer answers, and no fewer wrong ones than their share.
Count effective(Count count, const Terms& terms) {
  return {static_cast<std::int64_t>(std::ceil(static_cast<double>(count.wrong) / terms.design_effect)),
          static_cast<std::int64_t>(std::floor(static_cast<double>(count.answered) / terms.design_effect))};
}

class Walk {
 public:
  Walk(const Terms& terms, std::size_t strata) : terms_(terms), rate_(terms.wrong_most * (1 - terms.missed)), delta_(delta_of_stratum(terms, strata)) {}

  // The chance that `threshold` passes on a sealed set of that size; with half a wrong answer added, for no rate is nought.
  double chance(std::span<const Judged> open, double threshold, std::size_t sealed) const {
    const Count seen = count_at(open, threshold);
    const double rate = (static_cast<double>(seen.wrong) + 0.5) / static_cast<double>(seen.answered + 1);
    const double expected = static_cast<double>(seen.answered) * static_cast<double>(sealed) / static_cast<double>(open.size());
    const Count count = effective({0, static_cast<std::int64_t>(std::floor(expected))}, terms_);
    return chance_to_pass(count.answered, rate, rate_, delta_);
  }

  bool passes(Count count) const {
    const Count c = effective(count, terms_);
    return c.wrong < c.answered && log_at_most(c.wrong, c.answered, rate_) <= std::log(delta_);
  }

  Stratum go(std::string name, std::span<const Judged> open, std::span<const Judged> sealed) const {
    Stratum out{.name = std::move(name), .cases = static_cast<std::int64_t>(sealed.size())};
    const std::vector<double> grid = threshold_grid(open);
    if (grid.empty()) return out;
    std::size_t start = 0;
    for (std::size_t j = 0; j < grid.size(); ++j)
      if (const double c = chance(open, grid[j], sealed.size()); c > out.chance) { out.chance = c; start = j; }
    for (std::size_t j = start; j < grid.size(); ++j) {
      const Count count = count_at(sealed, grid[j]);
      ++out.tested;
      const bool passed = passes(count);
      if (passed) out.threshold = grid[j];
      if (passed || j == start) { out.wrong = count.wrong; out.answered = count.answered; }
      if (!passed) break;
    }
    return out;
  }

 private:
  const Terms& terms_;
  double rate_, delta_;
};

void check(const Terms& t) {
  const auto share = [](double x) { return x > 0 && x < 1; };
  if (!share(t.wrong_most) || !share(t.delta)) throw Error(Code::invalid, "The promised rate and delta must lie between 0 and 1.");
  if (t.attempt < 0 || t.tiers < 1) throw Error(Code::invalid, "`attempt` is 0 or more, `tiers` 1 or more.");
  if (!(t.missed >= 0 && t.missed < 1) || !(t.design_effect >= 1)) throw Error(Code::invalid, "`missed` lies in [0, 1), `design_effect` is 1 or more.");
}

std::map<std::string, std::vector<Judged>> by_stratum(std::span<const Judged> cases) {
  std::map<std::string, std::vector<Judged>> out;
  for (const Judged& one : cases) out[one.stratum].push_back(one);
  return out;
}

}  // namespace

std::vector<double> threshold_grid(std::span<const Judged> open) {
  std::vector<double> scores;
  for (const Judged& one : open)
    if (std::isfinite(one.score)) scores.push_back(one.score);
  std::sort(scores.begin(), scores.end(), std::greater<>());
  std::vector<double> grid;
  for (int step = 1; step <= grid_steps && !scores.empty(); ++step) {
    const std::size_t through = scores.size() * static_cast<std::size_t>(step) / grid_steps;
    if (through == 0) continue;
    const double threshold = std::floor(scores[through - 1] * 1e9) / 1e9;
    if (grid.empty() || threshold < grid.back()) grid.push_back(threshold);
  }
  return grid;
}

Certificate certify(std::span<const Judged> open, std::span<const Judged> sealed, const Terms& terms) {
  check(terms);
  auto opened = by_stratum(open), kept = by_stratum(sealed);
  std::set<std::string> names;
  for (const auto& [name, cases] : opened) names.insert(name);
  for (const auto& [name, cases] : kept) names.insert(name);
  Certificate out{.terms = terms};
  const Walk walk(terms, names.size());
  for (const std::string& name : names) out.strata.push_back(walk.go(name, opened[name], kept[name]));
  return out;
}

std::vector<Certificate> certify_tiers(std::span<const Judged> open, std::span<const Judged> sealed, Terms terms) {
  std::vector<Certificate> out;
  terms.tiers = 3;
  for (Tier tier : {Tier::strict, Tier::standard, Tier::assist}) {
    terms.wrong_most = wrong_most(tier);
    out.push_back(certify(open, sealed, terms));
  }
  return out;
}

std::vector<Judged> one_of_each_cluster(std::span<const Judged> cases, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Judged> out;
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> met;  // cluster -> its place in `out`, cases seen of it
  for (const Judged& one : cases) {
    if (one.cluster.empty()) { out.push_back(one); continue; }
    const auto [at, fresh] = met.try_emplace(one.cluster, out.size(), 0);
    if (fresh) out.push_back(one);
    if (random() % ++at->second.second == 0) out[at->second.first] = one;
  }
  return out;
}

}  // namespace gw
