// Boosted regression trees, loaded from a text file and evaluated here; trained elsewhere (tools/train).
//
//   trees 1                         what the file is, and its version
//   input coverage rank ...         names of the inputs, in order
//   base -0.25                      added to the sum of the leaves
//   curve 0 0.01  1.5 0.4 ...       optional: a rising, piecewise linear map from the sum to the result
//   tree 3                          number of nodes; then one line a node
//   0 0.5 1 2                       input, threshold, node if value < threshold, node otherwise
//   = 0.125                         a leaf
//
// A child stands behind its parent, so no file can make the walk endless.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

class Trees {
 public:
  /// Error(invalid) naming the line when the text is not a sound file of this form; limits: 16 MiB, 4,096 trees, 1,000,000 nodes, 4,096 inputs.
  static Trees parse(std::string_view text);
  std::string print() const;  ///< parse(print()) equals this

  const std::vector<std::string>& inputs() const { return inputs_; }
  /// The sum of the leaves. Needs values.size() == inputs().size(). A NaN goes the way of a large value. Thread-safe.
  double sum(std::span<const float> values) const;
  /// The sum through the curve (the sum itself where there is none).
  double result(std::span<const float> values) const { return through_curve(sum(values)); }
  double through_curve(double sum) const;

  struct Node {
    std::int32_t input = -1;  ///< -1: a leaf
    float value = 0;          ///< threshold, or what the leaf adds
    std::uint32_t low = 0, high = 0;
  };
  struct Point { double x = 0, y = 0; };

  /// Puts a model together; Error(invalid) as parse.
  static Trees make(std::vector<std::string> inputs, double base, std::vector<std::vector<Node>> trees, std::vector<Point> curve);

 private:
  std::vector<std::string> inputs_;
  double base_ = 0;
  std::vector<Node> nodes_;            // of all trees, children as places in this vector
  std::vector<std::uint32_t> roots_;
  std::vector<Point> curve_;
};

}  // namespace gw
