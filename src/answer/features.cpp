#include "answer/features.h"

#include <algorithm>
#include <cmath>

#include "answer/row.h"

namespace gw {
namespace {

void put_place(const Sight& sight, const Passage& passage, Row& row) {
  const Quotable& candidate = sight.candidate();
  row.put("length", std::log1p(static_cast<double>(sight.last - sight.first)));
  row.put("characters", candidate.end - candidate.start);
  row.put("sentence", static_cast<double>(candidate.sentence));
  row.put("sentence_share", candidate.sentences <= 1 ? 0 : static_cast<double>(candidate.sentence) / static_cast<double>(candidate.sentences - 1));
  row.put("first", candidate.sentence == 0);
  row.put("sentences", static_cast<double>(candidate.sentences));
  row.put("chunk_opens_document", passage.start == 0);
  row.put("heading", candidate.kind == BlockKind::heading);
  row.put("row", candidate.kind == BlockKind::table_row);
  row.put("item", candidate.kind == BlockKind::list_item);
  row.put("code", candidate.kind == BlockKind::code);
}

// What the search thought of its passage; `other` is the best score of another document than the first.
void put_search(const Sight& sight, double score, double top, double other, Row& row) {
  const double scale = sight.sought.total > 0 ? sight.sought.total * 2.2 : 1;
  row.put("rank", static_cast<double>(sight.read.rank));
  row.put("document_rank", static_cast<double>(sight.read.document_rank));
  row.put("score", score / scale);
  row.put("score_share", top > 0 ? score / top : 0);
  row.put("top_score", top / scale);
  row.put("top_margin", (top - other) / scale);
  row.put("top_margin_share", top > 0 ? (top - other) / top : 0);
}

void put_question(const Sought& sought, Row& row) {
  const Question& question = sought.question;
  row.put("asks_who", question.asks == Asks::who);
  row.put("asks_when", question.asks == Asks::when);
  row.put("asks_where", question.asks == Asks::where);
  row.put("asks_how_many", question.asks == Asks::how_many);
  row.put("asks_which", question.asks == Asks::which);
  row.put("asks_yes_no", question.asks == Asks::yes_no);
  row.put("asks_why", question.asks == Asks::why);
  row.put("asks_how", question.asks == Asks::how);
  row.put("expects", static_cast<double>(question.expects));
  row.put("chinese", question.language == Language::chinese);
  row.put("question_units", static_cast<double>(question.units.size()));
  row.put("question_terms", static_cast<double>(question.terms.size()));
  row.put("question_heaviest_share", sought.total > 0 ? sought.heaviest / sought.total : 0);
  row.put("question_names", static_cast<double>(sought.names.size()));
  row.put("question_numbers", static_cast<double>(sought.numbers.size()));
}

double best_of_another_document(const std::vector<Passage>& passages) {
  double best = 0;
  for (const Passage& passage : passages)
    if (passage.document != passages[0].document) best = std::max(best, passage.score);
  return best;
}

// Terms that matter and that the document, as far as it was read, does not hold.
std::vector<Features::Missing> missing_of(const Sought& sought, const PassageRead& read) {
  std::vector<Features::Missing> missing;
  for (std::size_t t = 0; t < sought.weights.size(); ++t)
    if (!read.document[t] && sought.weights[t] >= 0.5 * sought.heaviest) missing.push_back({t, sought.weights[t]});
  std::sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return missing;
}

// Each candidate by itself; the names of the numbers go to `names`, when given.
Features described(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates, std::vector<std::string>* names) {
  const Sought sought(question);
  const std::vector<PassageRead> reads = read_passages(sought, passages);
  const double other = best_of_another_document(passages);
  Features out;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Passage& passage = passages[candidates[i].passage];
    const PassageRead& read = reads[candidates[i].passage];
    const auto [first, last] = read.units_between(candidates[i].start, candidates[i].end);
    const Sight sight{sought, read, candidates, i, first, last};
    Row row(i == 0 ? names : nullptr);
    put_coverage(sight, row);
    put_sequence(sight, row);
    put_marks(sight, row);
    put_place(sight, passage, row);
    put_search(sight, passage.score, passages[0].score, other, row);
    put_question(sought, row);
    out.rows.push_back(std::move(row.values));
  }
  for (const PassageRead& read : reads) out.missing.push_back(missing_of(sought, read));
  return out;
}

// How a candidate stands among the others: its distance from the best in what says most, and its place by coverage.
constexpr const char* compared[] = {"cover", "cover_squares", "units", "runs", "run", "order", "cover_near_frame", "cover_back_frame", "window_16", "fit_near", "best_near", "slot", "precision", "cover_chunk"};

void compare(const std::vector<std::size_t>& columns, std::vector<std::vector<float>>& rows) {
  const std::size_t cover = columns[0];
  std::vector<float> best(columns.size(), -1e9F);
  std::vector<float> covers;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < columns.size(); ++c) best[c] = std::max(best[c], row[columns[c]]);
    covers.push_back(row[cover]);
  }
  std::sort(covers.begin(), covers.end(), std::greater<>());
  for (auto& row : rows) {
    const auto place = std::lower_bound(covers.begin(), covers.end(), row[cover], std::greater<>()) - covers.begin();
    for (std::size_t c = 0; c < columns.size(); ++c) row.push_back(row[columns[c]] - best[c]);
    row.push_back(static_cast<float>(std::min<std::ptrdiff_t>(place, 20)));
    row.push_back(static_cast<float>(rows.size()));
  }
}

const std::vector<std::string>& own_names() {
  static const std::vector<std::string> names = [] {
    Passage passage;
    passage.text = "One.";
    std::vector<Quotable> candidates;
    candidates.push_back({0, 0, 4, BlockKind::paragraph, 0, 1});
    Question question;
    std::vector<std::string> out;
    const std::vector<Passage> passages{passage};
    described(question, passages, candidates, &out);
    return out;
  }();
  return names;
}

}  // namespace

const std::vector<std::string>& feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out = own_names();
    for (const char* name : compared) out.push_back(std::string(name) + "_behind");
    out.emplace_back("cover_place");
    out.emplace_back("candidates");
    return out;
  }();
  return names;
}

Features features_of(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates) {
  if (passages.empty() || candidates.empty()) return {};
  Features out = described(question, passages, candidates, nullptr);
  static const std::vector<std::size_t> columns = [] {
    std::vector<std::size_t> places;
    for (const char* name : compared) places.push_back(static_cast<std::size_t>(std::find(own_names().begin(), own_names().end(), name) - own_names().begin()));
    return places;
  }();
  compare(columns, out.rows);
  return out;
}

}  // namespace gw
