#include "answer/features.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

using Mask = std::bitset<128>;

// A row under construction. The names are taken from the same calls that give the values, so the two cannot drift apart.
class Row {
 public:
  explicit Row(std::vector<std::string>* names) : names_(names) {}
  void put(const char* name, double value) {
    values.push_back(static_cast<float>(value));
    if (names_ != nullptr) names_->emplace_back(name);
  }
  std::vector<float> values;

 private:
  std::vector<std::string>* names_;
};

// A passage with what the question finds in it.
struct Read {
  Reading reading;
  std::vector<std::int16_t> unit_ids;  // of each unit: which distinct unit of the question it is, or -1
  std::vector<std::int16_t> term_ids;  // of each term: which term of the question, or -1
  Mask terms, frame;                   // terms found in the text; in title and context
  Mask document;                       // over all passages of its document, with their frames
  std::size_t rank = 0, document_rank = 0;
};

double weight_of(const Mask& mask, const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (mask[i]) sum += weights[i];
  return sum;
}

double heaviest_missing(const Mask& mask, const std::vector<double>& weights) {
  double most = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!mask[i]) most = std::max(most, weights[i]);
  return most;
}

class Work {
 public:
  Work(const Question& question, const std::vector<Passage>& passages, const std::vector<Quotable>& candidates)
      : question_(question), passages_(passages), candidates_(candidates) {
    for (std::size_t i = 0; i < question.terms.size(); ++i) {
      term_ids_.insert({question.terms[i].key, static_cast<std::int16_t>(i)});
      weights_.push_back(question.terms[i].weight);
      squares_.push_back(question.terms[i].weight * question.terms[i].weight);
      total_ += weights_.back();
      total_squares_ += squares_.back();
      heaviest_ = std::max(heaviest_, weights_.back());
    }
    for (std::size_t i = 0; i < question.units.size(); ++i) {
      const auto known = unit_ids_.find(question.units[i].key);
      std::int16_t id = -1;
      if (known != unit_ids_.end()) id = known->second;
      else if (unit_weights_.size() < 128) {
        id = static_cast<std::int16_t>(unit_weights_.size());
        unit_ids_.insert({question.units[i].key, id});
        unit_weights_.push_back(0);
      }
      question_ids_.push_back(id);
      if (id >= 0) unit_weights_[static_cast<std::size_t>(id)] = std::max<double>(unit_weights_[static_cast<std::size_t>(id)], question.unit_weights[i]);
    }
    for (double w : unit_weights_) unit_total_ += w;
    for (std::size_t i = 0; i < question.unit_weights.size(); ++i) sequence_total_ += question.unit_weights[i];
    for (const Mark& mark : question.marks) {
      question_marks_.insert(mark.key);
      switch (mark.kind) {
        case MarkKind::number: case MarkKind::date: numbers_.push_back(mark.key); break;
        case MarkKind::name: if (mark.unit == 0) names_.push_back(mark.key); break;
        case MarkKind::quoted: quotes_.push_back(mark.key); break;
        case MarkKind::identifier: identifiers_.push_back(mark.key); break;
        default: break;
      }
    }
    for (auto* keys : {&numbers_, &names_, &quotes_, &identifiers_}) {
      std::sort(keys->begin(), keys->end());
      keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
    }
  }

