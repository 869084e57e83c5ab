#include "answer/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "answer/evidence.h"
#include "answer/question.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

double share(std::int64_t part, std::int64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

bool boolean_of(const json::object& line, std::string_view key, bool otherwise) {
  const json::value* value = line.if_contains(key);
  if (value == nullptr || value->is_null()) return otherwise;
  if (!value->is_bool()) throw Error(Code::invalid, fmt::format("`{}` must be true or false.", key));
  return value->as_bool();
}

void retrieval(const std::vector<Measured>& rows, Measures& out) {
  std::int64_t at_1 = 0, at_5 = 0, at_10 = 0;
  double reciprocal = 0;
  for (const Measured& row : rows) {
    if (!row.answerable || !row.has_passage) continue;
    ++out.with_passage;
    const auto rank = std::find(row.found.begin(), row.found.end(), row.passage_id) - row.found.begin();
    if (rank >= static_cast<std::ptrdiff_t>(std::min<std::size_t>(row.found.size(), 10))) continue;
    at_1 += rank < 1;
    at_5 += rank < 5;
    at_10 += 1;
    reciprocal += 1.0 / static_cast<double>(rank + 1);
  }
  out.recall_1 = share(at_1, out.with_passage);
  out.recall_5 = share(at_5, out.with_passage);
  out.recall_10 = share(at_10, out.with_passage);
  out.mrr_10 = out.with_passage == 0 ? 0 : reciprocal / static_cast<double>(out.with_passage);
}

// Walks the answers from the most confident down; a threshold lies only between different confidences.
void risk_and_coverage(const std::vector<Measured>& rows, Measures& out) {
  std::vector<const Measured*> answered;
  for (const Measured& row : rows)
    if (row.answered) answered.push_back(&row);
  std::sort(answered.begin(), answered.end(), [](const Measured* a, const Measured* b) { return a->confidence > b->confidence; });
  for (double limit : {0.01, 0.02, 0.05, 0.10}) out.at_wrong.push_back({limit, 1, 0, 0});
  std::int64_t wrong = 0;
  double area = 0;
  for (std::size_t begin = 0; begin < answered.size();) {
    std::size_t end = begin;
    std::int64_t tied_wrong = 0;
    while (end < answered.size() && answered[end]->confidence == answered[begin]->confidence) tied_wrong += !answered[end++]->correct;
    // Ties are taken as if the wrong ones were spread evenly among them.
    for (std::size_t k = begin; k < end; ++k)
      area += (static_cast<double>(wrong) + static_cast<double>(tied_wrong) * static_cast<double>(k + 1 - begin) / static_cast<double>(end - begin)) / static_cast<double>(k + 1);
    wrong += tied_wrong;
    const double rate = share(wrong, static_cast<std::int64_t>(end));
    for (AtWrong& at : out.at_wrong)
      if (rate <= at.limit) at = {at.limit, answered[begin]->confidence, share(static_cast<std::int64_t>(end), out.questions), rate};
    begin = end;
  }
  out.aurc = answered.empty() ? 0 : area / static_cast<double>(answered.size());
}

}  // namespace

Labelled labelled_of(const json::object& line) {
  Labelled out;
  out.question = string_of(line, "question");
  if (const json::value* id = line.if_contains("id"); id != nullptr && id->is_int64()) out.id = std::to_string(id->as_int64());
  else out.id = string_or(line, "id");
  out.answerable = boolean_of(line, "answerable", true);
  if (const json::value* answers = line.if_contains("answers"); answers != nullptr && !answers->is_null()) {
    if (!answers->is_array()) throw Error(Code::invalid, "`answers` must be a list of strings.");
    for (const json::value& answer : answers->as_array()) {
      if (!answer.is_string()) throw Error(Code::invalid, "`answers` must be a list of strings.");
      out.answers.emplace_back(answer.as_string());
    }
  }
  out.passage_id = string_or(line, "passage_id");
  out.as = string_or(line, "as");
  return out;
}

bool is_correct(std::string_view answer, const std::vector<std::string>& accepted) {
  std::string joined(answer);  // a wrapped line is not the end of a sentence
  for (std::size_t i = 0; i + 1 < joined.size(); ++i)
    if (joined[i] == '\n' && joined[i + 1] >= 'a' && joined[i + 1] <= 'z') joined[i] = ' ';
  if (sentences_of(joined).size() > 1) return false;
  std::size_t han = 0, size = 0;
  for (char32_t c : code_points_of(answer)) { ++size; han += is_han(c); }
  if (size > (han * 5 >= size ? longest_chinese : longest_other)) return false;
  const std::string text = normalised(answer);
  return std::any_of(accepted.begin(), accepted.end(), [&](const std::string& a) {
    const std::string wanted = normalised(a);
    return !wanted.empty() && text.find(wanted) != std::string::npos;
  });
}

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, values.size()) - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

