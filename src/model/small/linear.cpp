#include "model/small/linear.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "base/error.h"
#include "model/small/shuffle.h"

namespace gw {
namespace {

constexpr std::string_view blob_kind = "linear 1";
using Samples = std::span<const Linear::Sample>;

// What a model held out said of a record: its sums, and the place of the true label among them.
struct HeldOut { std::vector<float> sums; std::size_t label; double weight; };

struct Fitted {
  std::vector<std::string> labels;
  std::unordered_map<std::string, std::uint32_t> ids;
  Vocabulary vocabulary;
  SoftmaxWeights weights;
};

Fitted fit_on(Samples samples, const std::vector<std::uint32_t>& chosen, const Linear::Settings& settings) {
  Fitted out;
  std::vector<const Bag*> bags;
  for (const std::uint32_t i : chosen) bags.push_back(&samples[i].bag);
  out.vocabulary = Vocabulary::learn(bags, settings.vocabulary);
  std::vector<Sparse> records;
  std::vector<std::uint32_t> labels;
  std::vector<float> weights;
  for (const std::uint32_t i : chosen) {
    const auto [found, is_new] = out.ids.try_emplace(samples[i].label, static_cast<std::uint32_t>(out.labels.size()));
    if (is_new) out.labels.push_back(samples[i].label);
    labels.push_back(found->second);
    records.push_back(out.vocabulary.of(samples[i].bag));
    weights.push_back(static_cast<float>(samples[i].weight));
  }
  out.weights = fit_softmax(records, labels, weights, out.labels.size(), out.vocabulary.size(), settings.softmax);
  out.weights.round();
  return out;
}

// The fold of each sample. In time: blocks of equal size, in order.
std::vector<int> folds_of(Samples samples, const Linear::Settings& settings) {
  std::vector<int> folds(samples.size());
  if (settings.split == Linear::Split::in_time) {
    for (std::size_t i = 0; i < samples.size(); ++i) folds[i] = static_cast<int>(i * static_cast<std::size_t>(settings.folds) / samples.size());
    return folds;
  }
  std::unordered_map<std::uint32_t, std::uint32_t> units;  // group to unit
  std::vector<std::uint32_t> unit(samples.size()), order;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto next = static_cast<std::uint32_t>(order.size());
    unit[i] = samples[i].group == 0 ? next : units.try_emplace(samples[i].group, next).first->second;
    if (unit[i] == next) order.push_back(next);
  }
  Shuffle shuffle(settings.seed);
  shuffle(order);
  for (std::size_t i = 0; i < samples.size(); ++i) folds[i] = static_cast<int>(order[unit[i]] % static_cast<std::uint32_t>(settings.folds));
  return folds;
}

std::vector<HeldOut> hold_out(Samples samples, const Linear::Settings& settings) {
  const auto folds = folds_of(samples, settings);
  std::vector<HeldOut> out;
  for (int fold = settings.split == Linear::Split::in_time; fold < settings.folds; ++fold) {
    std::vector<std::uint32_t> in, held;
    for (std::uint32_t i = 0; i < samples.size(); ++i) {
      if (folds[i] == fold) held.push_back(i);
      else if (settings.split == Linear::Split::shuffled || folds[i] < fold) in.push_back(i);
    }
    if (in.empty() || held.empty()) continue;
    const Fitted fitted = fit_on(samples, in, settings);
    for (const std::uint32_t i : held) {
      const auto known = fitted.ids.find(samples[i].label);
      if (known == fitted.ids.end()) continue;
      std::vector<float> sums(fitted.labels.size());
      fitted.weights.sums(fitted.vocabulary.of(samples[i].bag), sums);
      out.push_back({std::move(sums), known->second, samples[i].weight});
    }
  }
  return out;
}

double surprise(const std::vector<HeldOut>& held, double temperature) {
  double sum = 0;
  std::vector<float> p;
  for (const HeldOut& h : held) {
    p = h.sums;
    to_probabilities(p, temperature);
    sum -= h.weight * std::log(std::max(1e-30, static_cast<double>(p[h.label])));
  }
  return sum;
}

// Golden section over ln T; the surprise is convex in 1/T, so it has one valley.
double best_temperature(const std::vector<HeldOut>& held) {
  if (held.size() < 10) return 1;
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(0.05), high = std::log(20.0);
  for (int i = 0; i < 40; ++i) {
    const double a = high - ratio * (high - low), b = low + ratio * (high - low);
    if (surprise(held, std::exp(a)) <= surprise(held, std::exp(b))) high = b;
    else low = a;
  }
  return std::exp((low + high) / 2);
}

}  // namespace

