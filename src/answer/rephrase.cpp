#include "answer/rephrase.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "answer/alike.h"
#include "answer/wording.h"
#include "base/hash.h"
#include "base/text.h"

namespace gw {
namespace {


constexpr double replacing = 2, adding = 0.5;  // how much what only one says speaks against what both say
constexpr double other_tongue = 0.8;  // one with Han characters, one without
constexpr double narrowing = 1;      // so much that only one says and no row knows asks for less, or more: in China, apprentices
constexpr float half = 0.5F;
constexpr float character = 0.6F;    // of a Han character that belongs to no known word

std::optional<Asks> asks_named(std::string_view row) {
  constexpr std::pair<std::string_view, Asks> names[] = {{"?who", Asks::who}, {"?when", Asks::when}, {"?where", Asks::where}, {"?how_many", Asks::how_many}, {"?how_long", Asks::how_many},
                                                         {"?how_often", Asks::how_many}, {"?why", Asks::why}, {"?how", Asks::how}, {"?yes_no", Asks::yes_no}, {"?which", Asks::which}, {"?what", Asks::what}};
  for (const auto& [name, asks] : names)
    if (name == row) return asks;
  return std::nullopt;
}

// The question word that decides when there are several: a more definite one.
int strength(Asks asks) {
  switch (asks) {
    case Asks::who: case Asks::when: case Asks::where: case Asks::why: return 3;
    case Asks::how_many: case Asks::how: return 2;
    case Asks::yes_no: return 1;
    default: return 0;
  }
}

/// Weights of what both say, what only one says, and what one says exactly where the other says something else.
struct Overlap { double both = 0, only_a = 0, only_b = 0, in_place = 0, new_a = 0, new_b = 0; };

// The weight of a word that only one of the two says.
double alone(const Asking::Word& word) { return word.act ? 2 * word.weight : word.weight; }

std::uint64_t key_at(const Asking& asking, std::size_t word, int step) {
  const std::size_t at = word + static_cast<std::size_t>(step);  // before the first it wraps, and is none
  return at < asking.words.size() ? asking.words[at].key : 0;
}

Overlap overlap_of(const Asking& a, const Asking& b) {
  Overlap out;
  std::vector<bool> taken(b.words.size());
  std::vector<std::size_t> left;  // of a
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    const auto& word = a.words[i];
    std::size_t at = 0;
    while (at < b.words.size() && (taken[at] || b.words[at].key != word.key)) ++at;
    if (at == b.words.size()) {
      out.only_a += alone(word);
      if (!word.listed) out.new_a += word.weight;
      left.push_back(i);
      continue;
    }
    out.both += word.weight;
    taken[at] = true;
  }
  for (std::size_t i = 0; i < b.words.size(); ++i)
    if (!taken[i]) {
      out.only_b += alone(b.words[i]);
      if (!b.words[i].listed) out.new_b += b.words[i].weight;
      for (const std::size_t k : left)
        if (key_at(a, k, -1) == key_at(b, i, -1) && key_at(a, k, 1) == key_at(b, i, 1)) out.in_place += std::min(a.words[k].weight, b.words[i].weight);
    }
  return out;
}

// Of the pieces that no row of the list holds: 是不是 and 不超过 deny nothing.
bool denies(const PlainWord& word) {
  constexpr std::string_view all[] = {"not", "no", "never", "without", "cannot", "cant", "dont", "doesnt", "isnt", "wont", "except", "不", "未", "没", "无", "勿"};
  return !word.known && std::ranges::find(all, word.text) != std::end(all);
}

// "Are invoices kept?", where no question word says what is asked for.
bool opens_with_a_verb(std::string_view question) {
  constexpr std::string_view verbs[] = {"is", "are", "was", "were", "do", "does", "did", "has", "have", "must", "should", "will", "would", "may", "can", "could"};
  const std::string plain = without_politeness(question);
  const std::string_view first = std::string_view(plain).substr(0, plain.find(' '));
  return std::ranges::find(verbs, first) != std::end(verbs);
}

// How much of the likeness is left where two questions ask for different things. "What" and "which" may stand for most.
double asked_alike(Asks a, Asks b) {
  if (a == b) return 1;
  if (strength(a) < strength(b)) std::swap(a, b);
  const bool open = b == Asks::what || b == Asks::which;
  if (a == Asks::who && b == Asks::what) return 0.6;
  if (open) return a == Asks::who || a == Asks::why ? 0.88 : 0.94;
  if (strength(a) == 3 || a == Asks::how_many || b == Asks::how_many) return 0.6;
  return 0.9;
}

}  // namespace

Asking asking_of(std::string_view question) {
  Asking out;
  out.folded = normalised(without_politeness(question));
  if (out.folded.empty()) out.folded = normalised(question);
  std::optional<Asks> asks;
  for (const auto& word : plain_words(question)) {
    out.han = out.han || word.han;
    if (word.known && word.text.front() == '?') {
      const Asks found = *asks_named(word.text);
      // In English the first question word decides, in Chinese the most definite one.
      if (!asks || (word.han ? strength(found) > strength(*asks) : strength(*asks) < 2)) asks = found;
      if (word.text == "?how_often") out.words.push_back({hash64(word.text), 0.5F, word.han, false, true});
      continue;
    }
    out.negated = out.negated || denies(word);
    if (word.weak) continue;
    float weight = 1;
    if (word.known && word.text.front() == '-') weight = half;
    else if (word.known) weight = word.han ? std::min(1.5F, character * static_cast<float>(word.pieces)) : 1;
    else if (word.han) weight = character;
    const std::uint64_t key = hash64(word.text);
    const bool again = word.known && std::ranges::find(out.words, key, &Asking::Word::key) != out.words.end();
    if (!again) out.words.push_back({key, weight, word.han, word.known && word.text.front() == '!', word.known && word.text.front() != '+'});
  }
  out.asks = asks.value_or(opens_with_a_verb(question) ? Asks::yes_no : Asks::what);
  for (const Mark& mark : marks_of(question)) {
    if (mark.kind != MarkKind::number && mark.kind != MarkKind::identifier) continue;
    if (const std::string_view said = slice(question, mark.start, mark.end); said != "one" && said != "One" && said != "一") out.numbers.push_back(mark.key);
  }
  std::ranges::sort(out.numbers);
  return out;
}

double likeness(const Asking& a, const Asking& b) {
  if (a.folded.empty() || b.folded.empty()) return 0;
  if (a.folded == b.folded) return 1;
  const Overlap overlap = overlap_of(a, b);
  if (overlap.both <= 0) return 0;
  const double replaced = std::min(overlap.only_a, overlap.only_b), more = std::max(overlap.only_a, overlap.only_b) - replaced;
  double like = overlap.both / (overlap.both + replacing * (replaced + overlap.in_place) + adding * more) * asked_alike(a.asks, b.asks);
  if (a.han != b.han) like *= other_tongue;
  if (a.numbers != b.numbers || a.negated != b.negated) like = std::min(like, same_question - 0.1);
  if (std::max(overlap.new_a, overlap.new_b) >= narrowing) like = std::min(like, same_question - 0.1);
  return std::min(like, 0.999);
}

double likeness(std::string_view a, std::string_view b) { return likeness(asking_of(a), asking_of(b)); }

}  // namespace gw
