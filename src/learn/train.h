// Training: fits the small models that an app declares on its past records and cases, and says honestly what they are worth.
//
// A model is measured on records that it has not seen: in time order where nine records in ten have a time, each judged by what came before it; else in shuffled folds.
// Beside it stand, on the same records, always saying the most frequent, and what the nearest past records say; a model is said to beat them only when the
// paired test does. What is stored is then fitted on all records.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "flow/app.h"
#include "learn/binomial.h"
#include "learn/certificate.h"
#include "store/store.h"

namespace gw {

/// A share of right ones.
struct Share {
  std::int64_t right = 0, tested = 0;
  double accuracy() const { return tested == 0 ? 0 : static_cast<double>(right) / static_cast<double>(tested); }
  void put(bool is_right) { ++tested, right += is_right ? 1 : 0; }
};

struct TrainReport {
  std::string name, kind;
  std::int64_t number = 0;            ///< of the stored model
  std::int64_t records = 0, unlabelled = 0, labels = 0;
  bool in_time = false;
  Share first, five, frequent, nearest;  ///< of the records that were tested
  Share newcomers_too;                ///< of people: first right over all of the last quarter, also those whose person nobody could know yet
  Share place, three;                 ///< of clauses: the best sentence is evidence; one of the best three is
  bool beats_baseline = false;        ///< p <= 0.05 against the better of the two
  double p = 1;
  std::size_t bytes = 0;
  double seconds = 0;
};

struct TrainOptions {
  bool measure = true;  ///< else only fitted
  std::vector<std::string> only = {};  ///< names; empty: all of the app's models
  std::string who = {};                ///< for the audit; "" at the machine itself
  std::function<void(std::string_view stage, std::int64_t done, std::int64_t all)> progress = {};
};

/// The models of the app, in the file's order, each with a row in the audit. Error(invalid) when it declares none, or one has nothing to learn from.
std::vector<TrainReport> train(Store& store, const App& app, const TrainOptions& options = {});

/// {"name","kind","number","records","labels","unlabelled","order","tested","accuracy","low","high","hit5","frequent","nearest","beats_baseline","p","seconds",..}
json::object report_json(const TrainReport& report);
/// What it reached, against what; and when it is of no use, that it is.
std::string sentence(const TrainReport& report, Tongue language);

}  // namespace gw
