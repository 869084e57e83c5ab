#include "learn/monitor.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "base/error.h"

namespace gw {
namespace {

double share(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

std::int64_t answers_to_alarm(std::mt19937_64& random, int good, double bad) {
  Monitor m = new_monitor(Audit::uniform, 0.01);
  for (int i = 0; i < good; ++i) observe(m, share(random) < 0.004);
  if (m.alarm_renewed > 0) return -1;
  while (m.alarm_renewed == 0) observe(m, share(random) < bad);
  return m.alarm_renewed - good;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

TEST(Monitor, RingsAsSoonAsForetold) {
  std::mt19937_64 random(1);
  const struct { double bad, median; } rows[] = {{0.03, 127}, {0.05, 61}, {0.10, 27}, {0.20, 12}};
  for (const auto& row : rows) {
    std::vector<double> delays;
    int early = 0;
    for (int run = 0; run < 600; ++run) {
      const auto delay = answers_to_alarm(random, 1000, row.bad);
      if (delay < 0) ++early;
      else delays.push_back(static_cast<double>(delay));
    }
    EXPECT_NEAR(median(delays), row.median, std::max(0.15 * row.median, 2.5)) << row.bad;
    EXPECT_LE(early, 33);  // 5.5 % of 600
  }
}

TEST(Monitor, FalseAlarmsAreAsRareAsPromised) {
  std::mt19937_64 random(2);
  double renewed_sum = 0;
  int since_start = 0;
  constexpr int runs = 600;
  for (int run = 0; run < runs; ++run) {
    Monitor m = new_monitor(Audit::uniform, 0.01);
    while (m.alarm_renewed == 0 && m.shown < 60000) observe(m, share(random) < 0.01);
    renewed_sum += static_cast<double>(m.shown);
    since_start += m.alarm_since_start > 0;
  }
  EXPECT_GE(renewed_sum / runs, 1400);  // 1,640 simulated at length; 1,000 promised
  EXPECT_LE(renewed_sum / runs, 1900);
  EXPECT_LE(since_start, runs / 20 + 16);
}

TEST(Monitor, ByHand) {
  Monitor m = new_monitor(Audit::uniform, 0.1, 0.05, 1000);
  m.bets = {{.size = (0.2 - 0.1) / (0.1 * 0.9)}};  // p = 0.2: doubles on wrong, times 8/9 on right
  observe(m, true);
  EXPECT_NEAR(renewed(m), 2, 1e-12);
  observe(m, true);
  EXPECT_NEAR(renewed(m), 2 * (1 + 2), 1e-12);
  EXPECT_NEAR(std::exp(log_since_start(m)), 4, 1e-12);
  observe(m, false);
  EXPECT_NEAR(renewed(m), 7 * 8.0 / 9, 1e-12);
  EXPECT_NEAR(std::exp(log_since_start(m)), 4 * 8.0 / 9, 1e-12);
  EXPECT_EQ(m.audited, 3);
  EXPECT_EQ(m.wrong, 2);
  EXPECT_FALSE(alarmed(m));
}

// At every promise no outcome ruins a stake below nothing, and a bet at the promised rate gains nothing on average.
TEST(Monitor, BetsAreFair) {
  for (double rate : {0.001, 0.01, 0.05, 0.2, 0.7})
    for (const Bet& bet : new_monitor(Audit::uniform, rate).bets) {
      EXPECT_GT(1 - bet.size * rate, 0);
      EXPECT_NEAR(rate * (1 + bet.size * (1 - rate)) + (1 - rate) * (1 - bet.size * rate), 1, 1e-12);
    }
  EXPECT_THROW(new_monitor(Audit::uniform, 0), Error);
  EXPECT_THROW(new_monitor(Audit::uniform, 0.1, 1), Error);
}

TEST(Monitor, WeightedAuditsSeeWhatUniformOnesSee) {
  // Half of the wrong answers hide among those audited at one in five. Everything is within the promise: no alarm in nearly all runs; then not: alarm.
  std::mt19937_64 random(3);
  const auto run = [&](double wrong, int answers, bool judge) {
    Monitor m = new_monitor(Audit::weighted, 0.02);
    for (int i = 0; i < answers && m.alarm_renewed == 0; ++i) {
      Shown s{.chance = i % 2 == 0 ? 0.2 : 1};
      s.wrong = share(random) < wrong;
      s.audited = share(random) < s.chance;
      if (judge) s.judged = s.wrong ? 0.7 * share(random) : 0.02 * share(random);
      observe(m, s);
    }
    return m.alarm_renewed;
  };
  int false_alarms = 0, found = 0, found_judged = 0;
  for (int i = 0; i < 100; ++i) {
    false_alarms += run(0.02, 500, false) > 0;
    found += run(0.15, 1000, false) > 0;
    found_judged += run(0.15, 1000, true) > 0;
  }
  EXPECT_LE(false_alarms, 45);  // a mean run of at least 1,000
  EXPECT_GE(found, 97);
  EXPECT_GE(found_judged, 97);
}

RC_GTEST_PROP(Monitor, WeightedStakesStayStakes, (std::uint64_t seed)) {
  std::mt19937_64 random(seed);
  Monitor m = new_monitor(Audit::weighted, 0.001 + 0.3 * share(random));
  for (int i = 0; i < 300; ++i) observe(m, Shown{.chance = 0.001 + 0.999 * share(random), .audited = random() % 2 == 0, .wrong = random() % 5 == 0, .judged = share(random)});
  for (const Bet& bet : m.bets) {
    RC_ASSERT(std::isfinite(bet.renewed) && bet.renewed >= 0);
    RC_ASSERT(std::isfinite(bet.log_since));
  }
  RC_ASSERT(std::isfinite(log_since_start(m)));
}

TEST(Monitor, WeightedAuditsAreChecked) {
  Monitor m = new_monitor(Audit::weighted, 0.02);
  EXPECT_THROW(observe(m, Shown{.chance = 0}), Error);
  EXPECT_THROW(observe(m, Shown{.chance = 1.5}), Error);
  EXPECT_THROW(observe(m, Shown{.chance = 1, .judged = -0.1}), Error);
  EXPECT_THROW(observe(m, true), Error);  // of a uniform monitor
}

// Stored and taken up again anywhere, it goes on as if nothing had been.
RC_GTEST_PROP(Monitor, GoesOnAfterARestart, (std::uint64_t seed)) {
  std::mt19937_64 random(seed);
  Monitor whole = new_monitor(Audit::uniform, 0.02), parted = whole;
  for (int i = 0; i < 200; ++i) {
    const bool wrong = random() % 20 == 0;
    observe(whole, wrong);
    observe(parted, wrong);
    if (random() % 10 == 0) parted = monitor_of(parse_json(json_text(json_of(parted))).as_object());
  }
  RC_ASSERT(std::abs(renewed(whole) - renewed(parted)) <= 1e-10 * (1 + renewed(whole)));
  RC_ASSERT(std::abs(log_since_start(whole) - log_since_start(parted)) <= 1e-10);
  RC_ASSERT(whole.shown == parted.shown && whole.wrong == parted.wrong && whole.alarm_renewed == parted.alarm_renewed);
}

TEST(Monitor, StaysANumberLongAfterTheAlarm) {
  Monitor m = new_monitor(Audit::uniform, 0.01);
  for (int i = 0; i < 5000; ++i) observe(m, true);
  EXPECT_TRUE(alarmed(m));
  EXPECT_TRUE(std::isfinite(renewed(m)));
  const Monitor back = monitor_of(parse_json(json_text(json_of(m))).as_object());
  EXPECT_EQ(back.alarm_renewed, m.alarm_renewed);
}

TEST(Monitor, ABrokenStateIsRefused) {
  const std::string text = json_text(json_of(new_monitor(Audit::uniform, 0.5)));
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\"uniform\"", "\"some\""}, {"\"wrong\":0", "\"wrong\":4"}, {"\"wrong_most\":0.5", "\"wrong_most\":1"}, {"\"size\":", "\"size\":9"}}) {
    std::string broken = text;
    ASSERT_NE(broken.find(from), std::string::npos) << from;
    broken.replace(broken.find(from), from.size(), to);
    EXPECT_THROW(monitor_of(parse_json(broken).as_object()), Error) << to;
  }
}

// Watched after each of 2,000 answers, the interval leaves out the truth at any time in fewer than 5 % of the runs.
TEST(Monitor, TheIntervalHoldsAtAllTimes) {
  std::mt19937_64 random(4);
  int missed = 0;
  for (int run = 0; run < 300; ++run) {
    std::int64_t wrong = 0;
    for (std::int64_t n = 1; n <= 2000; ++n) {
      const bool one = share(random) < 0.03;
      wrong += one;
      if (!one && n % 16 != 0) continue;
      const Interval i = anytime_interval(wrong, n, 0.05);
      if (i.low <= 0.03 && 0.03 <= i.high) continue;
      ++missed;
      break;
    }
  }
  EXPECT_LE(missed, 26);
}

RC_GTEST_PROP(Monitor, TheIntervalIsWiderThanTheExactOne, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 2000);
  const auto k = *rc::gen::inRange<std::int64_t>(0, n + 1);
  const Interval always = anytime_interval(k, n, 0.05), once = exact_interval(k, n, 0.05);
  RC_ASSERT(always.low <= once.low + 1e-9 && always.high >= once.high - 1e-9);
  RC_ASSERT(always.low >= 0 && always.high <= 1);
}

}  // namespace
}  // namespace gw
