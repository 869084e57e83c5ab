#include "learn/paired.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "base/error.h"

namespace gw {
namespace {

constexpr double same = 1e-9;

double mean(std::span<const double> values) { return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

std::vector<double> differences(std::span<const double> before, std::span<const double> after) {
  GW_ASSERT(before.size() == after.size());
  std::vector<double> out(before.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = after[i] - before[i];
  return out;
}

// P(Bin(gained + lost, 1/2) >= gained): how easily so many would be gained by luck.
double by_luck(std::int64_t gained, std::int64_t lost) { return std::exp(log_at_least(gained, gained + lost, 0.5)); }

}  // namespace

McNemar mcnemar(std::int64_t gained, std::int64_t lost) {
  const std::int64_t n = gained + lost, fewer = std::min(gained, lost);
  if (n == 0) return {};
  const double tail = at_most(fewer, n, 0.5), point = std::exp(log_binomial(fewer, n, 0.5));
  return {gained, lost, std::min(1.0, 2 * tail), std::min(1.0, 2 * tail - point)};
}

McNemar sign_test(std::span<const double> before, std::span<const double> after) {
  std::int64_t gained = 0, lost = 0;
  for (double d : differences(before, after)) {
    gained += d > same;
    lost += d < -same;
  }
  return mcnemar(gained, lost);
}

Difference bootstrap(std::span<const double> before, std::span<const double> after, std::uint64_t seed, int rounds, double delta) {
  const std::vector<double> d = differences(before, after);
  if (d.empty()) return {};
  GW_ASSERT(rounds > 0 && delta > 0 && delta < 1);
  std::mt19937_64 random(seed);
  // Not std::uniform_int_distribution, whose numbers differ between libraries.
  const auto draw = [&] { return static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * d.size()) >> 64); };
  std::vector<double> means(static_cast<std::size_t>(rounds));
  for (double& m : means) {
    double sum = 0;
    for (std::size_t i = 0; i < d.size(); ++i) sum += d[draw()];
    m = sum / static_cast<double>(d.size());
  }
  std::sort(means.begin(), means.end());
  const auto at = [&](double q) { return means[std::min(means.size() - 1, static_cast<std::size_t>(q * static_cast<double>(means.size())))]; };
  return {mean(d), at(delta / 2), at(1 - delta / 2)};
}

double mean_least(std::span<const double> values, double delta) {
  if (values.empty()) return 0;
  GW_ASSERT(delta > 0 && delta < 1);
  const double n = static_cast<double>(values.size()), goal = -std::log(delta);
  // The stakes are set by what was seen before each draw: large when the values hardly vary.
  std::vector<double> stakes;
  double sum = 0.5, squares = 0.25, seen = 1;
  for (double x : values) {
    stakes.push_back(std::sqrt(2 * goal / (squares / seen * n)));
    sum += x;
    seen += 1;
    const double off = x - sum / seen;
    squares += off * off;
  }
  // The capital against "the mean is at most m" falls as m rises; what is not refuted begins where it has never reached 1/delta.
  const auto refuted = [&](double m) {
    double log_capital = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      log_capital += std::log1p(std::min(stakes[i], 0.95 / m) * (values[i] - m));
      if (log_capital >= goal) return true;
    }
    return false;
  };
  double low = 0, high = 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (refuted(middle) ? low : high) = middle;
  }
  return low;
}

Comparison compare(std::span<const double> before, std::span<const double> after, double margin, std::uint64_t seed, double delta) {
  if (before.size() != after.size()) throw Error(Code::invalid, "Both versions must be run on the same cases.");
  if (!(margin >= 0 && margin < 1)) throw Error(Code::invalid, "The margin must lie in [0, 1).");
  std::vector<double> halved = differences(before, after);
  for (double& d : halved) d = std::clamp((d + 1) / 2, 0.0, 1.0);
  Comparison c{.cases = static_cast<std::int64_t>(before.size()), .before = mean(before), .after = mean(after), .changes = sign_test(before, after),
               .difference = bootstrap(before, after, seed, 2000, delta), .least = 2 * mean_least(halved, delta) - 1, .margin = margin, .delta = delta};
  const auto [gained, lost] = std::pair(c.changes.gained, c.changes.lost);
  if (by_luck(gained, lost) <= delta) c.standing = Standing::better;
  else if (by_luck(lost, gained) <= delta) c.standing = Standing::below;
  else if (c.least >= -margin) c.standing = Standing::not_below;
  return c;
}

std::string_view name_of(Standing standing) {
  constexpr std::string_view names[] = {"better", "not_below", "unproven", "below"};
  return names[static_cast<int>(standing)];
}

std::string sentence(const Comparison& c, Tongue language) {
  const bool zh = language == Tongue::zh;
  std::string out = zh ? fmt::format("{} 个案例：得分 {:.3f} → {:.3f}，{} 个变好，{} 个变差。", c.cases, c.before, c.after, c.changes.gained, c.changes.lost)
                       : fmt::format("{} cases: score {:.3f} -> {:.3f}, {} better, {} worse. ", c.cases, c.before, c.after, c.changes.gained, c.changes.lost);
  const double sure = 100 * (1 - c.delta), points = 100 * c.margin, least = 100 * c.least;
  switch (c.standing) {
    case Standing::better: return out + (zh ? "新版本更好。" : "The new version is better.");
    case Standing::below: return out + (zh ? "新版本更差。" : "The new version is worse.");
    case Standing::not_below: return out + (zh ? fmt::format("在 {:g} % 的置信度下，新版本至多低 {:g} 个百分点。", sure, points) : fmt::format("At {:g} %, the new version is at most {:g} points lower.", sure, points));
    case Standing::unproven:
      return out + (zh ? fmt::format("案例太少，无法判断：在 {:g} % 的置信度下只能说至多低 {:.1f} 个百分点，而允许 {:g} 个。", sure, -least, points)
                       : fmt::format("Too few cases to tell: at {:g} % it is at most {:.1f} points lower, and {:g} are allowed.", sure, -least, points));
  }
  return out;
}

Stability stability(const std::vector<std::vector<double>>& repeats) {
  Stability out;
  if (repeats.empty()) return out;
  std::vector<double> means;
  for (const auto& repeat : repeats) {
    GW_ASSERT(repeat.size() == repeats[0].size());
    means.push_back(mean(repeat));
  }
  for (std::size_t i = 0; i < repeats[0].size(); ++i) {
    const bool changed = std::any_of(repeats.begin(), repeats.end(), [&](const auto& repeat) { return std::abs(repeat[i] - repeats[0][i]) >= same; });
    if (changed) out.unsteady.push_back(i);
  }
  if (!repeats[0].empty()) out.steady = 1 - static_cast<double>(out.unsteady.size()) / static_cast<double>(repeats[0].size());
  const auto [least, most] = std::minmax_element(means.begin(), means.end());
  out.least = *least;
  out.most = *most;
  if (means.size() < 2) return out;
  double squares = 0;
  for (double m : means) squares += (m - mean(means)) * (m - mean(means));
  out.spread = std::sqrt(squares / static_cast<double>(means.size() - 1));
  return out;
}

}  // namespace gw
