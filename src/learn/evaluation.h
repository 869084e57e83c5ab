// An app's version held against cases: each case is run without a trace, graded, and counted.
//
//   right     graded right; or refused (or handed to a person) where the case says that it must be
//   wrong     answered, and not right
//   refused   not answered where there was an answer: neither right nor wrong
//   failed    the run could not be carried out; counts as not right
//
// A run that would wait for a person has handed the case over: it is not answered. Steps with an effect outside are skipped.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "flow/runner.h"
#include "learn/baseline.h"
#include "learn/case.h"
#include "learn/paired.h"

namespace gw {

struct CaseResult {
  Case of;
  RunState state = RunState::done;
  json::object output;
  std::string reason;
  bool answered = false, right = false;
  double score = 0;                   ///< mean over the graded outputs; 1 or 0 where it must be refused
  std::optional<double> confidence;   ///< of the last `decide` step that was taken
  double ms = 0;
  bool needed_model = false;
};

struct Evaluation {
  std::int64_t number = 0;  ///< in the store; 0 before it is there
  std::string app;
  std::int64_t version = 0, at = 0;  ///< seconds since 1970
  std::string who, cause;            ///< cause: "command", "release", "certify", "feedback", "http"
  std::string rights;                ///< rights_mark of whose rights held; "" of an administrator's
  std::int64_t cases = 0, right = 0, wrong = 0, refused = 0, failed = 0;
  double score = 0;                  ///< mean score
  Interval likely;                   ///< of the share that is right; Wilson, 95 %
  double wrong_of_answered = 0;
  Interval wrong_likely;             ///< exact, 95 %
  Baselines baselines;               ///< over the text of the inputs; empty where nothing can be compared
  std::optional<Stability> stability;  ///< of repeated runs
  double ms_median = 0, ms_p95 = 0;
  double needed_model = 0;           ///< share of cases
  std::vector<CaseResult> rows;      ///< in the order of the cases; of the first repeat
};

struct EvaluateOptions {
  int repeat = 1;
  int threads = 2;
  std::string who, cause = "command";
  Caller caller = administrator();  ///< whose rights hold in the runs; Error(forbidden) when they may not run the app
  std::function<void(std::int64_t done, std::int64_t all)> progress = {};
};

/// Error(invalid) when there are no cases, or a grader does not accept an expected value. Sealed cases are the caller's business: none is looked at
/// that is not given.
Evaluation evaluate(Runner& runner, const App& app, std::span<const Case> cases, const EvaluateOptions& options = {});

/// Alike for callers of the same groups and label, who see the same documents; "" for administrators.
std::string rights_mark(const Caller& caller);
/// The row as the caller may see it of an evaluation with this mark: what came out, and why, only for administrators and for those of the same rights.
json::object row_for(json::object row, const std::string& rights, const Caller& caller);

/// The grade of one run against its case.
void grade_run(const App& app, CaseResult& result);

/// The cases without the sealed ones.
std::vector<Case> open_cases(std::vector<Case> all);
std::vector<Case> sealed_cases(std::vector<Case> all);

/// {"number","app","version","at","cause","cases","right","wrong","refused","failed","score","low","high","wrong_of_answered","wrong_low","wrong_high",
/// "frequent","nearest","labels","steady","ms","ms_p95","needed_model"}; with `rows` {"id","right","answered","score","expected","output","inputs","reason"} each.
json::object evaluation_json(const Evaluation& evaluation, bool rows);
json::object row_json(const CaseResult& row);
/// One sentence: "34 of 40 right (85 %, likely 71 to 93 %), 2 wrong, 4 refused; always answering the most frequent would get 30 %." and how much that says.
std::string sentence(const Evaluation& evaluation, Tongue language);

}  // namespace gw
