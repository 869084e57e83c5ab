// What an application is worth, by month: what its runs saved, earned and avoided, by the method that `method` states.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flow/runner.h"
#include "flow/words.h"
#include "learn/tally_table.h"

namespace gw {

struct RunOutcome {
  std::int64_t number = 0;
  std::string run, app;
  std::int64_t at = 0;  ///< milliseconds since 1970
  std::string who;
  std::string kind;     ///< a word of the app's own: accepted, bought_again, resume_taken
  double amount = 0;    ///< money that it brought, in the app's currency; may be less than 0
  std::string note;
};

/// Keeps what became of a result later, in place of what the caller told of this kind before. Error(not_found) without a run that the caller may see, Error(invalid) when the kind is no word or the amount no number.
RunOutcome give_outcome(Runner& runner, const std::string& run, const std::string& kind, double amount, const std::string& note, const Caller& caller);

struct MonthWorth {
  Tally counts;
  std::optional<double> minutes_saved, saved;  ///< none: the app does not say how long it takes by hand
  std::optional<double> avoided;               ///< none: not declared, or not measured
  double earned = 0, cost = 0;
  std::vector<std::pair<std::string, std::int64_t>> outcomes;  ///< by kind
};

struct AppValue {
  std::string app, currency;
  std::vector<MonthWorth> months;  ///< with runs or outcomes, the earliest first
  std::int64_t users = 0;          ///< who started a run in these months
  std::optional<double> wrong_rate;  ///< of the latest evaluation
  Words method;
};

/// Error(not_found) without such an app. Of the app as it is live, else as it was run last.
AppValue value_of(Runner& runner, const std::string& app, int months);

json::object value_json(const AppValue& value);
json::object outcome_json(const RunOutcome& outcome);

}  // namespace gw
