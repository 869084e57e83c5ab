#include "model/small/choice.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

// Solves a x = b for a symmetric, positive definite matrix (Cholesky), in place.
void solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * n + j];
    }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
}

std::vector<double> softmax_of(const std::vector<double>& sums) {
  const double top = *std::max_element(sums.begin(), sums.end());
  std::vector<double> p(sums.size());
  double total = 0;
  for (std::size_t j = 0; j < sums.size(); ++j) total += p[j] = std::exp(sums[j] - top);
  for (double& one : p) one /= total;
  return p;
}

// Mean spread of an input within events; what does not vary has none and keeps weight 0.
std::vector<double> spreads_of(const Choices& c) {
  std::vector<double> spread(c.inputs, 0), mean(c.inputs);
  double count = 0;
  for (const auto& event : c.events) {
    std::fill(mean.begin(), mean.end(), 0.0);
    const float* rows = c.rows.data() + event.first * c.inputs;
    for (std::size_t j = 0; j < event.candidates; ++j)
      for (std::size_t d = 0; d < c.inputs; ++d) mean[d] += rows[j * c.inputs + d] / static_cast<double>(event.candidates);
    for (std::size_t j = 0; j < event.candidates; ++j)
      for (std::size_t d = 0; d < c.inputs; ++d) spread[d] += (rows[j * c.inputs + d] - mean[d]) * (rows[j * c.inputs + d] - mean[d]);
    count += static_cast<double>(event.candidates);
  }
  for (double& s : spread) s = std::sqrt(s / std::max(1.0, count));
  return spread;
}

struct Slope { double value = 0; std::vector<double> gradient, curvature; };

// Objective, gradient and (negative) Hessian at b over inputs divided by their spread.
Slope slope_at(const Choices& c, const std::vector<double>& b, const std::vector<double>& scale, double ridge, bool with_curvature) {
  const std::size_t n = c.inputs;
  Slope out{0, std::vector<double>(n, 0), std::vector<double>(with_curvature ? n * n : 0, 0)};
  std::vector<double> x, sums, mean(n);
  for (const auto& event : c.events) {
    x.assign(event.candidates * n, 0);
    sums.assign(event.candidates, 0);
    const float* rows = c.rows.data() + event.first * n;
    for (std::size_t j = 0; j < event.candidates; ++j)
      for (std::size_t d = 0; d < n; ++d) sums[j] += b[d] * (x[j * n + d] = rows[j * n + d] * scale[d]);
    const auto p = softmax_of(sums);
    out.value += event.weight * std::log(std::max(p[event.chosen], 1e-300));
    std::fill(mean.begin(), mean.end(), 0.0);
    for (std::size_t j = 0; j < event.candidates; ++j)
      for (std::size_t d = 0; d < n; ++d) mean[d] += p[j] * x[j * n + d];
    for (std::size_t d = 0; d < n; ++d) out.gradient[d] += event.weight * (x[event.chosen * n + d] - mean[d]);
    if (!with_curvature) continue;
    for (std::size_t j = 0; j < event.candidates; ++j) {
      if (p[j] < 1e-6) continue;
      for (std::size_t d = 0; d < n; ++d) {
        const double left = event.weight * p[j] * (x[j * n + d] - mean[d]);
        for (std::size_t e = 0; e <= d; ++e) out.curvature[d * n + e] += left * (x[j * n + e] - mean[e]);
      }
    }
  }
  for (std::size_t d = 0; d < n; ++d) {
    out.value -= ridge / 2 * b[d] * b[d];
    out.gradient[d] -= ridge * b[d];
    if (with_curvature) out.curvature[d * n + d] += ridge;
  }
  return out;
}

}  // namespace

void Choices::put(std::span<const float> added, std::size_t chosen, double weight) {
  GW_ASSERT(inputs > 0 && added.size() % inputs == 0 && chosen < added.size() / inputs);
  events.push_back({rows.size() / inputs, added.size() / inputs, chosen, weight});
  rows.insert(rows.end(), added.begin(), added.end());
}

void Choices::forget(std::size_t oldest) {
  if (oldest == 0) return;
  GW_ASSERT(oldest <= events.size());
  const std::size_t cut = oldest == events.size() ? rows.size() / inputs : events[oldest].first;
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(cut * inputs));
  events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(oldest));
  for (Event& event : events) event.first -= cut;
}

Choice Choice::fit(const Choices& choices, double ridge) {
  const std::size_t n = choices.inputs;
  std::vector<double> scale = spreads_of(choices), b(n, 0);
  for (double& s : scale) s = s > 1e-9 ? 1 / s : 0;
  for (int round = 0; round < 50 && !choices.events.empty(); ++round) {
    Slope here = slope_at(choices, b, scale, ridge, true);
    std::vector<double> step = here.gradient;
    solve(here.curvature, step);
    double promise = 0;
    for (std::size_t d = 0; d < n; ++d) promise += step[d] * here.gradient[d];
    if (promise < 1e-6 * (1 + std::abs(here.value))) break;
    double share = 1;
    std::vector<double> next(n);
    for (int halving = 0; halving < 30; ++halving, share /= 2) {
      for (std::size_t d = 0; d < n; ++d) next[d] = b[d] + share * step[d];
      if (slope_at(choices, next, scale, ridge, false).value >= here.value + 1e-4 * share * promise) break;
    }
    b = next;
  }
  for (std::size_t d = 0; d < n; ++d) b[d] *= scale[d];
  return Choice(std::move(b));
}

double Choice::sum(std::span<const float> row) const {
  GW_ASSERT(row.size() == weights_.size());
  double sum = 0;
  for (std::size_t d = 0; d < row.size(); ++d) sum += weights_[d] * row[d];
  return sum;
}

std::vector<double> Choice::probabilities(std::span<const float> rows) const {
  const std::size_t n = weights_.size();
  GW_ASSERT(n > 0 && rows.size() % n == 0 && !rows.empty());
  std::vector<double> sums(rows.size() / n);
  for (std::size_t j = 0; j < sums.size(); ++j) sums[j] = sum(rows.subspan(j * n, n));
  return softmax_of(sums);
}

}  // namespace gw
