// The parts of training, one a kind of model: each measures, fits, and gives the bytes to store.
#pragma once
#include <string>

#include "learn/baseline.h"
#include "learn/examples.h"
#include "learn/train.h"

namespace gw {

/// The blob; fills the report.
std::string train_labels(const Examples& examples, const TrainOptions& options, TrainReport& report);
std::string train_people(const Examples& examples, const TrainOptions& options, TrainReport& report);
std::string train_clauses(const Store& store, const App& app, const ModelPlan& plan, const TrainOptions& options, TrainReport& report);

/// What each said of one record.
struct Compared { bool model = false, frequent = false, nearest = false; };
/// Fills frequent, nearest, p and beats_baseline; the better of the two baselines is what must be beaten.
void compare_with_baselines(const std::vector<Compared>& compared, TrainReport& report);

/// The inputs as one text, for the neighbours; the values of an example in its order.
std::string text_of(const Example& example);

/// Labels measured, on at most the latest 20,000 records; nothing is fitted to be kept.
void measure_labels(const Examples& examples, const TrainOptions& options, TrainReport& report);

}  // namespace gw
