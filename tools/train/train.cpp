// Fits the ranker of sentences and the confidence on labelled questions, and reports both cross-validated by article.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

#include "answer/answer.h"
#include "answer/features.h"
#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "boosting.h"
#include "corpus.h"

namespace gw::train {
namespace {

constexpr int folds = 5;
constexpr std::size_t ranked_most = 25;  // candidates of one question that the ranker learns from, beside the right ones

// Inputs that tell one collection from another rather than a right answer from a wrong one.
const std::vector<std::string> left_out = {"candidates"};

const Settings ranking = {{"objective", "rank:pairwise"}, {"max_depth", "6"}, {"eta", "0.08"}, {"subsample", "0.8"}, {"colsample_bytree", "0.5"}, {"min_child_weight", "5"}, {"lambda", "2"}};
constexpr int ranking_rounds = 200;
const Settings judging = {{"objective", "binary:logistic"}, {"max_depth", "5"}, {"eta", "0.04"}, {"subsample", "0.7"}, {"colsample_bytree", "0.3"}, {"min_child_weight", "10"}, {"lambda", "5"}};
constexpr int judging_rounds = 300;

using Use = std::function<bool(const Asked&)>;
using Scores = std::vector<std::vector<float>>;  // of each question, of each candidate

int fold_of(const Asked& asked) { return static_cast<int>(hash64(asked.article) % folds); }

struct Columns {
  std::vector<std::string> names;
  std::vector<std::size_t> at;
  explicit Columns(const std::vector<std::string>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (std::find(left_out.begin(), left_out.end(), all[i]) != left_out.end()) continue;
      names.push_back(all[i]);
      at.push_back(i);
    }
  }
  std::vector<float> of(const std::vector<float>& row) const {
    std::vector<float> out;
    for (std::size_t i : at) out.push_back(row[i]);
    return out;
  }
};

const Columns& ranker_columns() { static const Columns columns(feature_names()); return columns; }
const Columns& judge_columns() { static const Columns columns(confidence_names()); return columns; }

// The right candidates and the likeliest wrong ones: those that cover most of the question.
std::vector<std::size_t> worth_learning(const Asked& asked) {
  static const auto column = [](const char* name) { return static_cast<std::size_t>(std::find(feature_names().begin(), feature_names().end(), name) - feature_names().begin()); };
  static const std::size_t cover = column("cover"), units = column("units"), rank = column("rank");
  std::vector<std::size_t> order(asked.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto promise = [&](std::size_t i) { return asked.rows[i][cover] + asked.rows[i][units] - 0.05F * asked.rows[i][rank]; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return promise(a) > promise(b); });
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (asked.correct[order[i]] && !asked.gold[order[i]]) continue;  // right by chance: says nothing
    if (i < ranked_most || asked.gold[order[i]]) out.push_back(order[i]);
  }
  return out;
}

Trees fit_ranker(const std::vector<Asked>& all, const Use& use) {
  Table table{.columns = ranker_columns().names.size()};
  for (const Asked& asked : all) {
    if (!use(asked) || !asked.question.answerable || std::find(asked.gold.begin(), asked.gold.end(), 1) == asked.gold.end()) continue;
    const auto chosen = worth_learning(asked);
    for (std::size_t i : chosen) table.put(ranker_columns().of(asked.rows[i]), asked.gold[i]);
    table.groups.push_back(static_cast<unsigned>(chosen.size()));
  }
  return fit(table, ranking, ranking_rounds, ranker_columns().names);
}

void rank(const Trees& ranker, const std::vector<Asked>& all, const Use& use, Scores& scores) {
  for (std::size_t q = 0; q < all.size(); ++q) {
    if (!use(all[q])) continue;
    scores[q].clear();
    for (std::size_t i = 0; i < all[q].rows.size(); ++i) scores[q].push_back(static_cast<float>(ranker.sum(ranker_columns().of(all[q].rows[i]))) - all[q].handicaps[i]);
  }
}

std::size_t best_of(const std::vector<float>& scores) { return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()); }

std::vector<float> judge_row(const Asked& asked, const std::vector<float>& scores) {
  return judge_columns().of(confidence_inputs(asked.rows, scores, asked.places, best_of(scores)));
}

