// Multinomial logistic regression with an L2 penalty over sparse features, solved in its dual.
//
//   minimise over W   1/2 |W|^2 + sum_i c_i (logsumexp(W x_i) - (W x_i)[y_i])        c_i = strength * weight_i
//
// Each record keeps a distribution a_i over the labels; W = sum_i c_i x_i (onehot(y_i) - a_i). A visit moves a_i towards softmax(W x_i) by the step of
// Shalev-Shwartz and Zhang (2014, "Accelerated proximal stochastic dual coordinate ascent", option III), which raises the dual at every visit: there is
// no learning rate. It stops when the duality gap is below `gap` of the primal, or after `rounds`.
// Deterministic: records are visited in an order shuffled by `seed`.
#pragma once
#include <span>
#include <vector>

#include "model/small/features.h"

namespace gw {

/// Weights of all labels for one feature lie together: row of feature f begins at f * labels.
struct SoftmaxWeights {
  std::size_t labels = 0, features = 0;
  float bias = 0;           ///< value of the constant feature
  std::vector<float> rows;  ///< (features + 1) * labels; the last row belongs to the constant feature
  /// Sums for each label; features from `features` on are ignored.
  void sums(const Sparse& x, std::span<float> out) const;

  /// Moves every weight to the nearest of 65535 values between its row's extremes, so that what is stored is what was fitted.
  void round();
  void write(BlobWriter& out) const;  ///< needs round()
  static SoftmaxWeights read(BlobReader& in, std::size_t labels, std::size_t features);
};

struct SoftmaxSettings {
  double strength = 10;  ///< C: how much a record may pull
  float bias = 0.3F;     ///< value of the constant feature; larger: the frequencies of labels are penalised less
  int rounds = 60;
  double gap = 1e-2;
  std::uint64_t seed = 1;
};

/// Needs labels[i] < label_count, weights empty or one a record (finite, not negative). Memory: (features + records) * labels * 4 bytes; Error(invalid) above 4 GiB.
/// Linear in the features, labels and rounds: 2,700 records of 60 features with 300 labels take about a second.
SoftmaxWeights fit_softmax(std::span<const Sparse> records, std::span<const std::uint32_t> labels, std::span<const float> weights, std::size_t label_count, std::size_t feature_count,
                           const SoftmaxSettings& settings);

/// Sums to probabilities in place, divided by `temperature` first.
void to_probabilities(std::span<float> sums, double temperature = 1);

}  // namespace gw
