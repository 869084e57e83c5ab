#include "learn/evaluation.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>

#include "base/error.h"
#include "base/result.h"
#include "base/time.h"
#include "learn/grade.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

std::string grader_of(const App& app, std::string_view output) {
  if (app.cases)
    for (const auto& [name, grader] : app.cases->grade)
      if (name == output) return grader;
  return "exact";
}

CaseResult result_of(Runner& runner, const App& app, const Case& one, const Caller& caller) {
  const Stopwatch watch;
  CaseResult out{.of = one};
  // Inputs that this version does not take are its failure, not the case's.
  auto ran = as_result([&] { return runner.trial({.app = app.name, .version = app.bundle.version, .inputs = one.inputs, .caller = caller, .cause = "case"}); });
  if (!ran && ran.error().code() != Code::invalid) throw ran.error();
  Run run = ran ? std::move(*ran) : Run{.state = RunState::failed, .reason = ran.error().message()};
  out.ms = watch.ms();
  out.state = run.state;
  out.output = std::move(run.output);
  out.reason = std::move(run.reason);
  out.needed_model = run.needed_model;
  for (const auto& record : run.steps) {
    if (app.steps[static_cast<std::size_t>(record.position)].kind->name != "decide" || record.state == StepRecord::State::skipped) continue;
    const auto* sure = record.result.if_contains("confidence");
    if (sure != nullptr && sure->is_number()) out.confidence = sure->to_number<double>();
  }
  grade_run(app, out);
  return out;
}

std::vector<CaseResult> run_all(Runner& runner, const App& app, std::span<const Case> cases, const EvaluateOptions& options, std::int64_t before, std::int64_t all) {
  std::vector<CaseResult> out(cases.size());
  std::atomic<std::size_t> next = 0, done = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    for (std::size_t i; (i = next++) < cases.size();) {
      try {
        out[i] = result_of(runner, app, cases[i], options.caller);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = cases.size();
      }
      const auto now = ++done;
      if (!options.progress) continue;
      const std::lock_guard lock(mutex);
      options.progress(before + static_cast<std::int64_t>(now), all);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 1; i < options.threads && static_cast<std::size_t>(i) < cases.size(); ++i) threads.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return out;
}

// What the baselines look at: the texts that go in, and the graded outputs as one label.
Labelling labelling_of(const CaseResult& row, std::size_t place) {
  Labelling out;
  for (const auto& input : row.of.inputs)
    if (input.value().is_string()) out.text += std::string(input.value().get_string()) + "\n";
  out.label = row.of.refuse ? "(refuse)" : json::serialize(row.of.expected);
  out.time = static_cast<std::int64_t>(place);
  return out;
}

Baselines baselines_of(const std::vector<CaseResult>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rows[i].of.time; });
  std::vector<Labelling> labellings;
  for (std::size_t i = 0; i < order.size(); ++i) labellings.push_back(labelling_of(rows[order[i]], i));
  return measure_baselines(labellings);
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, values.begin() + at);
  return values[static_cast<std::size_t>(at)];
}

void count(Evaluation& out) {
  std::vector<double> ms;
  double model = 0;
  for (const auto& row : out.rows) {
    ++out.cases;
    out.score += row.score;
    model += row.needed_model ? 1 : 0;
    ms.push_back(row.ms);
    if (row.right) ++out.right;
    else if (row.state == RunState::failed) ++out.failed;
    else if (row.answered) ++out.wrong;
    else ++out.refused;
  }
  const auto answered = std::ranges::count_if(out.rows, &CaseResult::answered);
  out.score /= static_cast<double>(out.cases);
  out.needed_model = model / static_cast<double>(out.cases);
  out.likely = wilson(out.right, out.cases);
  out.wrong_of_answered = answered == 0 ? 0 : static_cast<double>(out.wrong) / static_cast<double>(answered);
  out.wrong_likely = exact_interval(out.wrong, answered, 0.05);
  out.ms_median = quantile(ms, 0.5);
  out.ms_p95 = quantile(std::move(ms), 0.95);
}

}  // namespace

void grade_run(const App& app, CaseResult& result) {
  result.answered = result.state == RunState::done;
  if (result.of.refuse) {
    result.right = result.state == RunState::refused || result.state == RunState::waiting;
    result.score = result.right ? 1 : 0;
    return;
  }
  result.right = result.answered;
  double sum = 0;
  for (const auto& member : result.of.expected) {
    const std::string name(member.key());
    const auto* actual = result.answered ? result.output.if_contains(name) : nullptr;
    const auto grade = as_result([&] { return grader(grader_of(app, name)).grade(member.value(), actual == nullptr ? json::value(nullptr) : *actual, {}); });
    if (!grade) throw Error(Code::invalid, fmt::format("Case {}: {}", result.of.id, grade.error().message()));
    sum += result.answered ? grade->score : 0;
    result.right = result.right && grade->right;
  }
  result.score = result.of.expected.empty() ? 0 : sum / static_cast<double>(result.of.expected.size());
}

Evaluation evaluate(Runner& runner, const App& app, std::span<const Case> cases, const EvaluateOptions& options) {
  if (cases.empty()) throw Error(Code::invalid, fmt::format("{} has no cases to be measured with; name a file under `cases` or add some with `groundwork cases {} --add FILE`.", app.name, app.name));
  Evaluation out{.app = app.name, .version = app.bundle.version, .at = now_seconds(), .who = options.who, .cause = options.cause, .rights = rights_mark(options.caller)};
  const auto all = static_cast<std::int64_t>(cases.size()) * options.repeat;
  std::vector<std::vector<double>> repeats;
  for (int i = 0; i < options.repeat; ++i) {
    auto rows = run_all(runner, app, cases, options, static_cast<std::int64_t>(cases.size()) * i, all);
    std::vector<double> scores;
    for (const auto& row : rows) scores.push_back(row.score);
    repeats.push_back(std::move(scores));
    if (i == 0) out.rows = std::move(rows);
  }
  if (options.repeat > 1) out.stability = stability(repeats);
  count(out);
  out.baselines = baselines_of(out.rows);
  return out;
}

std::vector<Case> open_cases(std::vector<Case> all) {
  std::erase_if(all, [](const Case& one) { return one.sealed; });
  return all;
}

std::vector<Case> sealed_cases(std::vector<Case> all) {
  std::erase_if(all, [](const Case& one) { return !one.sealed; });
  return all;
}

}  // namespace gw