Linear Linear::fit(std::span<const Sample> samples, const Settings& settings) {
  if (samples.empty()) throw Error(Code::invalid, "A classifier needs at least one past record.");
  for (const Sample& sample : samples)
    if (!std::isfinite(sample.weight) || sample.weight < 0) throw Error(Code::invalid, "The weight of a record is negative or not a number.");
  std::vector<std::uint32_t> all(samples.size());
  std::iota(all.begin(), all.end(), 0u);
  Fitted fitted = fit_on(samples, all, settings);
  Linear out;
  if (settings.folds >= 2 && fitted.labels.size() >= 2) out.temperature_ = best_temperature(hold_out(samples, settings));
  out.labels_ = std::move(fitted.labels);
  out.vocabulary_ = std::move(fitted.vocabulary);
  out.weights_ = std::move(fitted.weights);
  return out;
}

std::vector<double> Linear::probabilities(const Bag& bag) const {
  GW_ASSERT(!empty());
  std::vector<float> sums(labels_.size());
  weights_.sums(vocabulary_.of(bag), sums);
  to_probabilities(sums, temperature_);
  return {sums.begin(), sums.end()};
}

std::vector<Linear::Scored> Linear::rank(const Bag& bag) const {
  const auto p = probabilities(bag);
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
  std::vector<Scored> out;
  for (const std::size_t k : order) out.push_back({labels_[k], p[k]});
  return out;
}

std::vector<Linear::Reason> Linear::why(const Bag& bag, std::string_view label, std::size_t most) const {
  const auto found = std::find(labels_.begin(), labels_.end(), label);
  std::vector<Reason> out;
  if (found == labels_.end()) return out;
  const auto k = static_cast<std::size_t>(found - labels_.begin());
  for (const Feature& f : vocabulary_.of(bag))
    out.push_back({vocabulary_.name(f.id), f.value * weights_.rows[f.id * labels_.size() + k] / temperature_});
  std::sort(out.begin(), out.end(), [](const Reason& a, const Reason& b) { return std::abs(a.weight) != std::abs(b.weight) ? std::abs(a.weight) > std::abs(b.weight) : a.feature < b.feature; });
  if (out.size() > most) out.resize(most);
  return out;
}

std::string Linear::print() const {
  BlobWriter out(blob_kind);
  out.number(static_cast<std::uint32_t>(labels_.size()));
  for (const auto& label : labels_) out.text(label);
  out.real(temperature_);
  vocabulary_.write(out);
  weights_.write(out);
  return out.finish();
}

Linear Linear::parse(std::string_view blob) {
  BlobReader in(blob, blob_kind);
  Linear out;
  const std::size_t labels = in.count(4, 1 << 16);
  for (std::size_t k = 0; k < labels; ++k) out.labels_.emplace_back(in.text());
  out.temperature_ = in.real_double();
  if (labels == 0 || !(out.temperature_ >= 1e-3)) unsound_model("no labels, or a temperature out of range");
  out.vocabulary_ = Vocabulary::read(in);
  out.weights_ = SoftmaxWeights::read(in, labels, out.vocabulary_.size());
  in.end();
  return out;
}

}  // namespace gw
