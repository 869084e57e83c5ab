#include "model/small/trees.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t most_bytes = 16 << 20, most_trees = 4096, most_nodes = 1'000'000, most_inputs = 4096, most_points = 4096;

[[noreturn]] void broken(std::size_t line, std::string_view what) {
  throw Error(Code::invalid, fmt::format("The model file is not sound: line {}: {}.", line, what));
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::string_view word : split(line, ' '))
    if (!word.empty()) words.push_back(word);
  return words;
}

template <class N>
N number_in(std::string_view word, std::size_t line) {
  N value{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) broken(line, "a number was expected");
  if constexpr (std::is_floating_point_v<N>)
    if (!std::isfinite(value)) broken(line, "a number is not finite");
  return value;
}

}  // namespace

Trees Trees::make(std::vector<std::string> inputs, double base, std::vector<std::vector<Node>> trees, std::vector<Point> curve) {
  const auto check = [](bool holds, const char* what) { if (!holds) throw Error(Code::invalid, fmt::format("The model is not sound: {}.", what)); };
  check(inputs.size() <= most_inputs && trees.size() <= most_trees && curve.size() <= most_points, "too many inputs, trees or points");
  check(std::isfinite(base), "the base is not finite");
  Trees out;
  for (const auto& tree : trees) {
    check(!tree.empty() && out.nodes_.size() + tree.size() <= most_nodes, "a tree is empty or too large");
    const auto root = static_cast<std::uint32_t>(out.nodes_.size());
    out.roots_.push_back(root);
    for (std::size_t i = 0; i < tree.size(); ++i) {
      Node node = tree[i];
      check(std::isfinite(node.value), "a value is not finite");
      if (node.input >= 0) {
        check(static_cast<std::size_t>(node.input) < inputs.size(), "an input does not exist");
        check(node.low > i && node.high > i && node.low < tree.size() && node.high < tree.size(), "a child stands before its parent or outside");
        node.low += root;
        node.high += root;
      } else {
        node = Node{-1, node.value, 0, 0};
      }
      out.nodes_.push_back(node);
    }
  }
  for (std::size_t i = 0; i < curve.size(); ++i) {
    check(std::abs(curve[i].x) <= 1e9 && std::abs(curve[i].y) <= 1e9, "the curve leaves the range");
    check(i == 0 || (curve[i].x > curve[i - 1].x && curve[i].y >= curve[i - 1].y), "the curve does not rise");
  }
  out.inputs_ = std::move(inputs);
  out.base_ = base;
  out.curve_ = std::move(curve);
  return out;
}

Trees Trees::parse(std::string_view text) {
  if (text.size() > most_bytes) throw Error(Code::invalid, "The model file is larger than 16 MiB.");
  std::vector<std::string> inputs;
  double base = 0;
  std::vector<std::vector<Node>> trees;
  std::vector<Point> curve;
  std::size_t line = 0, waiting = 0, nodes = 0;
  bool opened = false;
  for (std::string_view row : split(text, '\n')) {
    ++line;
    const auto words = words_of(row);
    if (words.empty()) continue;
    if (!opened) {
      if (words.size() != 2 || words[0] != "trees" || words[1] != "1") broken(line, "it does not begin with `trees 1`");
      opened = true;
    } else if (waiting > 0) {
      Node node;
      if (words.size() == 2 && words[0] == "=") {
        node.value = number_in<float>(words[1], line);
      } else if (words.size() == 4) {
        node = {number_in<std::int32_t>(words[0], line), number_in<float>(words[1], line), number_in<std::uint32_t>(words[2], line), number_in<std::uint32_t>(words[3], line)};
        if (node.input < 0) broken(line, "an input is negative");
      } else {
        broken(line, "a node was expected");
      }
      trees.back().push_back(node);
      --waiting;
    } else if (words[0] == "input") {
      if (words.size() > most_inputs + 1) broken(line, "too many inputs");
      for (std::size_t i = 1; i < words.size(); ++i) inputs.emplace_back(words[i]);
    } else if (words[0] == "base" && words.size() == 2) {
      base = number_in<double>(words[1], line);
    } else if (words[0] == "curve" && words.size() % 2 == 1 && words.size() <= 2 * most_points + 1) {
      for (std::size_t i = 1; i < words.size(); i += 2) curve.push_back({number_in<double>(words[i], line), number_in<double>(words[i + 1], line)});
    } else if (words[0] == "tree" && words.size() == 2) {
      waiting = number_in<std::uint32_t>(words[1], line);
      nodes += waiting;
      if (waiting == 0 || nodes > most_nodes || trees.size() >= most_trees) broken(line, "an empty tree, or too many");
      trees.emplace_back();
    } else {
      broken(line, "this line is not known");
    }
  }
  if (!opened || waiting > 0) broken(line, "the file ends too early");
  return make(std::move(inputs), base, std::move(trees), std::move(curve));
}

std::string Trees::print() const {
  std::string out = "trees 1\ninput";
  for (const auto& name : inputs_) out += " " + name;
  out += fmt::format("\nbase {}\n", base_);
  if (!curve_.empty()) {
    out += "curve";
    for (const auto& point : curve_) out += fmt::format(" {} {}", point.x, point.y);
    out += '\n';
  }
  for (std::size_t t = 0; t < roots_.size(); ++t) {
    const std::size_t root = roots_[t], end = t + 1 < roots_.size() ? roots_[t + 1] : nodes_.size();
    out += fmt::format("tree {}\n", end - root);
    for (std::size_t i = root; i < end; ++i) {
      const Node& node = nodes_[i];
      out += node.input < 0 ? fmt::format("= {}\n", node.value) : fmt::format("{} {} {} {}\n", node.input, node.value, node.low - root, node.high - root);
    }
  }
  return out;
}

double Trees::sum(std::span<const float> values) const {
  GW_ASSERT(values.size() == inputs_.size());
  double sum = base_;
  for (std::uint32_t at : roots_) {
    const Node* node = &nodes_[at];
    while (node->input >= 0) node = &nodes_[values[static_cast<std::size_t>(node->input)] < node->value ? node->low : node->high];
    sum += node->value;
  }
  return sum;
}

double Trees::through_curve(double sum) const {
  if (curve_.empty()) return sum;
  if (sum <= curve_.front().x) return curve_.front().y;
  if (sum >= curve_.back().x) return curve_.back().y;
  const auto above = std::upper_bound(curve_.begin(), curve_.end(), sum, [](double x, const Point& p) { return x < p.x; });
  const Point &a = *(above - 1), &b = *above;
  return a.y + (b.y - a.y) * (sum - a.x) / (b.x - a.x);
}

}  // namespace gw