  Features run(std::vector<std::string>* names) {
    read_passages();
    Features out;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Row row(names);
      describe(i, row);
      out.rows.push_back(std::move(row.values));
      names = nullptr;
    }
    for (const Read& read : reads_) {
      std::vector<Features::Missing> missing;
      for (std::size_t t = 0; t < weights_.size(); ++t)
        if (!read.document[t] && weights_[t] >= 0.5 * heaviest_) missing.push_back({t, weights_[t]});
      std::sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
      out.missing.push_back(std::move(missing));
    }
    return out;
  }

 private:
  void read_passages() {
    std::unordered_map<std::int64_t, Mask> documents;
    std::unordered_map<std::int64_t, std::size_t> document_ranks;
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      const Passage& passage = passages_[p];
      Read out;
      out.reading = read(passage.text);
      for (const Unit& unit : out.reading.units) {
        const auto known = unit_ids_.find(unit.key);
        out.unit_ids.push_back(known == unit_ids_.end() ? std::int16_t{-1} : known->second);
      }
      for (const TermAt& term : out.reading.terms) {
        const auto known = term_ids_.find(term.key);
        out.term_ids.push_back(known == term_ids_.end() ? std::int16_t{-1} : known->second);
        if (known != term_ids_.end()) out.terms.set(static_cast<std::size_t>(known->second));
      }
      for (const TermAt& term : read(passage.title + "\n" + passage.context).terms)
        if (const auto known = term_ids_.find(term.key); known != term_ids_.end()) out.frame.set(static_cast<std::size_t>(known->second));
      documents[passage.document] |= out.terms | out.frame;
      out.rank = p;
      out.document_rank = document_ranks.insert({passage.document, document_ranks.size()}).first->second;
      reads_.push_back(std::move(out));
    }
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      reads_[p].document = documents[passages_[p].document];
      if (passages_[p].document != passages_[0].document && other_score_ < passages_[p].score) other_score_ = passages_[p].score;
    }
  }

  // Units of the candidate: [first, last) in its passage.
  static std::pair<std::size_t, std::size_t> units_of(const Read& read, std::uint32_t start, std::uint32_t end) {
    const auto& units = read.reading.units;
    const auto first = std::lower_bound(units.begin(), units.end(), start, [](const Unit& u, std::uint32_t at) { return u.start < at; });
    const auto last = std::lower_bound(first, units.end(), end, [](const Unit& u, std::uint32_t at) { return u.start < at; });
    return {static_cast<std::size_t>(first - units.begin()), static_cast<std::size_t>(last - units.begin())};
  }

  Mask terms_between(const Read& read, std::uint32_t start, std::uint32_t end) const {
    Mask out;
    const auto& terms = read.reading.terms;
    auto at = std::lower_bound(terms.begin(), terms.end(), start, [](const TermAt& t, std::uint32_t s) { return t.start < s; });
    for (; at != terms.end() && at->start < end; ++at) {
      const std::int16_t id = read.term_ids[static_cast<std::size_t>(at - terms.begin())];
      if (id >= 0 && at->end <= end) out.set(static_cast<std::size_t>(id));
    }
    return out;
  }

  void describe(std::size_t number, Row& row) {
    const Quotable& candidate = candidates_[number];
    const Read& read = reads_[candidate.passage];
    const Passage& passage = passages_[candidate.passage];
    const auto [first, last] = units_of(read, candidate.start, candidate.end);
    const double length = static_cast<double>(last - first);

    coverage(number, candidate, read, row);
    sequence(read, first, last, row);
    types(read, candidate, first, last, row);

    row.put("length", std::log1p(length));
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

    const double top = passages_[0].score, scale = total_ > 0 ? total_ * 2.2 : 1;
    row.put("rank", static_cast<double>(read.rank));
    row.put("document_rank", static_cast<double>(read.document_rank));
    row.put("score", passage.score / scale);
    row.put("score_share", top > 0 ? passage.score / top : 0);
    row.put("top_score", top / scale);
    row.put("top_margin", (top - other_score_) / scale);
    row.put("top_margin_share", top > 0 ? (top - other_score_) / top : 0);

    row.put("asks_who", question_.asks == Asks::who);
    row.put("asks_when", question_.asks == Asks::when);
    row.put("asks_where", question_.asks == Asks::where);
    row.put("asks_how_many", question_.asks == Asks::how_many);
    row.put("asks_which", question_.asks == Asks::which);
    row.put("asks_yes_no", question_.asks == Asks::yes_no);
    row.put("asks_why", question_.asks == Asks::why);
    row.put("asks_how", question_.asks == Asks::how);
    row.put("expects", static_cast<double>(question_.expects));
    row.put("chinese", question_.language == Language::chinese);
    row.put("question_units", static_cast<double>(question_.units.size()));
    row.put("question_terms", static_cast<double>(question_.terms.size()));
    row.put("question_heaviest_share", total_ > 0 ? heaviest_ / total_ : 0);
    row.put("question_names", static_cast<double>(names_.size()));
    row.put("question_numbers", static_cast<double>(numbers_.size()));
  }

  void coverage(std::size_t number, const Quotable& candidate, const Read& read, Row& row) {
    const Mask own = terms_between(read, candidate.start, candidate.end);
    Mask before, after, before2;
    if (candidate.sentence > 0) before = terms_between(read, candidates_[number - 1].start, candidates_[number - 1].end);
    if (candidate.sentence > 1) before2 = terms_between(read, candidates_[number - 2].start, candidates_[number - 2].end);
    if (candidate.sentence + 1 < candidate.sentences) after = terms_between(read, candidates_[number + 1].start, candidates_[number + 1].end);
    const double total = total_ > 0 ? total_ : 1, squares = total_squares_ > 0 ? total_squares_ : 1;
    const auto share = [&](const Mask& mask) { return weight_of(mask, weights_) / total; };
    row.put("cover", share(own));
    row.put("cover_squares", weight_of(own, squares_) / squares);
    row.put("cover_count", weights_.empty() ? 0 : static_cast<double>(own.count()) / static_cast<double>(weights_.size()));
    row.put("cover_before", share(before & ~own));
    row.put("cover_after", share(after & ~own));
    row.put("cover_before2", share(before2 & ~own & ~before));
    row.put("cover_frame", share(read.frame & ~own));
    row.put("cover_near", share(own | before | after));
    row.put("cover_near_frame", share(own | before | before2 | after | read.frame));
    row.put("cover_back_frame", share(own | before | read.frame));
    row.put("cover_own_frame", share(own | read.frame));
    row.put("cover_chunk", share(read.terms | read.frame));
    row.put("cover_document", share(read.document));
    row.put("frame", share(read.frame));
    const double heaviest = heaviest_ > 0 ? heaviest_ : 1;
    row.put("missing", heaviest_missing(own, weights_) / heaviest);
    row.put("missing_near_frame", heaviest_missing(own | before | after | read.frame, weights_) / heaviest);
    row.put("missing_chunk", heaviest_missing(read.terms | read.frame, weights_) / heaviest);
    row.put("missing_document", heaviest_missing(read.document, weights_) / heaviest);
    row.put("missing_document_idf", heaviest_missing(read.document, weights_) / std::max(1.0, question_.highest_idf));
  }

  void sequence(const Read& read, std::size_t first, std::size_t last, Row& row) {
    const std::size_t n = question_.units.size(), m = last - first;
    const double total = sequence_total_ > 0 ? sequence_total_ : 1, unit_total = unit_total_ > 0 ? unit_total_ : 1;
    Mask seen;
    double matched = 0, precise = 0;
    std::size_t matched_count = 0;
    for (std::size_t j = first; j < last; ++j) {
      const std::int16_t id = read.unit_ids[j];
      if (id < 0) continue;
      precise += unit_weights_[static_cast<std::size_t>(id)] > 0 ? 1 : 0;
      if (seen[static_cast<std::size_t>(id)]) continue;
      seen.set(static_cast<std::size_t>(id));
      matched += unit_weights_[static_cast<std::size_t>(id)];
      ++matched_count;
    }
    row.put("units", matched / unit_total);
    row.put("units_count", unit_weights_.empty() ? 0 : static_cast<double>(matched_count) / static_cast<double>(unit_weights_.size()));
    row.put("precision", m == 0 ? 0 : precise / static_cast<double>(m));
    row.put("novel", static_cast<double>(m) - precise);

    // Common runs: run[i][j] is the weight of the run that ends at question unit i and text unit j.
    std::vector<double> above(m + 1), here(m + 1), longest_by_question(n);
    std::vector<std::uint16_t> above_length(m + 1), here_length(m + 1);
    std::vector<double> order_above(m + 1), order(m + 1);  // weight of the longest common subsequence
    double longest = 0, left = 0, right = 0;
    std::size_t longest_length = 0, left_at = m;
    std::vector<double> left_run(m + 1), right_run(m + 1);
    for (std::size_t i = 0; i < n; ++i) {
      const std::int16_t id = question_ids_[i];
      for (std::size_t j = 0; j < m; ++j) {
        const bool equal = id >= 0 && read.unit_ids[first + j] == id;
        here[j + 1] = equal ? above[j] + question_.unit_weights[i] + 1e-3 : 0;
        here_length[j + 1] = equal ? static_cast<std::uint16_t>(above_length[j] + 1) : 0;
        order[j + 1] = std::max({order_above[j + 1], order[j], equal ? order_above[j] + question_.unit_weights[i] : 0});
        if (here[j + 1] > longest) longest = here[j + 1];
        longest_length = std::max<std::size_t>(longest_length, here_length[j + 1]);
        longest_by_question[i] = std::max(longest_by_question[i], here[j + 1]);
        if (i + 1 == question_.slot_start && here[j + 1] > 0) {
          left_run[j + 1] = here[j + 1];
          if (here[j + 1] > left) { left = here[j + 1]; left_at = j + 1; }
        }
      }
      std::swap(above, here);
      std::swap(above_length, here_length);
      std::swap(order_above, order);
      std::fill(here.begin(), here.end(), 0.0);
      std::fill(order.begin(), order.end(), 0.0);
    }
    double kernel = 0;
    for (double run : longest_by_question) kernel += run * run;
    row.put("run", longest / total);
    row.put("run_length", static_cast<double>(longest_length));
    row.put("run_length_share", n == 0 ? 0 : static_cast<double>(longest_length) / static_cast<double>(n));
    row.put("runs", std::sqrt(kernel) / total);
    row.put("order", order_above.empty() ? 0 : *std::max_element(order_above.begin(), order_above.end()) / total);

    // What stands right of the question word, found right of a gap.
    for (std::size_t j = m; j-- > 0 && question_.slot_end < n;) {
      double run = 0;
      for (std::size_t i = question_.slot_end, k = j; i < n && k < m && question_ids_[i] >= 0 && read.unit_ids[first + k] == question_ids_[i]; ++i, ++k) run += question_.unit_weights[i] + 1e-3;
      right_run[j] = run;
      right = std::max(right, run);
    }
    double slot = 0;
    std::size_t gap = 0;
    for (std::size_t j = 0; j <= m; ++j) {
      if (left_run[j] <= 0) continue;
      for (std::size_t k = j + 1; k <= m && k <= j + 24; ++k)
        if (k < m && right_run[k] > 0 && left_run[j] + right_run[k] > slot) { slot = left_run[j] + right_run[k]; gap = k - j; }
    }
    row.put("slot_left", left / total);
    row.put("slot_right", right / total);
    row.put("slot", slot / total);
    row.put("slot_gap", static_cast<double>(gap));
    row.put("slot_left_room", left_at < m ? static_cast<double>(m - left_at) : -1);

    // How dense the matches stand: the best window of three sizes; and around the best place for an answer.
    for (const auto& [name, size] : {std::pair{"window_8", std::size_t{8}}, std::pair{"window_16", std::size_t{16}}, std::pair{"window_32", std::size_t{32}}}) {
      double best = 0, sum = 0;
      std::array<std::uint16_t, 128> inside{};
      for (std::size_t j = 0; j < m; ++j) {
        if (const auto id = read.unit_ids[first + j]; id >= 0 && inside[static_cast<std::size_t>(id)]++ == 0) sum += unit_weights_[static_cast<std::size_t>(id)];
        if (j >= size)
          if (const auto id = read.unit_ids[first + j - size]; id >= 0 && --inside[static_cast<std::size_t>(id)] == 0) sum -= unit_weights_[static_cast<std::size_t>(id)];
        best = std::max(best, sum);
      }
      row.put(name, best / unit_total);
    }
    row.put("focus", question_.focus.empty() ? -1 : focus_share(read, first, last));
  }

  double focus_share(const Read& read, std::size_t first, std::size_t last) const {
    std::size_t found = 0;
    for (std::uint64_t key : question_.focus)
      for (std::size_t j = first; j < last; ++j)
        if (read.reading.units[j].key == key) { ++found; break; }
    return static_cast<double>(found) / static_cast<double>(question_.focus.size());
  }

  // Weight of the question's units near unit `place`, fading with distance.
  double near(const Read& read, std::size_t first, std::size_t last, std::size_t place) const {
    std::array<double, 128> best{};
    const std::size_t from = place > first + 24 ? place - 24 : first, to = std::min(last, place + 24);
    for (std::size_t j = from; j < to; ++j) {
      const auto id = read.unit_ids[j];
      if (id < 0) continue;
      const double distance = j > place ? static_cast<double>(j - place) : static_cast<double>(place - j);
      auto& cell = best[static_cast<std::size_t>(id)];
      cell = std::max(cell, unit_weights_[static_cast<std::size_t>(id)] / (1 + distance / 5));
    }
    double sum = 0;
    for (double b : best) sum += b;
    return sum / (unit_total_ > 0 ? unit_total_ : 1);
  }

  bool fits(const Mark& mark) const {
    switch (question_.expects) {
      case Expects::person: return mark.kind == MarkKind::person || mark.kind == MarkKind::name;
      case Expects::date: return mark.kind == MarkKind::date;
      case Expects::place: return mark.kind == MarkKind::place || mark.kind == MarkKind::name;
      case Expects::number: return mark.kind == MarkKind::number;
      case Expects::reason: return mark.kind == MarkKind::reason;
      case Expects::means: return mark.kind == MarkKind::means;
      case Expects::name: return mark.kind == MarkKind::name || mark.kind == MarkKind::quoted;
      case Expects::anything: return mark.kind == MarkKind::name || mark.kind == MarkKind::quoted || mark.kind == MarkKind::being;
    }
    return false;
  }

  void types(const Read& read, const Quotable& candidate, std::size_t first, std::size_t last, Row& row) {
    std::array<double, mark_kinds> fresh{}, all{};
    const auto& marks = read.reading.marks;
    auto at = std::lower_bound(marks.begin(), marks.end(), candidate.start, [](const Mark& m, std::uint32_t s) { return m.start < s; });
    double fit = 0, fit_near = 0, unit_agrees = 0, name_runs = 0;
    std::uint32_t name_end = 0;
    std::unordered_set<std::uint64_t> keys;
    for (; at != marks.end() && at->start < candidate.end; ++at) {
      const auto kind = static_cast<std::size_t>(at->kind);
      all[kind] += 1;
      if (at->key != 0) keys.insert(at->key);
      const bool asked = at->key != 0 && question_marks_.contains(at->key);
      if (asked) continue;
      fresh[kind] += 1;
      if (at->kind == MarkKind::name && (name_end == 0 || at->start > name_end + 1)) name_runs += 1;
      if (at->kind == MarkKind::name) name_end = at->end;
      if (at->kind == MarkKind::number && at->unit != 0 && at->unit == question_.counted) unit_agrees += 1;
      if (!fits(*at)) continue;
      fit += 1;
      const auto [place, behind] = units_of(read, at->start, std::max(at->end, at->start + 1));
      if (place < last && place >= first) fit_near = std::max(fit_near, near(read, first, last, place));
    }
    row.put("fresh_numbers", fresh[static_cast<std::size_t>(MarkKind::number)]);
    row.put("fresh_dates", fresh[static_cast<std::size_t>(MarkKind::date)]);
    row.put("fresh_names", fresh[static_cast<std::size_t>(MarkKind::name)]);
    row.put("fresh_name_runs", name_runs);
    row.put("fresh_quotes", fresh[static_cast<std::size_t>(MarkKind::quoted)]);
    row.put("fresh_places", fresh[static_cast<std::size_t>(MarkKind::place)]);
    row.put("fresh_persons", fresh[static_cast<std::size_t>(MarkKind::person)]);
    row.put("reasons", all[static_cast<std::size_t>(MarkKind::reason)]);
    row.put("means", all[static_cast<std::size_t>(MarkKind::means)]);
    row.put("beings", all[static_cast<std::size_t>(MarkKind::being)]);
    row.put("fit", question_.expects == Expects::anything ? -1 : fit);
    row.put("fit_any", fit > 0);
    row.put("fit_near", fit_near);
    row.put("unit_agrees", question_.counted == 0 || question_.expects != Expects::number ? -1 : unit_agrees);
    const double negations = all[static_cast<std::size_t>(MarkKind::negation)];
    row.put("negations", negations);
    row.put("negation_differs", question_.negated != (negations > 0));
    row.put("negated", question_.negated);

    // Numbers, names, quoted words and identifiers of the question that are not here; and that are nowhere in the passage.
    std::unordered_set<std::uint64_t>& passage_keys = keys_of(candidate.passage);
    const auto lost = [&](const std::vector<std::uint64_t>& wanted, const std::unordered_set<std::uint64_t>& held) {
      double out = 0;
      for (std::uint64_t key : wanted) out += !held.contains(key);
      return out;
    };
    row.put("lost_numbers", lost(numbers_, keys));
    row.put("lost_names", lost(names_, keys));
    row.put("lost_quotes", lost(quotes_, keys));
    row.put("lost_identifiers", lost(identifiers_, keys));
    row.put("lost_numbers_chunk", lost(numbers_, passage_keys));
    row.put("lost_names_chunk", lost(names_, passage_keys));
    row.put("lost_names_share", names_.empty() ? 0 : lost(names_, passage_keys) / static_cast<double>(names_.size()));

    // The best place for an answer: a unit that the question does not hold, among those that it holds.
    double best = 0;
    for (std::size_t j = first; j < last; ++j)
      if (read.unit_ids[j] < 0 && !read.reading.units[j].weak) best = std::max(best, near(read, first, last, j));
    row.put("best_near", best);
  }

  std::unordered_set<std::uint64_t>& keys_of(std::size_t passage) {
    auto [at, fresh] = passage_keys_.try_emplace(passage);
    if (fresh) {
      for (const Mark& mark : reads_[passage].reading.marks)
        if (mark.key != 0) at->second.insert(mark.key);
      for (const Mark& mark : marks_of(passages_[passage].title + "\n" + passages_[passage].context))
        if (mark.key != 0) at->second.insert(mark.key);
    }
    return at->second;
  }

  const Question& question_;
  const std::vector<Passage>& passages_;
  const std::vector<Quotable>& candidates_;
  std::unordered_map<std::uint64_t, std::int16_t> term_ids_, unit_ids_;
  std::vector<std::int16_t> question_ids_;
  std::vector<double> weights_, squares_, unit_weights_;
  double total_ = 0, total_squares_ = 0, heaviest_ = 0, unit_total_ = 0, sequence_total_ = 0, other_score_ = 0;
  std::unordered_set<std::uint64_t> question_marks_;
  std::vector<std::uint64_t> numbers_, names_, quotes_, identifiers_;
  std::vector<Read> reads_;
  std::unordered_map<std::size_t, std::unordered_set<std::uint64_t>> passage_keys_;
};

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
    Work(question, passages, candidates).run(&out);
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
  Features out = Work(question, passages, candidates).run(nullptr);
  static const std::vector<std::size_t> columns = [] {
    std::vector<std::size_t> places;
    for (const char* name : compared) places.push_back(static_cast<std::size_t>(std::find(own_names().begin(), own_names().end(), name) - own_names().begin()));
    return places;
  }();
  compare(columns, out.rows);
  return out;
}

}  // namespace gw
