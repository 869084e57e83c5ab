// Plays the certificate and the drift monitor against made-up applications whose true error is known, and prints what comes out as Markdown.
//
//   simulate_certificate [RUNS] [SEED]        1000 runs and seed 1 unless given
//
// A case's rank v (0 the surest, 1 the least sure) is uniform and its answer is wrong with chance f + 4 (mean - f) v^3, f = 0.05 %; so the true
// error of answering the surest share t is f + (mean - f) t^3, and the threshold that is shipped can be held against it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>


#include "learn/certify.h"
#include "learn/monitor.h"
#include "random.h"

namespace gw::bench {
namespace {

constexpr double floor_wrong = 0.0005;

double true_error(double mean, double coverage) { return floor_wrong + (mean - floor_wrong) * coverage * coverage * coverage; }
double best_coverage(double mean, double limit) { return std::min(1.0, std::cbrt((limit - floor_wrong) / (mean - floor_wrong))); }

std::vector<Judged> draw(Random& random, double mean, std::size_t n) {
  std::vector<Judged> out(n);
  for (Judged& one : out) {
    const double v = random.share();
    one = {.score = 1 - v, .wrong = random.share() < floor_wrong + 4 * (mean - floor_wrong) * v * v * v};
  }
  return out;
}

struct Cell { int runs = 0, certified = 0, violated = 0, naive = 0, naive_violated = 0; double coverage = 0; };

// The loosest threshold at which the sealed cases themselves look good enough: what one must not do.
double naive_coverage(std::vector<Judged> sealed, double limit) {
  std::sort(sealed.begin(), sealed.end(), [](const Judged& a, const Judged& b) { return a.score > b.score; });
  double coverage = 0, wrong = 0;
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    wrong += sealed[i].wrong;
    if (wrong <= limit * static_cast<double>(i + 1)) coverage = 1 - sealed[i].score;
  }
  return coverage;
}

Cell certify_often(Random& random, int runs, double mean, double limit, std::size_t n) {
  Cell cell{.runs = runs};
  for (int run = 0; run < runs; ++run) {
    const auto open = draw(random, mean, n / 3), sealed = draw(random, mean, n - n / 3);
    const Certificate c = certify(open, sealed, {.wrong_most = limit});
    if (const auto threshold = c.strata[0].threshold) {
      ++cell.certified;
      cell.coverage += 1 - *threshold;
      cell.violated += true_error(mean, 1 - *threshold) > limit;
    }
    if (const double coverage = naive_coverage(sealed, limit); coverage > 0) {
      ++cell.naive;
      cell.naive_violated += true_error(mean, coverage) > limit;
    }
  }
  return cell;
}

double percent(double part, double whole) { return whole == 0 ? 0 : 100 * part / whole; }

void print_certificates(int runs, Random& random) {
  constexpr std::size_t sizes[] = {600, 1000, 1500, 3000};
  fmt::print("| error with no refusal | promised | n=600 | 1000 | 1500 | 3000 | best coverage | broken, at most | naive threshold broken |\n|---|---|---|---|---|---|---|---|---|\n");
  for (const auto& [mean, limit] : {std::pair{0.075, 0.01}, {0.075, 0.02}, {0.075, 0.05}, {0.025, 0.01}, {0.025, 0.02}}) {
    fmt::print("| {:g} % | {:g} % |", mean * 100, limit * 100);
    double broken = 0, least = 100, most = 0;
    for (std::size_t n : sizes) {
      const Cell c = certify_often(random, runs, mean, limit, n);
      fmt::print(" {:.0f} % ({:.2f}) |", percent(c.certified, c.runs), c.certified == 0 ? 0 : c.coverage / c.certified);
      broken = std::max(broken, percent(c.violated, c.runs));
      least = std::min(least, percent(c.naive_violated, c.naive));
      most = std::max(most, percent(c.naive_violated, c.naive));
      std::fflush(stdout);
    }
    fmt::print(" {:.2f} | {:.1f} % | {:.0f} to {:.0f} % |\n", best_coverage(mean, limit), broken, least, most);
  }
}

struct Quantiles { double median = 0, p90 = 0, mean = 0; };
Quantiles quantiles(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (double v : values) sum += v;
  return {values[values.size() / 2], values[values.size() * 9 / 10], sum / static_cast<double>(values.size())};
}

struct Watch { std::vector<double> renewed, since_start; int early = 0; };

// `good` answers at 0.4 % wrong, then `bad` until both rang or 20,000 answers passed. Runs that rang too early count as `early` only.
Watch watch(Random& random, int runs, int good, double bad) {
  Watch out;
  for (int run = 0; run < runs; ++run) {
    Monitor m = new_monitor(Audit::uniform, 0.01, 0.05, 1000);
    for (int i = 0; i < good; ++i) observe(m, random.share() < 0.004);
    if (m.alarm_renewed > 0) ++out.early;
    const bool renewed_rang = m.alarm_renewed > 0, since_rang = m.alarm_since_start > 0;
    while (!(m.alarm_renewed > 0 && m.alarm_since_start > 0) && m.shown < good + 20000) observe(m, random.share() < bad);
    const auto delay = [&](std::int64_t at) { return static_cast<double>((at == 0 ? m.shown : at) - good); };
    if (!renewed_rang) out.renewed.push_back(delay(m.alarm_renewed));
    if (!since_rang) out.since_start.push_back(delay(m.alarm_since_start));
  }
  return out;
}

double mean_run(Random& random, int runs, double wrong) {
  double sum = 0;
  for (int run = 0; run < runs; ++run) {
    Monitor m = new_monitor(Audit::uniform, 0.01, 0.05, 1000);
    while (m.alarm_renewed == 0 && m.shown < 60000) observe(m, random.share() < wrong);
    sum += static_cast<double>(m.shown);
  }
  return sum / runs;
}

void print_monitors(int runs, Random& random) {
  fmt::print("\n| wrong after the change | renewed, median (90 %) answers to the alarm | since start | since start, wrong from the first answer | renewed, false alarms in the good 1,000 |\n|---|---|---|---|---|\n");
  for (double bad : {0.02, 0.03, 0.05, 0.10, 0.20}) {
    const Watch after = watch(random, runs, 1000, bad), at_once = watch(random, runs, 0, bad);
    const Quantiles r = quantiles(after.renewed), s = quantiles(after.since_start), o = quantiles(at_once.since_start);
    fmt::print("| {:g} % | {:.0f} ({:.0f}) | {:.0f} ({:.0f}) | {:.0f} ({:.0f}) | {:.1f} % |\n", bad * 100, r.median, r.p90, s.median, s.p90, o.median, o.p90, percent(after.early, runs));
    std::fflush(stdout);
  }
  fmt::print("\nMean answers to a false alarm (cut at 60,000): {:.0f} at exactly 1 % wrong, {:.0f} at 0.4 %.\n", mean_run(random, runs, 0.01), mean_run(random, runs, 0.004));
}

}  // namespace
}  // namespace gw::bench

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1000;
  gw::bench::Random random(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  gw::bench::print_certificates(runs, random);
  gw::bench::print_monitors(runs, random);
}
