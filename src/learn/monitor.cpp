#include "learn/monitor.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace gw {
namespace {

constexpr double times[] = {1.5, 2, 3, 5, 8, 12, 20};
constexpr double parts[] = {1, 0.3, 0.1, 0.03};  // of the bets, when an outcome may weigh much
constexpr double most = 1e300;                   // of `renewed`: it stays a number after any alarm
constexpr double least_log = -1e9;

// The bet that multiplies by p/rate on wrong and (1-p)/(1-rate) on right.
double bet_for(double p, double rate) { return (p - rate) / (rate * (1 - rate)); }

void step(Monitor& m, double outcome, double bet_most) {
  ++m.shown;
  const double gain = outcome - m.wrong_most;
  for (Bet& bet : m.bets) {
    const double e = std::max(0.0, 1 + std::min(bet.size, bet_most) * gain);
    bet.renewed = std::min(most, e * (1 + bet.renewed));
    bet.log_since = std::max(least_log, bet.log_since + std::log(e));
  }
  if (m.alarm_renewed == 0 && renewed(m) >= m.run_length) m.alarm_renewed = m.shown;
  if (m.alarm_since_start == 0 && log_since_start(m) >= -std::log(m.delta)) m.alarm_since_start = m.shown;
}

}  // namespace

Monitor new_monitor(Audit audit, double wrong_most, double delta, double run_length) {
  if (!(wrong_most > 0 && wrong_most < 1 && delta > 0 && delta < 1 && run_length > 1)) throw Error(Code::invalid, "A monitor needs a rate and a delta between 0 and 1, and a run length above 1.");
  Monitor m{.audit = audit, .wrong_most = wrong_most, .delta = delta, .run_length = run_length};
  for (double part : parts) {
    // A rate of twenty times 5 % is certainty, and such a bet is lost with the first right answer: they stop half way to 1.
    for (double t : times) m.bets.push_back({.size = part * bet_for(std::min(wrong_most * t, (1 + wrong_most) / 2), wrong_most)});
    if (audit == Audit::uniform) break;
  }
  return m;
}

void observe(Monitor& m, bool wrong) {
  GW_ASSERT(m.audit == Audit::uniform);
  ++m.audited;
  m.wrong += wrong;
  step(m, wrong ? 1 : 0, std::numeric_limits<double>::infinity());
}

void observe(Monitor& m, const Shown& answer) {
  GW_ASSERT(m.audit == Audit::weighted);
  if (!(answer.chance > 0 && answer.chance <= 1)) throw Error(Code::invalid, "The chance of an audit must lie in (0, 1].");
  if (!(answer.judged >= 0 && answer.judged <= 1)) throw Error(Code::invalid, "A judge's chance must lie in [0, 1].");
  m.audited += answer.audited;
  m.wrong += answer.audited && answer.wrong;
  const double seen = answer.audited ? ((answer.wrong ? 1 : 0) - answer.judged) / answer.chance : 0;
  const double lowest = answer.judged * (1 - 1 / answer.chance);  // audited and right
  step(m, answer.judged + seen, 1 / (m.wrong_most - lowest));
}

double renewed(const Monitor& m) {
  double sum = 0;
  for (const Bet& bet : m.bets) sum += bet.renewed;
  return sum / static_cast<double>(m.bets.size());
}

double log_since_start(const Monitor& m) {
  double top = least_log, sum = 0;
  for (const Bet& bet : m.bets) top = std::max(top, bet.log_since);
  for (const Bet& bet : m.bets) sum += std::exp(bet.log_since - top);
  return top + std::log(sum / static_cast<double>(m.bets.size()));
}

Interval anytime_interval(std::int64_t k, std::int64_t n, double delta) {
  GW_ASSERT(0 <= k && k <= n && delta > 0 && delta < 1);
  if (n == 0) return {};
  const double wrong = static_cast<double>(k), right = static_cast<double>(n - k);
  using boost::math::lgamma;
  const double evidence = lgamma(wrong + 0.5) + lgamma(right + 0.5) - lgamma(wrong + right + 1) - 2 * lgamma(0.5) + std::log(delta);
  const auto inside = [&](double p) {
    const double likelihood = (k == 0 ? 0 : wrong * std::log(p)) + (k == n ? 0 : right * std::log1p(-p));
    return likelihood > evidence;
  };
  // The likelihood falls to both sides of k/n, so each end is found by halving.
  const auto end = [&](double in, double out) {
    if (inside(out)) return out;
    for (int i = 0; i < 60; ++i) {
      const double middle = (in + out) / 2;
      (inside(middle) ? in : out) = middle;
    }
    return out;
  };
  const double share = wrong / static_cast<double>(n);
  return {end(share, 0), end(share, 1)};
}

}  // namespace gw
