// A linear classifier that an application trains: multinomial logistic regression over the features of a record, with probabilities that mean what they
// say, the features that spoke, and a form to store.
//
// Probabilities are softmax(sums / T). The temperature T (Guo et al. 2017; the one-parameter form of Platt 1999) is the one under which records held out
// of the fit are least surprising: by folds, where the records of one group stay together, or in time order, where a record is judged by a model that
// saw only earlier ones. Deterministic for equal samples and settings.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/small/features.h"
#include "model/small/softmax.h"

namespace gw {

class Linear {
 public:
  struct Sample {
    Bag bag;
    std::string label;
    double weight = 1;        ///< e.g. exp2(-age / half_life)
    std::uint32_t group = 0;  ///< samples of one group (not 0) fall into one fold
  };
  enum class Split { shuffled, in_time };  ///< in_time: samples come in the order of time
  struct Settings {
    SoftmaxSettings softmax;
    Vocabulary::Settings vocabulary{.fewest = 2};
    int folds = 5;            ///< for the temperature; below 2: T = 1
    Split split = Split::shuffled;
    std::uint64_t seed = 1;   ///< of the folds
  };

  Linear() = default;
  /// Error(invalid) without samples or with a weight that is negative or not finite. One label is allowed: it always has probability 1.
  static Linear fit(std::span<const Sample> samples, const Settings& settings);
  static Linear fit(std::span<const Sample> samples) { return fit(samples, Settings{}); }

  bool empty() const { return labels_.empty(); }
  const std::vector<std::string>& labels() const { return labels_; }  ///< in the order in which they were met
  const Vocabulary& vocabulary() const { return vocabulary_; }
  double temperature() const { return temperature_; }

  /// By label, in the order of labels(); they add up to 1. Thread-safe.
  std::vector<double> probabilities(const Bag& bag) const;
  struct Scored { std::string label; double probability = 0; };
  std::vector<Scored> rank(const Bag& bag) const;  ///< all labels, best first; ties: the label met first

  /// The features of the bag that spoke for the label (weight > 0) or against it, by size. A label's weights are relative to the mean of all labels.
  struct Reason { std::string feature; double weight = 0; };
  std::vector<Reason> why(const Bag& bag, std::string_view label, std::size_t most) const;

  /// The model as bytes; parse(print()) predicts the same, bit for bit. Weights are kept on a grid of 16 bits a feature, already after the fit.
  std::string print() const;
  static Linear parse(std::string_view blob);  ///< Error(invalid) when it is not sound; never more memory than a small multiple of the blob

 private:
  std::vector<std::string> labels_;
  Vocabulary vocabulary_;
  SoftmaxWeights weights_;
  double temperature_ = 1;
};

}  // namespace gw
