// Clauses: the finder of sentences, measured on whole texts that it was not fitted on.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/files.h"
#include "flow/model_inputs.h"
#include "flow/workspace_file.h"
#include "ingest/records.h"
#include "learn/training.h"
#include "model/small/passages.h"
#include "model/small/shuffle.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t folds_most = 5, text_count_most = 500;

std::vector<Clause> clauses_of(const Store& store, const ModelPlan& plan) {
  const RecordTable table = read_records(read_workspace_file(store.workspace().root, plan.clauses, record_bytes_most), plan.clauses);
  std::vector<Clause> out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto *id = table.rows[i].if_contains("id"), *statement = table.rows[i].if_contains("statement");
    if (id == nullptr || statement == nullptr) throw Error(Code::invalid, fmt::format("{}:{}: a clause needs \"id\" and \"statement\".", plan.clauses, table.lines[i]));
    out.push_back({written(*id), words_of(written(*statement))});
  }
  if (out.empty()) throw Error(Code::invalid, fmt::format("{} holds no clause.", plan.clauses));
  return out;
}

// A place stands for every sentence that it covers by more than a third, or that holds more than a third of it.
Corrected corrected_of(const CorrectedText& from) {
  ClauseText read = clause_text(from.text);
  Corrected out{std::move(read.sentences), {}};
  for (const auto& said : from.verdicts) {
    Corrected::Verdict verdict{said.clause, said.label, {}};
    for (const auto& [start, end] : said.evidence)
      for (std::uint32_t i = 0; i < read.places.size(); ++i) {
        const auto low = std::max(start, read.places[i].start), high = std::min(end, read.places[i].end);
        if (low < high && (3 * (high - low) > end - start || 3 * (high - low) > read.places[i].end - read.places[i].start)) verdict.evidence.push_back(i);
      }
    std::ranges::sort(verdict.evidence);
    verdict.evidence.erase(std::unique(verdict.evidence.begin(), verdict.evidence.end()), verdict.evidence.end());
    out.verdicts.push_back(std::move(verdict));
  }
  return out;
}

struct Majority {
  std::map<std::string, std::map<std::string, int>> counts;
  void put(const Corrected& text) {
    for (const auto& verdict : text.verdicts) ++counts[verdict.clause][verdict.label];
  }
  std::string of(const std::string& clause) const {
    const auto here = counts.find(clause);
    if (here == counts.end() || here->second.empty()) return "";
    return std::ranges::max_element(here->second, {}, [](const auto& one) { return one.second; })->first;
  }
};

void judge(const PassageFinder& finder, const Corrected& text, const Majority& majority, TrainReport& report, std::vector<Compared>& compared) {
  for (const auto& finding : finder.find(text.sentences, 3)) {
    const auto verdict = std::ranges::find(text.verdicts, finding.clause, &Corrected::Verdict::clause);
    if (verdict == text.verdicts.end()) continue;
    const auto shows = [&](const PassageFinder::Place& place) { return std::ranges::count(verdict->evidence, place.sentence) > 0; };
    if (!verdict->evidence.empty() && !finding.places.empty()) {
      report.place.put(shows(finding.places[0]));
      report.three.put(std::ranges::any_of(finding.places, shows));
    }
    if (finding.labels.empty() || verdict->label.empty()) continue;
    compared.push_back({.model = finding.labels[0].label == verdict->label, .frequent = majority.of(finding.clause) == verdict->label});
    report.first.put(compared.back().model);
  }
}

void measure(const std::vector<Clause>& clauses, std::vector<Corrected> texts, const TrainOptions& options, TrainReport& report) {
  Shuffle shuffle(1);
  shuffle(texts);
  const std::size_t folds = std::min(texts.size(), folds_most);
  std::vector<Compared> compared;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    if (options.progress) options.progress("measuring", static_cast<std::int64_t>(fold), static_cast<std::int64_t>(folds));
    std::vector<Corrected> seen;
    Majority majority;
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (i % folds != fold) seen.push_back(texts[i]);
    for (const auto& text : seen) majority.put(text);
    const auto finder = PassageFinder::fit(clauses, seen);
    for (std::size_t i = fold; i < texts.size(); i += folds) judge(finder, texts[i], majority, report, compared);
  }
  compare_with_baselines(compared, report);
}

}  // namespace

std::string train_clauses(const Store& store, const App& app, const ModelPlan& plan, const TrainOptions& options, TrainReport& report) {
  const auto clauses = clauses_of(store, plan);
  auto from = corrected_texts(store, app, plan);
  if (from.size() > text_count_most) from.erase(from.begin(), from.end() - text_count_most);  // the latest
  std::vector<Corrected> texts;
  for (const auto& one : from) texts.push_back(corrected_of(one));
  report.records = static_cast<std::int64_t>(texts.size());
  report.labels = static_cast<std::int64_t>(clauses.size());
  if (options.measure && texts.size() >= 2) measure(clauses, texts, options, report);
  return PassageFinder::fit(clauses, texts).print();
}

}  // namespace gw
