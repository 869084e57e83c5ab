// Clauses found in contracts after so many corrected ones, and what the contracts say of them.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <numeric>

#include "model/small/passages.h"
#include "model/small/shuffle.h"
#include "models/lines.h"
#include "models/models.h"

namespace gw::bench {
namespace {

struct Contracts {
  std::vector<Clause> clauses;
  std::vector<Corrected> texts;
};

Contracts load(const fs::path& folder) {
  Contracts out;
  struct Where { std::size_t text; std::map<std::int64_t, std::uint32_t> by_start; };
  std::map<std::string, Where> where;
  each_line(folder / "documents.jsonl", [&](const json::object& line) {
    const std::string text = string_of(line, "text");
    Where& here = where[string_of(line, "id")];
    here.text = out.texts.size();
    Corrected& contract = out.texts.emplace_back();
    for (const json::value& span : line.at("spans").as_array()) {
      const auto start = span.as_array()[0].as_int64(), end = span.as_array()[1].as_int64();
      const std::string_view sentence = slice(text, static_cast<std::size_t>(start), static_cast<std::size_t>(end));
      here.by_start[start] = static_cast<std::uint32_t>(contract.sentences.size());
      contract.sentences.push_back(sentence_of(sentence, words_of(sentence)));
    }
  });
  each_line(folder / "hypotheses.jsonl", [&](const json::object& line) { out.clauses.push_back({string_of(line, "id"), words_of(string_of(line, "statement"))}); });
  each_line(folder / "questions.jsonl", [&](const json::object& line) {
    const Where& here = where.at(string_of(line, "doc_id"));
    Corrected::Verdict verdict{string_of(line, "hypothesis_id"), string_of(line, "label"), {}};
    if (line.at("answerable").as_bool())
      for (const json::value& evidence : line.at("evidence").as_array()) verdict.evidence.push_back(here.by_start.at(evidence.as_object().at("start").as_int64()));
    out.texts[here.text].verdicts.push_back(std::move(verdict));
  });
  return out;
}

std::vector<std::size_t> shuffled(std::size_t n, int order) {
  std::vector<std::size_t> out(n);
  std::iota(out.begin(), out.end(), std::size_t{0});
  Shuffle shuffle(100 + static_cast<std::uint64_t>(order));
  shuffle(out);
  return out;
}

template <class Use>
void each_verdict(const PassageFinder& finder, const Corrected& text, Use&& use) {
  for (const auto& finding : finder.find(text.sentences, 3))
    for (const auto& verdict : text.verdicts)
      if (verdict.clause == finding.clause) use(finding, verdict);
}

void learning_curve(const Contracts& contracts, int orders) {
  fmt::print("| corrected contracts | questions | evidence top-1 | lowest, highest order | evidence top-3 | lowest, highest order | processor seconds to fit |\n|---|---|---|---|---|---|---|\n");
  for (const std::size_t n : {0, 2, 5, 10, 20, 40}) {
    double asked = 0, seconds = 0;
    std::vector<double> first, three;
    for (int order = 0; order < (n == 0 ? 1 : orders); ++order) {
      const auto sequence = shuffled(contracts.texts.size(), order);
      std::vector<Corrected> seen;
      for (std::size_t i = 0; i < n; ++i) seen.push_back(contracts.texts[sequence[i]]);
      const std::clock_t start = std::clock();
      const auto finder = PassageFinder::fit(contracts.clauses, seen);
      seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / (n == 0 ? 1 : orders);
      double here = 0, hit_first = 0, hit_three = 0;
      for (std::size_t i = n; i < sequence.size(); ++i)
        each_verdict(finder, contracts.texts[sequence[i]], [&](const auto& finding, const auto& verdict) {
          if (verdict.evidence.empty()) return;
          const auto shows = [&](const PassageFinder::Place& place) { return std::ranges::count(verdict.evidence, place.sentence) > 0; };
          ++here;
          hit_first += shows(finding.places[0]);
          hit_three += std::any_of(finding.places.begin(), finding.places.end(), shows);
        });
      asked += here;
      first.push_back(hit_first / here);
      three.push_back(hit_three / here);
    }
    const auto mean = [](const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size()); };
    const auto [low1, high1] = std::minmax_element(first.begin(), first.end());
    const auto [low3, high3] = std::minmax_element(three.begin(), three.end());
    fmt::print("| {} | {} | **{:.3f}** | {:.3f}, {:.3f} | **{:.3f}** | {:.3f}, {:.3f} | {:.1f} |\n", n, asked, mean(first), *low1, *high1, mean(three), *low3, *high3, seconds);
    std::fflush(stdout);
  }
}

// Ten folds of whole contracts. The majority is that of the clause among the other folds' contracts.
void labels(const Contracts& contracts, int orders) {
  constexpr std::size_t folds = 10;
  double asked = 0, right = 0, majority = 0, brier = 0;
  std::map<std::string, std::map<std::string, int>> confusion;
  std::string each;
  for (int order = 0; order < orders; ++order) {
    const auto sequence = shuffled(contracts.texts.size(), order);
    double here = 0, here_right = 0;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      std::vector<Corrected> seen;
      std::map<std::string, std::map<std::string, int>> counts;
      for (std::size_t i = 0; i < sequence.size(); ++i)
        if (i % folds != fold) seen.push_back(contracts.texts[sequence[i]]);
      for (const Corrected& text : seen)
        for (const auto& verdict : text.verdicts) ++counts[verdict.clause][verdict.label];
      const auto finder = PassageFinder::fit(contracts.clauses, seen);
      for (std::size_t i = fold; i < sequence.size(); i += folds)
        each_verdict(finder, contracts.texts[sequence[i]], [&](const auto& finding, const auto& verdict) {
          const auto& count = counts[verdict.clause];
          const auto most = std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
          majority += most->first == verdict.label;
          here += 1;
          here_right += finding.labels[0].label == verdict.label;
          for (const auto& scored : finding.labels) brier += (scored.probability - (scored.label == verdict.label)) * (scored.probability - (scored.label == verdict.label));
          ++confusion[verdict.label][finding.labels[0].label];
        });
    }
    asked += here;
    right += here_right;
    each += fmt::format("{}{:.3f}", each.empty() ? "" : ", ", here_right / here);
  }
  fmt::print("\nlabels, ten folds by contract, {} orders: accuracy **{:.3f}** ({}), majority of the clause {:.3f}, Brier score {:.3f}\n\n| is \\ said |", orders, right / asked, each, majority / asked, brier / asked);
  for (const auto& [label, row] : confusion) fmt::print(" {} |", label);
  fmt::print("\n|---|");
  for (std::size_t i = 0; i < confusion.size(); ++i) fmt::print("---|");
  for (const auto& [label, row] : confusion) {
    fmt::print("\n| {} |", label);
    for (const auto& [said, ignored] : confusion) fmt::print(" {:.1f} |", (row.contains(said) ? row.at(said) : 0) / static_cast<double>(orders));
  }
  fmt::print("\n");
}

}  // namespace

void measure_contracts(const fs::path& folder, int orders) {
  const Contracts contracts = load(folder);
  learning_curve(contracts, orders);
  labels(contracts, std::min(orders, 3));
}

}  // namespace gw::bench
