// What people say of results, and what is made of it: an expert's verdict becomes a case at once, anybody else's a question to an expert.
#pragma once
#include <optional>
#include <string>

#include "flow/runner.h"
#include "learn/teach.h"

namespace gw {

enum class Opinion { right, wrong, edited };
std::string_view name_of(Opinion verdict);
Opinion verdict_named(std::string_view name);  ///< Error(invalid) listing the three

struct Feedback {
  std::int64_t number = 0;
  std::string run, app;
  std::int64_t at = 0;  ///< milliseconds since 1970
  std::string who;
  Opinion verdict = Opinion::right;
  json::object expected;  ///< of `edited`: the outputs as they should be, or some of them: the case holds these alone; {"refuse": true}: it should have refused
  std::string why;
  std::string case_id;    ///< "" while no case was made of it
};

struct FeedbackGiven {
  Feedback feedback;
  std::int64_t task = 0;  ///< opened for an expert; 0 without
  bool expert = false;    ///< it is the word of one
  std::optional<Taught> taught;  ///< an expert's correction of a text answers its question from now on
};

/// Keeps the verdict of somebody who may see the run; an expert who only says that it is wrong is asked what is right. A case has the run's start as its time; of a right result it holds the outputs that are graded, learned or answered by experts. Error(not_found) without such a run, Error(conflict) while it has not ended, Error(invalid) when what is expected does not fit the outputs.
FeedbackGiven give_feedback(Runner& runner, const std::string& run, Opinion verdict, json::object expected, const std::string& why, const Caller& caller);

/// The expected outputs held against the app's; Error(invalid).
void check_expected(const App& app, const json::object& expected);

/// Closes a task of kind "correction" with what was said (task.said). Errors as give_feedback.
struct ClosedCorrection {
  std::string case_id;           ///< that it made; "" when it was rejected
  std::optional<Taught> taught;
};
ClosedCorrection answer_correction(Runner& runner, PersonTask& task, const TaskAnswer& answer, const Caller& caller);

std::string case_of_run(const Run& run);  ///< the id of the case that feedback on it makes

/// What was said to a task of kind "audit": approved, the result is right; answered, what it should have been; rejected, it is wrong. Closes it.
FeedbackGiven answer_audit(Runner& runner, const PersonTask& task, const Caller& caller);

/// {"feedback","case","task"}; null where there is none.
json::object feedback_json(const FeedbackGiven& given);

}  // namespace gw