Measures measure(const std::vector<Measured>& rows, double threshold) {
  Measures out;
  out.threshold = threshold;
  out.questions = static_cast<std::int64_t>(rows.size());
  std::int64_t answered = 0, wrong = 0, correct = 0, always = 0, unanswerable_answered = 0;
  std::vector<double> lengths, search_ms, ask_ms;
  for (const Measured& row : rows) {
    out.answerable += row.answerable;
    always += row.answered && row.correct;
    search_ms.push_back(row.search_ms);
    ask_ms.push_back(row.ask_ms);
    if (!row.answered) continue;
    lengths.push_back(static_cast<double>(row.answer_length));
    if (row.confidence < threshold) continue;
    ++answered;
    correct += row.correct;
    wrong += !row.correct;
    unanswerable_answered += !row.answerable;
  }
  const std::int64_t unanswerable = out.questions - out.answerable;
  out.correct_always = share(always, out.answerable);
  out.coverage = share(answered, out.questions);
  out.wrong = share(wrong, answered);
  out.correct = share(correct, out.answerable);
  out.refused_unanswerable = unanswerable == 0 ? 0 : 1 - share(unanswerable_answered, unanswerable);
  out.median_length = quantile(lengths, 0.5);
  out.search_p50 = quantile(search_ms, 0.50);
  out.search_p95 = quantile(search_ms, 0.95);
  out.search_p99 = quantile(search_ms, 0.99);
  out.ask_p50 = quantile(ask_ms, 0.50);
  out.ask_p95 = quantile(ask_ms, 0.95);
  out.ask_p99 = quantile(ask_ms, 0.99);
  retrieval(rows, out);
  risk_and_coverage(rows, out);
  return out;
}

json::object json_of(const Measures& m) {
  json::object out;
  out["questions"] = m.questions;
  out["answerable"] = m.answerable;
  out["retrieval"] = {{"questions", m.with_passage}, {"recall@1", m.recall_1}, {"recall@5", m.recall_5}, {"recall@10", m.recall_10}, {"mrr@10", m.mrr_10}};
  out["always"] = {{"correct_of_answerable", m.correct_always}, {"median_answer_length", m.median_length}};
  out["threshold"] = m.threshold;
  out["coverage"] = m.coverage;
  out["wrong"] = m.wrong;
  out["correct_of_answerable"] = m.correct;
  out["refused_of_unanswerable"] = m.refused_unanswerable;
  json::array at;
  for (const AtWrong& w : m.at_wrong) at.push_back({{"wrong_at_most", w.limit}, {"coverage", w.coverage}, {"wrong", w.wrong}, {"threshold", w.threshold}});
  out["coverage_at_wrong"] = std::move(at);
  out["aurc"] = m.aurc;
  out["ms"] = {{"search", {{"p50", m.search_p50}, {"p95", m.search_p95}, {"p99", m.search_p99}}}, {"ask", {{"p50", m.ask_p50}, {"p95", m.ask_p95}, {"p99", m.ask_p99}}}};
  return out;
}

std::string table_of(const Measures& m) {
  std::string out = fmt::format("questions            {} ({} answerable)\n", m.questions, m.answerable);
  if (m.with_passage > 0) out += fmt::format("recall@1 @5 @10      {:.3f}  {:.3f}  {:.3f}   MRR@10 {:.3f}\n", m.recall_1, m.recall_5, m.recall_10, m.mrr_10);
  out += fmt::format("always answering     {:.3f} correct of answerable, median answer {:.0f} characters\n", m.correct_always, m.median_length);
  out += fmt::format("at threshold {:.3f}   coverage {:.3f}, wrong among answered {:.3f}, correct of answerable {:.3f}, refused of unanswerable {:.3f}\n", m.threshold, m.coverage, m.wrong, m.correct,
                     m.refused_unanswerable);
  for (const AtWrong& w : m.at_wrong) out += fmt::format("at most {:>2.0f} % wrong   coverage {:.3f} (threshold {:.3f})\n", w.limit * 100, w.coverage, w.threshold);
  out += fmt::format("risk-coverage area   {:.4f}\n", m.aurc);
  out += fmt::format("search ms            p50 {:.1f}  p95 {:.1f}  p99 {:.1f}\n", m.search_p50, m.search_p95, m.search_p99);
  out += fmt::format("ask ms               p50 {:.1f}  p95 {:.1f}  p99 {:.1f}\n", m.ask_p50, m.ask_p95, m.ask_p99);
  return out;
}

}  // namespace gw
