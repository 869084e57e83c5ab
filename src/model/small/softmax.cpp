#include "model/small/softmax.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "model/small/shuffle.h"

namespace gw {
namespace {

double log_sum(std::span<const float> sums) {
  const float top = *std::max_element(sums.begin(), sums.end());
  double sum = 0;
  for (const float s : sums) sum += std::exp(static_cast<double>(s - top));
  return top + std::log(sum);
}

class Solver {
 public:
  Solver(std::span<const Sparse> records, std::span<const std::uint32_t> labels, std::span<const float> weights, std::size_t label_count, std::size_t feature_count, const SoftmaxSettings& settings)
      : records_(records), labels_(labels), weights_(weights), settings_(settings), n_(label_count), dual_(records.size() * label_count, 0), sums_(n_), move_(n_) {
    out_.labels = n_;
    out_.features = feature_count;
    out_.bias = settings.bias;
    out_.rows.assign((feature_count + 1) * n_, 0);
    for (std::size_t i = 0; i < records.size(); ++i) dual(i)[labels[i]] = 1;  // W = 0
  }

  SoftmaxWeights solve() {
    std::vector<std::uint32_t> order(records_.size());
    std::iota(order.begin(), order.end(), 0u);
    Shuffle shuffle(settings_.seed);
    for (int round = 0; round < settings_.rounds; ++round) {
      shuffle(order);
      double gap = 0, loss = 0;
      for (const std::uint32_t i : order) visit(i, gap, loss);
      // The gaps were taken while W moved, so this is an estimate; what it decides is only when to stop.
      if (gap <= settings_.gap * (loss + 1e-9)) break;
    }
    return std::move(out_);
  }

 private:
  float* dual(std::size_t i) { return dual_.data() + i * n_; }
  float cost(std::size_t i) const { return static_cast<float>(settings_.strength) * (weights_.empty() ? 1 : weights_[i]); }

  void add(const Sparse& x, float by, const std::vector<float>& direction) {
    const auto one = [&](float* row, float value) {
      for (std::size_t k = 0; k < n_; ++k) row[k] += value * direction[k];
    };
    for (const Feature& f : x) one(out_.rows.data() + f.id * n_, by * f.value);
    one(out_.rows.data() + out_.features * n_, by * settings_.bias);
  }

  void visit(std::size_t i, double& gap_sum, double& loss_sum) {
    const Sparse& x = records_[i];
    const float c = cost(i);
    if (c <= 0) return;
    out_.sums(x, sums_);
    const double log_total = log_sum(sums_);
    float* a = dual(i);
    double gap = log_total, length = 0;
    for (std::size_t k = 0; k < n_; ++k) {
      const double p = std::exp(static_cast<double>(sums_[k]) - log_total);
      if (a[k] > 0) gap += a[k] * (std::log(static_cast<double>(a[k])) - sums_[k]);
      move_[k] = static_cast<float>(p) - a[k];
      length += static_cast<double>(move_[k]) * move_[k];
    }
    gap = std::max(gap, 0.0);
    gap_sum += c * gap;
    loss_sum += c * (log_total - sums_[labels_[i]]);
    if (length < 1e-14) return;
    double norm = settings_.bias * settings_.bias;
    for (const Feature& f : x) norm += static_cast<double>(f.value) * f.value;
    const auto step = static_cast<float>(std::min(1.0, (gap + 0.5 * length) / (length * (1 + c * norm))));
    for (std::size_t k = 0; k < n_; ++k) a[k] += step * move_[k];
    add(x, -c * step, move_);
  }

  std::span<const Sparse> records_;
  std::span<const std::uint32_t> labels_;
  std::span<const float> weights_;
  SoftmaxSettings settings_;
  std::size_t n_;
  std::vector<float> dual_;
  std::vector<float> sums_, move_;
  SoftmaxWeights out_;
};

}  // namespace

void SoftmaxWeights::sums(const Sparse& x, std::span<float> out) const {
  const float* constant = rows.data() + features * labels;
  for (std::size_t k = 0; k < labels; ++k) out[k] = bias * constant[k];
  for (const Feature& f : x) {
    if (f.id >= features) continue;
    const float* row = rows.data() + f.id * labels;
    for (std::size_t k = 0; k < labels; ++k) out[k] += f.value * row[k];
  }
}

namespace {

// The smallest power of two under which a row's weights fit into 16 bits: multiples of it are exact, so that rounding twice is rounding once.
float step_of(std::span<const float> row) {
  double most = 0;
  for (const float w : row) most = std::max(most, static_cast<double>(std::abs(w)));
  if (most < 1e-20) return 0;
  int exponent = 0;
  const double mantissa = std::frexp(most / 32767, &exponent);
  return static_cast<float>(std::ldexp(1.0, mantissa == 0.5 ? exponent - 1 : exponent));
}

}  // namespace

void SoftmaxWeights::round() {
  for (std::size_t f = 0; f <= features; ++f) {
    const std::span row(rows.data() + f * labels, labels);
    const float step = step_of(row);
    for (float& w : row) w = step > 0 ? step * std::round(w / step) : 0;
  }
}

void SoftmaxWeights::write(BlobWriter& out) const {
  out.real(bias);
  for (std::size_t f = 0; f <= features; ++f) {
    const std::span row(rows.data() + f * labels, labels);
    const float step = step_of(row);
    out.real(step);
    for (const float w : row) out.small(static_cast<std::int16_t>(step > 0 ? std::lround(w / step) : 0));
  }
}

SoftmaxWeights SoftmaxWeights::read(BlobReader& in, std::size_t labels, std::size_t features) {
  SoftmaxWeights out;
  out.labels = labels;
  out.features = features;
  out.bias = in.real();
  for (std::size_t f = 0; f <= features; ++f) {
    const float step = in.real();
    for (std::size_t k = 0; k < labels; ++k) out.rows.push_back(step * static_cast<float>(in.small()));
  }
  return out;
}

SoftmaxWeights fit_softmax(std::span<const Sparse> records, std::span<const std::uint32_t> labels, std::span<const float> weights, std::size_t label_count, std::size_t feature_count,
                           const SoftmaxSettings& settings) {
  GW_ASSERT(records.size() == labels.size() && (weights.empty() || weights.size() == records.size()) && label_count > 0);
  for (const std::uint32_t label : labels) GW_ASSERT(label < label_count);
  if (static_cast<double>(feature_count + 1 + records.size()) * static_cast<double>(label_count) > static_cast<double>(1u << 30))
    throw Error(Code::invalid, "There are too many records, features and labels for one linear model.");
  return Solver(records, labels, weights, label_count, feature_count, settings).solve();
}

void to_probabilities(std::span<float> sums, double temperature) {
  for (float& s : sums) s = static_cast<float>(s / temperature);
  const double total = log_sum(sums);
  for (float& s : sums) s = static_cast<float>(std::exp(s - total));
}

}  // namespace gw
