// The rows of evaluations: the curve of an app's quality, and what became of each case.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "learn/evaluation.h"
#include "store/db.h"

namespace gw {

/// Keeps it with its rows; evaluation.number becomes its number. Of an app's evaluations before the last 20 the rows are forgotten.
void keep_evaluation(Db&, Evaluation& evaluation);

/// What is kept of an evaluation: evaluation_json without rows.
struct KeptEvaluation {
  std::int64_t number = 0, version = 0, at = 0;
  json::object report;
  std::string rights;  ///< see Evaluation
};
std::vector<KeptEvaluation> evaluations_of(Db&, std::string_view app, std::int64_t limit);  ///< latest first
std::optional<KeptEvaluation> evaluation_by_number(Db&, std::int64_t number);
std::optional<KeptEvaluation> latest_evaluation(Db&, std::string_view app, std::int64_t version);
/// Of an evaluation: {"id","score","right","answered","output"} each, those that are not right first.
json::array evaluated_rows(Db&, std::int64_t number);

/// Forgets what came out for each case, of all evaluations; their figures stay. For erasures: an answer quotes documents.
void forget_evaluated_rows(Db&);

}  // namespace gw
