// Labels: a linear model over the words and values of the inputs.
#include <algorithm>
#include <numeric>

#include "flow/model_inputs.h"
#include "learn/training.h"
#include "model/small/linear.h"
#include "model/small/shuffle.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t measured_most = 20'000, text_most = 2000;
constexpr int parts = 5;
constexpr std::uint32_t features_most = 200'000;

Linear::Settings settings_for(std::size_t records, bool in_time, int folds) {
  Linear::Settings out;
  out.vocabulary = {.fewest = records < 200 ? 1u : 2u, .most = features_most};
  out.folds = folds;
  out.split = in_time ? Linear::Split::in_time : Linear::Split::shuffled;
  return out;
}

std::vector<Linear::Sample> samples_of(const std::vector<Example>& examples, std::size_t from) {
  std::vector<Linear::Sample> out;
  for (std::size_t i = from; i < examples.size(); ++i) out.push_back({.bag = labels_bag(examples[i].inputs), .label = examples[i].label});
  return out;
}

}  // namespace

std::string text_of(const Example& example) {
  std::string out;
  for (const auto& input : example.inputs) {
    if (out.size() > text_most) break;
    out += written(input.value()).substr(0, text_most) + "\n";
  }
  return out;
}

// The same pieces as measure_baselines cuts: each but the first is judged by all before it.
void measure_labels(const Examples& examples, const TrainOptions& options, TrainReport& report) {
  std::vector<Compared> compared;
  const std::size_t n = std::min(examples.all.size(), measured_most), from = examples.all.size() - n;
  auto samples = samples_of(examples.all, from);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!examples.in_time) {
    Shuffle shuffle(1);
    shuffle(order);
  }
  std::vector<Linear::Sample> sorted;
  std::vector<Labelling> labellings;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(samples[i]));
    labellings.push_back({text_of(examples.all[from + i]), sorted.back().label, static_cast<std::int64_t>(labellings.size())});
  }
  const Baselines baselines = measure_baselines(labellings, parts);
  std::size_t at = 0;
  const std::size_t pieces = std::min(n, std::size_t{parts} + 1);
  for (std::size_t piece = 1; piece < pieces; ++piece) {
    if (options.progress) options.progress("measuring", static_cast<std::int64_t>(piece), static_cast<std::int64_t>(pieces));
    const std::size_t begin = n * piece / pieces, end = n * (piece + 1) / pieces;
    const Linear model = Linear::fit(std::span(sorted).first(begin), settings_for(begin, examples.in_time, 0));
    for (std::size_t i = begin; i < end; ++i, ++at) {
      const auto ranked = model.rank(sorted[i].bag);
      const std::string& truth = sorted[i].label;
      const Tested& tested = baselines.tested[at];
      const auto five = ranked.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(5, ranked.size()));
      compared.push_back({.model = ranked[0].label == truth, .frequent = tested.frequent == truth, .nearest = tested.nearest.label == truth});
      report.first.put(ranked[0].label == truth);
      report.five.put(std::any_of(ranked.begin(), five, [&](const auto& one) { return one.label == truth; }));
    }
  }
  compare_with_baselines(compared, report);
}

std::string train_labels(const Examples& examples, const TrainOptions& options, TrainReport& report) {
  if (options.measure && examples.all.size() >= 2) measure_labels(examples, options, report);
  const auto samples = samples_of(examples.all, 0);
  const Linear model = Linear::fit(samples, settings_for(samples.size(), examples.in_time, samples.size() < 20 ? 0 : 5));
  report.labels = static_cast<std::int64_t>(model.labels().size());
  return model.print();
}

}  // namespace gw
