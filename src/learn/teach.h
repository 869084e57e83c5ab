// What becomes of an expert's answer: a curated document that answers from now on, a case that keeps it right, and the proof that it does, by asking again.
//
// The answer is in the store before anything is made of it; what a killed process did not finish `finish_teaching` does. Each part happens once: the document
// and the case are named by the number of the gap.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "flow/runner.h"
#include "learn/gap_table.h"

namespace gw {

/// What a person says to a task.
struct TaskAnswer {
  json::object said;                 ///< {verdict, answer, note}
  std::vector<std::string> groups;   ///< of an expert's answer: who may see it; none: as wide as the app, what it reads and its curated documents are
  std::optional<Label> label;        ///< likewise
  std::vector<std::string> questions = {};  ///< of an expert's: wordings as they were asked, to stand in the document beside the first
};

/// Takes "groups", "label" and "questions" out of what came over HTTP.
TaskAnswer task_answer_of(json::object body);

/// One question asked again.
struct Reasked {
  std::string question;
  bool answered = false;  ///< with the expert's answer, word for word
};

struct Taught {
  Gap gap;
  std::string document;             ///< collection/name; "" where the output is no text and the answer only a case
  std::vector<std::string> groups;  ///< who may see it; empty: everyone
  Label label = Label::internal;
  std::string case_id;
  std::vector<Reasked> reasked;     ///< its wordings so far and mechanical variants of them, tried without a trace
  std::int64_t cases_again = 0;     ///< open cases that were run before and after (learn/held.h)
  std::vector<std::string> lost;    ///< of these the ids of those that were right before and are not now
  std::int64_t answered() const;
  /// Whether what was taught is given, and cost nothing: no case lost, and at least one wording answered.
  bool holds() const;
};

/// The question that a correction answers for good, when it is taught: the app has experts and asks, and the output that is theirs is corrected to a text. Else "".
/// Error(invalid) when that text is empty.
std::string taught_by_correction(const App& app, const Run& run, const json::object& expected);

/// Within the transaction that closes the task of a correction: takes up the gap of the question, or makes one. The document will be for whom an expert's
/// answer is, and for nobody who may not see what the corrected answer rested on.
void begin_correction(Db&, const App& app, const Run& run, PersonTask& task, const std::string& question, const TaskAnswer& answer, const Caller& caller);
/// Finishes what begin_correction began.
Taught teach_correction(Runner& runner, const PersonTask& task);

/// Answers a task of any kind. A text said to a correction is its first output, or the one that is the experts'. Of a run that waits: as Runner::answer, `run` says how it went on. Of kind "expert": the answer is taught. Of kind
/// "correction": approved (or answered with another expected output) it becomes a case, and a corrected text is taught. Of kinds "audit" and "drift": as learn/drift.h says. Errors as Runner::answer; Error(invalid) when the groups are wider than the app's.
/// Error(forbidden) when somebody who is no administrator makes an answer wider than what it may rest on.
struct Answered {
  PersonTask task;                ///< as it is now
  std::optional<Run> run;         ///< that went on
  std::optional<Taught> taught;
  std::string case_id;            ///< of a correction
};
Answered answer_task(Runner& runner, std::int64_t task, TaskAnswer answer, const Caller& caller);

/// Completes what a killed process began more than a minute ago; how many. What cannot be taught is asked once more. For `serve`, every minute, and the beginning of `gaps`.
std::int64_t finish_teaching(Runner& runner);

json::object taught_json(const Taught& taught);
/// {"task":.., "run":..} and of an expert's answer {"gap","document","groups","label","case","reasked":[{"question","answered"}],"answered","asked","cases_again","lost"}.
json::object answered_json(const Answered& answered);

}  // namespace gw
