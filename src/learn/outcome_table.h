// The rows of what became of results later, and what evaluations measured of them.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "learn/value.h"
#include "store/db.h"

namespace gw {

/// In place of what the same person told of this kind before; its number.
std::int64_t keep_outcome(Db&, const RunOutcome& outcome);
std::vector<RunOutcome> outcomes_of_run(Db&, std::string_view run);

struct MonthOutcomes {
  std::string month;
  double amount = 0;
  std::vector<std::pair<std::string, std::int64_t>> kinds;
};
/// By month of when they were told, since `month`, the earliest first.
std::vector<MonthOutcomes> outcomes_since(Db&, std::string_view app, std::string_view month);

/// Wrong of the answered in the app's latest evaluation of the version; none when there is none or it answered nothing.
std::optional<double> wrong_rate_of(Db&, std::string_view app, std::int64_t version);

}  // namespace gw
