// The drift monitor: watches audited answers and raises an alarm when more are wrong than was promised. It may be looked at after every answer.
//
// It bets against "each next answer is wrong with chance at most `wrong_most`, whatever came before". A bet b on the outcome z (1 wrong, 0 right)
// multiplies its stake by 1 + b * (z - wrong_most), which no strategy can make grow while that holds. Two ways of keeping the winnings run beside
// each other, each the mean over several bets:
//
//   since start   E_t = E_{t-1} * e_t             alarm at 1/delta. Quick after the start, slow after a long good time; false with chance at most delta, ever.
//   renewed       M_t = e_t * (1 + M_{t-1})       alarm at `run_length`. Quick at any time; while the promise holds, the mean number of answers until a
//                                                 false alarm is at least `run_length` (e-detectors: Shin, Ramdas and Rinaldo, arXiv 2203.03532).
//
// The bets are those that suit a true rate of 1.5, 2, 3, 5, 8, 12 and 20 times `wrong_most`. The state is a plain struct: store it after each
// answer, go on with it after a restart. Nothing here draws, waits or keeps time.
#pragma once
#include <cstdint>
#include <vector>

#include "base/json.h"
#include "learn/binomial.h"

namespace gw {

struct Bet {
  double size = 0;      ///< b; 0 <= b <= 1/wrong_most
  double log_since = 0; ///< ln E of this bet
  double renewed = 0;   ///< M of this bet
};

enum class Audit {
  uniform,   ///< a random share of the answers is audited, and only the audited are shown to the monitor
  weighted,  ///< every answer is shown, with its chance of being audited
};

struct Monitor {
  Audit audit = Audit::uniform;
  double wrong_most = 0.02;   ///< the promise
  double delta = 0.05;
  double run_length = 1000;
  std::vector<Bet> bets;
  std::int64_t shown = 0;     ///< answers shown; with uniform audits all of them audited
  std::int64_t audited = 0;
  std::int64_t wrong = 0;     ///< of the audited
  std::int64_t alarm_since_start = 0, alarm_renewed = 0;  ///< number of the answer at which each first rang; 0: it did not
};

/// Error(invalid) unless 0 < wrong_most < 1, 0 < delta < 1, run_length > 1. Weighted audits get smaller bets besides, since an outcome may weigh much.
Monitor new_monitor(Audit audit, double wrong_most, double delta = 0.05, double run_length = 1000);

/// One audited answer of a uniform monitor.
void observe(Monitor& monitor, bool wrong);

/// One answer given, audited or not. `chance` and `judged` must be fixed before the audit's label is known.
struct Shown {
  double chance = 1;    ///< that it is audited; (0, 1]
  bool audited = false;
  bool wrong = false;   ///< the audit's finding
  double judged = 0;    ///< a judge's chance that it is wrong, [0, 1]; 0 without a judge
};
/// One answer of a weighted monitor. The outcome is z = judged + audited * (wrong - judged) / chance (inverse probability weighting; with a judge,
/// prediction-powered: arXiv 2602.02229); bets are cut so that no outcome can ruin them. Error(invalid) when a number is out of its range.
void observe(Monitor& monitor, const Shown& answer);

inline bool alarmed(const Monitor& m) { return m.alarm_since_start > 0 || m.alarm_renewed > 0; }
double renewed(const Monitor& monitor);          ///< M, the mean over the bets
double log_since_start(const Monitor& monitor);  ///< ln E, of the mean over the bets

/// Where the true rate lies, right at all times together with chance 1 - delta, after k wrong of n audited (uniform audits):
/// {p : B(1/2 + k, 1/2 + n - k) / B(1/2, 1/2) < p^k (1 - p)^(n - k) / delta}. Wider than `exact_interval`, but may be watched as it grows.
Interval anytime_interval(std::int64_t k, std::int64_t n, double delta);

json::object json_of(const Monitor& monitor);
/// Gives the monitor back, to a rounding error. Error(invalid) naming the member that is missing or not sound.
Monitor monitor_of(const json::object& object);

}  // namespace gw
