#include "answer/judge.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "answer/scorer.h"
#include "base/text.h"

namespace gw {
namespace {

std::string text_of(const Gathered& gathered, const Quotable& c) { return std::string(slice(gathered.passages[c.passage].text, c.start, c.end)); }

std::size_t column_of(const char* feature) {
  return static_cast<std::size_t>(std::find(feature_names().begin(), feature_names().end(), feature) - feature_names().begin());
}

bool is_number(const Mark& mark) { return mark.kind == MarkKind::number || mark.kind == MarkKind::identifier; }

// The numbers a text bears that the question does not, by unit.
std::map<std::uint64_t, std::set<std::uint64_t>> numbers_by_unit(std::string_view text, const std::set<std::uint64_t>& asked) {
  std::map<std::uint64_t, std::set<std::uint64_t>> out;
  for (const Mark& mark : marks_of(text))
    if (mark.kind == MarkKind::number && !asked.contains(mark.key)) out[mark.unit].insert(mark.key);
  return out;
}

// The passage of another document that answers the question about equally well, with a different number of the same unit.
std::optional<std::size_t> conflicting(const Gathered& gathered, const Judgement& judgement) {
  const Question& question = gathered.question;
  if (question.expects != Expects::number && question.expects != Expects::date) return std::nullopt;
  constexpr float near_score = 0.5F, near_cover = 0.05F;
  static const std::size_t cover = column_of("cover_near_frame");
  std::set<std::uint64_t> asked;
  for (const Mark& mark : question.marks)
    if (mark.kind == MarkKind::number) asked.insert(mark.key);
  const std::size_t best = judgement.best;
  const auto ours = numbers_by_unit(text_of(gathered, gathered.candidates[best]), asked);
  if (ours.empty()) return std::nullopt;
  for (std::size_t i = 0; i < gathered.candidates.size(); ++i) {
    const auto& there = gathered.passages[gathered.candidates[i].passage];
    if (there.document == gathered.passages[gathered.candidates[best].passage].document) continue;
    if (judgement.scores[i] < judgement.scores[best] - near_score || gathered.features.rows[i][cover] < gathered.features.rows[best][cover] - near_cover) continue;
    const auto theirs = numbers_by_unit(text_of(gathered, gathered.candidates[i]), asked);
    for (const auto& [unit, numbers] : ours) {
      const auto same = theirs.find(unit);
      if (unit == 0 || same == theirs.end()) continue;
      const bool shared = std::any_of(numbers.begin(), numbers.end(), [&](std::uint64_t n) { return same->second.contains(n); });
      if (!shared) return gathered.candidates[i].passage;
    }
  }
  return std::nullopt;
}

// A code of the question, or a number in digits, that neither the passage, nor its title, nor its headings bear. Number words (一次, one) ask for nothing.
std::string missing_number(const Gathered& gathered, const Quotable& best) {
  const Passage& passage = gathered.passages[best.passage];
  std::set<std::uint64_t> held;
  for (const std::string* text : {&passage.text, &passage.title, &passage.context, &passage.name})
    for (const Mark& mark : marks_of(*text))
      if (is_number(mark) || mark.kind == MarkKind::date) held.insert(mark.key);
  for (const Mark& mark : gathered.question.marks)
    if (is_number(mark) && !held.contains(mark.key)) {
      const std::string said(slice(gathered.question.text, mark.start, mark.end));
      if (said.find_first_of("0123456789") != std::string::npos) return said;
    }
  return {};
}

// The question names one code, and one table row of all that was found opens with it: a look-up, whose words need not be those of the question.
bool looked_up(const Gathered& gathered, std::size_t best) {
  std::set<std::uint64_t> codes;
  for (const Mark& mark : gathered.question.marks)
    if (mark.kind == MarkKind::identifier) codes.insert(mark.key);
  if (codes.size() != 1 || gathered.candidates[best].kind != BlockKind::table_row) return false;
  const auto opens = [&](const Quotable& c) {
    const auto marks = marks_of(text_of(gathered, c));
    return std::any_of(marks.begin(), marks.end(), [&](const Mark& m) { return m.kind == MarkKind::identifier && m.start == 0 && m.key == *codes.begin(); });
  };
  if (!opens(gathered.candidates[best])) return false;
  for (std::size_t i = 0; i < gathered.candidates.size(); ++i)
    if (i != best && gathered.candidates[i].kind == BlockKind::table_row && opens(gathered.candidates[i])) return false;
  return true;
}

// The row of a table that is about what the question names: all that its first cell says stands in the question, and the row with its headings says most
// of the rest, or the passage around it nearly all. Nothing when several are.
std::optional<std::size_t> row_asked_for(const Gathered& gathered) {
  constexpr float covered = 0.6F, covered_around = 0.8F;
  static const std::size_t own = column_of("cover_own_frame"), around = column_of("cover_chunk");
  std::set<std::uint64_t> asked;
  for (const Unit& unit : gathered.question.units)
    if (!unit.weak) asked.insert(unit.key);
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < gathered.candidates.size(); ++i) {
    const Quotable& c = gathered.candidates[i];
    const auto& row = gathered.features.rows[i];
    if (c.kind != BlockKind::table_row || (row[own] < covered && row[around] < covered_around)) continue;
    const std::string text = text_of(gathered, c);
    const auto first = read(std::string_view(text).substr(0, text.find(" | "))).units;
    const auto is_asked = [&](const Unit& unit) { return unit.weak || asked.contains(unit.key); };
    if (std::ranges::none_of(first, [](const Unit& unit) { return !unit.weak; }) || !std::ranges::all_of(first, is_asked)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

// But for case, width, spaces and punctuation; 1.5 and 15 are not the same.
bool says_the_same(std::string_view a, std::string_view b) { return normalised(a) == normalised(b) && numbers_by_unit(a, {}) == numbers_by_unit(b, {}); }

// The pair that asks the same. When another asks it just as well and answers otherwise, neither is to be believed.
void find_pair(const Gathered& gathered, Judgement& out) {
  std::vector<double> likes;
  const Asking asked = asking_of(gathered.question.text);
  for (const CuratedPair& curated : gathered.pairs) likes.push_back(likeness(asked, asking_of(curated.pair.question)));
  const auto most = std::max_element(likes.begin(), likes.end());
  if (most == likes.end() || *most < same_question) return;
  const CuratedPair& chosen = gathered.pairs[static_cast<std::size_t>(most - likes.begin())];
  out.pair = static_cast<std::size_t>(most - likes.begin());
  out.veto = Veto::none;
  out.confidence = *most >= 1 ? 0.99 : 0.8 + 0.18 * (*most - same_question) / (1 - same_question);
  for (std::size_t i = 0; i < likes.size(); ++i) {
    if (likes[i] < *most || says_the_same(gathered.pairs[i].pair.answer, chosen.pair.answer)) continue;
    out.veto = Veto::conflict;
    out.other = i;
    out.confidence = vetoed_confidence;
    return;
  }
}

// By the model, among the candidates that say something else: who says the same, in a copy or an earlier version, is no rival.
double sureness(const Gathered& gathered, const Judgement& judgement) {
  const std::string chosen = normalised(text_of(gathered, gathered.candidates[judgement.best]));
  const std::vector<Spot> all = gathered.places();
  std::vector<std::vector<float>> rows;
  std::vector<float> scores;
  std::vector<Spot> places;
  std::size_t best = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == judgement.best) best = rows.size();
    else if (normalised(text_of(gathered, gathered.candidates[i])) == chosen) continue;
    rows.push_back(gathered.features.rows[i]);
    scores.push_back(judgement.scores[i]);
    places.push_back(all[i]);
  }
  return std::clamp(shipped_confidence().result(confidence_inputs(rows, scores, places, best)), 0.0, 1.0);
}

void find_candidate(const Gathered& gathered, Judgement& out) {
  for (std::size_t i = 0; i < gathered.features.rows.size(); ++i) out.scores.push_back(static_cast<float>(shipped_ranker().result(gathered.features.rows[i])) - gathered.handicaps[i]);
  out.best = static_cast<std::size_t>(std::max_element(out.scores.begin(), out.scores.end()) - out.scores.begin());
  out.confidence = sureness(gathered, out);
  if (looked_up(gathered, out.best)) out.confidence = std::max(out.confidence, looked_up_confidence);
  if (const auto row = row_asked_for(gathered); row && (*row == out.best || out.confidence < row_confidence)) {
    out.best = *row;
    out.confidence = std::max(out.confidence, row_confidence);
  }
  const Quotable& best = gathered.candidates[out.best];
  if (out.said = missing_number(gathered, best); !out.said.empty()) out.veto = Veto::number;
  else if (out.other = out.confidence < worth_contradicting ? std::nullopt : conflicting(gathered, out); out.other) out.veto = Veto::conflict;
  if (out.veto != Veto::none) out.confidence = std::min(out.confidence, vetoed_confidence);
}

}  // namespace

Judgement judge(const Gathered& gathered) {
  Judgement out;
  if (!gathered.candidates.empty()) find_candidate(gathered, out);
  find_pair(gathered, out);
  return out;
}

}  // namespace gw