Trees fit_judge(const std::vector<Asked>& all, const Scores& scores, const Use& use) {
  Table table{.columns = judge_columns().names.size()};
  for (std::size_t q = 0; q < all.size(); ++q)
    if (use(all[q]) && !all[q].rows.empty()) table.put(judge_row(all[q], scores[q]), all[q].correct[best_of(scores[q])]);
  return fit(table, judging, judging_rounds, judge_columns().names);
}

// Ranker scores of each question of `use` by a ranker that saw nothing of its fold.
void rank_across(const std::vector<Asked>& all, const Use& use, Scores& scores) {
  for (int fold = 0; fold < folds; ++fold) {
    const Use inside = [&](const Asked& a) { return use(a) && fold_of(a) == fold; };
    if (std::none_of(all.begin(), all.end(), inside)) continue;
    rank(fit_ranker(all, [&](const Asked& a) { return use(a) && fold_of(a) != fold; }), all, inside, scores);
  }
}

struct Judged { std::size_t best = 0; double margin = 0; };

// Every question judged by models that saw nothing of its article.
std::vector<Judged> judge_across(const std::vector<Asked>& all, const Scores& across, bool strict) {
  std::vector<Judged> out(all.size());
  for (int fold = 0; fold < folds; ++fold) {
    const Use outside = [&](const Asked& a) { return fold_of(a) != fold; }, inside = [&](const Asked& a) { return fold_of(a) == fold; };
    Scores scores = across;
    if (strict) {
      rank_across(all, outside, scores);
      rank(fit_ranker(all, outside), all, inside, scores);
    }
    const Trees judge = fit_judge(all, scores, outside);
    for (std::size_t q = 0; q < all.size(); ++q)
      if (inside(all[q]) && !all[q].rows.empty()) out[q] = {best_of(scores[q]), judge.sum(judge_row(all[q], scores[q]))};
  }
  return out;
}

// A rising map from margin to probability: a logistic curve fitted to margins of questions that the judge did not see.
std::vector<Trees::Point> calibrate(const std::vector<Asked>& all, const std::vector<Judged>& judged) {
  double slope = 1, shift = 0;
  for (int step = 0; step < 100; ++step) {  // Newton's method
    double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
    for (std::size_t q = 0; q < all.size(); ++q) {
      if (all[q].rows.empty()) continue;
      const double x = judged[q].margin, p = 1 / (1 + std::exp(-(slope * x + shift))), error = p - all[q].correct[judged[q].best], w = p * (1 - p);
      g0 += error;
      g1 += error * x;
      h00 += w;
      h01 += w * x;
      h11 += w * x * x;
    }
    const double determinant = h00 * h11 - h01 * h01;
    shift -= (h11 * g0 - h01 * g1) / determinant;
    slope -= (h00 * g1 - h01 * g0) / determinant;
  }
  std::vector<Trees::Point> curve;
  for (int i = -60; i <= 60; ++i) {
    const double x = i / 10.0;
    curve.push_back({x, 1 / (1 + std::exp(-(slope * x + shift)))});
  }
  return curve;
}

// How often the best candidate is right when a number or a code of the question stands nowhere in its passage: whether that is a veto.
void print_vetoes(const std::vector<Asked>& all, const std::vector<Judged>& judged) {
  const auto column = [](const char* name) { return static_cast<std::size_t>(std::find(feature_names().begin(), feature_names().end(), name) - feature_names().begin()); };
  fmt::print("--- best candidates with something of the question missing: what, questions, share right, of them at least 0.75 sure, share right\n");
  for (const char* name : {"lost_numbers_chunk", "lost_identifiers", "lost_names_chunk", "lost_quotes", "negation_differs"}) {
    const std::size_t at = column(name);
    std::size_t count = 0, right = 0, sure = 0, sure_right = 0;
    for (std::size_t q = 0; q < all.size(); ++q) {
      if (all[q].rows.empty() || all[q].rows[judged[q].best][at] <= 0) continue;
      const bool correct = all[q].correct[judged[q].best] != 0, is_sure = judged[q].margin >= 1.1;
      ++count;
      right += correct;
      sure += is_sure;
      sure_right += is_sure && correct;
    }
    fmt::print("{} {} {:.3f} {} {:.3f}\n", name, count, count == 0 ? 0 : static_cast<double>(right) / static_cast<double>(count), sure, sure == 0 ? 0 : static_cast<double>(sure_right) / static_cast<double>(sure));
  }
}

void report(const std::vector<Asked>& all, const std::vector<Judged>& judged, const Trees& curve) {
  std::vector<std::string> sets;
  for (const Asked& a : all)
    if (std::find(sets.begin(), sets.end(), a.set) == sets.end()) sets.push_back(a.set);
  sets.emplace_back("together");
  const double threshold = default_threshold();
  const auto rows_of = [&](const std::string& set) {
    std::vector<Measured> rows;
    for (std::size_t q = 0; q < all.size(); ++q) {
      const Asked& a = all[q];
      if (set != "together" && a.set != set) continue;
      Measured row{.answerable = a.question.answerable, .has_passage = a.question.answerable, .found = a.found, .passage_id = a.question.passage_id};
      row.answered = !a.rows.empty();
      if (row.answered) {
        row.correct = a.correct[judged[q].best];
        row.confidence = curve.through_curve(judged[q].margin);
        row.answer_length = a.lengths[judged[q].best];
      }
      rows.push_back(std::move(row));
    }
    return rows;
  };
  for (const auto& set : sets) fmt::print("--- {}\n{}", set, table_of(measure(rows_of(set), threshold)));
  print_vetoes(all, judged);
  fmt::print("--- calibration: confidence, share right, questions\n");
  std::vector<std::pair<double, double>> sorted;
  for (std::size_t q = 0; q < all.size(); ++q)
    if (!all[q].rows.empty()) sorted.push_back({curve.through_curve(judged[q].margin), all[q].correct[judged[q].best]});
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < 10; ++i) {
    double confidence = 0, right = 0;
    const std::size_t from = sorted.size() * i / 10, to = sorted.size() * (i + 1) / 10;
    for (std::size_t k = from; k < to; ++k) { confidence += sorted[k].first; right += sorted[k].second; }
    fmt::print("{:.3f} {:.3f} {}\n", confidence / static_cast<double>(to - from), right / static_cast<double>(to - from), to - from);
  }
}

void write_weights(const std::filesystem::path& file, const Trees& trees) { write_file(file, "R\"gw(" + trees.print() + ")gw\"\n"); }

Trees with_curve(const Trees& trees, const std::vector<Trees::Point>& curve) {
  std::string text = trees.print(), line = "curve";
  for (const auto& point : curve) line += fmt::format(" {} {:.6f}", point.x, point.y);
  const auto at = text.find("\ntree ");
  return Trees::parse(text.insert(at + 1, line + "\n"));
}

int run(int count, char** words) {
  std::vector<std::filesystem::path> folders;
  std::filesystem::path out;
  bool strict = false, only_report = false;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--out" && i + 1 < count) out = words[++i];
    else if (word == "--strict") strict = true;
    else if (word == "--report") only_report = true;
    else folders.emplace_back(word);
  }
  if (folders.empty() || (out.empty() && !only_report)) {
    fmt::print(stderr, "groundwork-train [--strict] (--report | --out FOLDER) QUESTION_FOLDER...\n");
    return 2;
  }
  const std::vector<Asked> all = gather_folders(folders);
  Scores scores(all.size());
  const Use everything = [](const Asked&) { return true; };
  rank_across(all, everything, scores);
  const auto judged = judge_across(all, scores, strict);
  const auto curve = calibrate(all, judged);
  report(all, judged, Trees::make({}, 0, {}, curve));
  if (only_report) return 0;
  std::filesystem::create_directories(out);
  write_weights(out / "ranker.trees", fit_ranker(all, everything));
  write_weights(out / "confidence.trees", with_curve(fit_judge(all, scores, everything), curve));
  return 0;
}

}  // namespace
}  // namespace gw::train

int main(int count, char** words) {
  try {
    return gw::train::run(count, words);
  } catch (const gw::Error& e) {
    std::fprintf(stderr, "%s %s\n", e.message().c_str(), e.detail().c_str());
    return gw::exit_code(e.code());
  }
}
