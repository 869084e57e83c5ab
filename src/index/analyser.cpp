#include "index/analyser.h"

#include "base/text.h"
#include "index/fold.h"
#include "index/stems.h"

namespace gw {
namespace {

constexpr std::size_t term_bytes_max = 64;
constexpr std::size_t cluster_max = 32;  // code points that may combine into one; text beyond is taken one by one

// One folded code point and where it came from.
struct Unit {
  char32_t c;
  std::uint32_t start;
  std::uint16_t width;  // source code points
  CharKind kind;
  bool upper;
};

bool is_word(const Unit& u) { return u.kind == CharKind::letter || u.kind == CharKind::digit; }
bool is_latin(char32_t c) { return c >= 'a' && c <= 'z'; }

// What may stand inside an identifier, between two parts of it.
bool is_connector(char32_t c) {
  switch (c) {
    case '-': case '_': case '.': case '/': case '\'': case '&': case '@': case ':': case '+': case ',': case 0x2010: case 0x2019: return true;
    default: return false;
  }
}

}  // namespace

struct Analyser::Inside {
  const Fold* folds = fold_table();
  Stems stems;
  std::vector<Unit> units;
  std::vector<Token> tokens;
  std::vector<Single> singles;  // their letters are those of the pairs
  std::string letters;
  std::string word, whole;  // scratch

  // ---- text to units ----

  void push_slow(std::string_view cluster, std::uint32_t start, std::size_t width) {
    const bool upper = !cluster.empty() && static_cast<unsigned char>(cluster[0]) < 0x80 && cluster[0] >= 'A' && cluster[0] <= 'Z';
    for (char32_t c : slow_fold(cluster)) units.push_back({c, start, static_cast<std::uint16_t>(width), kind_of(c), upper});
  }

  void fold(std::string_view text) {
    units.clear();
    std::size_t cluster_at = 0, cluster_units = 0, cluster_width = 0;  // the last base character and what combined with it
    std::uint32_t cluster_start = 0, here = 0;
    for (std::size_t at = 0; at < text.size(); ++here) {
      const std::size_t from = at;
      const auto byte = static_cast<unsigned char>(text[at]);
      const char32_t c = byte < 0x80 ? (++at, byte) : decode(text, at);
      const Fold fold = c < 65536 ? folds[c] : Fold{.to = Fold::several};
      if (fold.joins && from > 0 && cluster_width < cluster_max) {
        ++cluster_width;
        units.resize(cluster_units);
        push_slow(text.substr(cluster_at, at - cluster_at), cluster_start, cluster_width);
        continue;
      }
      cluster_at = from;
      cluster_units = units.size();
      cluster_start = here;
      cluster_width = 1;
      if (fold.to == Fold::several) push_slow(text.substr(from, at - from), here, 1);
      else if (fold.to != 0) units.push_back({fold.to, here, 1, fold.kind, fold.upper});
    }
  }

  // ---- units to tokens ----

  std::uint32_t end_of(std::size_t unit) const { return units[unit].start + units[unit].width; }

  void put(std::string_view term, std::size_t from, std::size_t to) {
    if (term.empty()) return;
    tokens.push_back({static_cast<std::uint32_t>(letters.size()), static_cast<std::uint32_t>(term.size()), units[from].start, end_of(to - 1)});
    letters += term;
  }

  void put_pairs(std::size_t from, std::size_t to) {
    if (to - from == 1) {
      word.clear();
      encode(units[from].c, word);
      put(word, from, to);
      return;
    }
    for (std::size_t i = from; i + 1 < to; ++i) {
      word.clear();
      encode(units[i].c, word);
      const auto first = static_cast<std::uint32_t>(word.size()), at = static_cast<std::uint32_t>(letters.size());
      encode(units[i + 1].c, word);
      if (is_han(units[i].c)) singles.push_back({at, first});
      if (i + 2 == to && is_han(units[i + 1].c)) singles.push_back({at + first, static_cast<std::uint32_t>(word.size()) - first});
      put(word, i, i + 2);
    }
  }

  // Appends units to `out` as long as they fit; tells whether all are a-z.
  bool spell(std::size_t from, std::size_t to, std::string& out) {
    bool latin = true;
    for (std::size_t i = from; i < to; ++i) {
      if (out.size() + 4 > term_bytes_max) return false;
      const char32_t c = units[i].c;
      latin = latin && is_latin(c);
      if (c < 0x80) out.push_back(static_cast<char>(c));
      else encode(c, out);
    }
    return latin;
  }

  void put_word(std::size_t from, std::size_t to) {
    word.clear();
    put(spell(from, to, word) ? stems.of(word) : std::string_view(word), from, to);
  }

  // Where a part breaks inside: between letters and digits, and before a capital behind a small letter.
  bool breaks(std::size_t i) const {
    const Unit &a = units[i - 1], &b = units[i];
    return a.kind != b.kind || (b.upper && !a.upper && a.kind == CharKind::letter && is_latin(a.c) && is_latin(b.c));
  }

  // The pieces of one part that are worth a term of their own: those of at least two characters.
  void put_pieces(std::size_t from, std::size_t to) {
    std::size_t piece = from;
    for (std::size_t i = from + 1; i <= to; ++i) {
      if (i < to && !breaks(i)) continue;
      if (i - piece >= 2) put_word(piece, i);
      piece = i;
    }
  }

  std::size_t part_end(std::size_t at, bool& broken) const {
    std::size_t to = at + 1;
    for (; to < units.size() && is_word(units[to]); ++to) broken = broken || breaks(to);
    return to;
  }

  bool connects(std::size_t i) const {  // units[i] is behind a part
    if (i + 1 >= units.size() || !is_connector(units[i].c) || !is_word(units[i + 1])) return false;
    const bool numbers = units[i - 1].kind == CharKind::digit && units[i + 1].kind == CharKind::digit;
    if (units[i].c == ',') return numbers;
    if (units[i].c == '.' && units[i].width == 1) return units[i + 1].upper == units[i - 1].upper || units[i + 1].kind == CharKind::digit;
    return true;
  }

  // A run of parts joined by connectors: a word, a number or an identifier. Returns where it ends.
  std::size_t put_composite(std::size_t from) {
    bool broken = false;
    std::size_t parts = 1, to = part_end(from, broken);
    const std::size_t first_end = to;
    std::size_t behind = 0;  // where the possessive ends, when there is one
    bool apostrophe = false, number = !broken && units[from].kind == CharKind::digit;
    whole.clear();
    bool all_latin = spell(from, to, whole);
    while (to < units.size() && connects(to)) {
      const std::size_t joint = to;
      bool part_broken = false;
      const std::size_t end = part_end(joint + 1, part_broken);
      const bool is_apostrophe = units[joint].c == '\'' || units[joint].c == 0x2019;
      if (is_apostrophe && end - joint == 2 && units[joint + 1].c == 's') {  // a possessive says nothing
        behind = end;
        break;
      }
      to = end;
      ++parts;
      broken = broken || part_broken;
      apostrophe = apostrophe || is_apostrophe;
      const bool point = units[joint].c == '.' && units[joint - 1].kind == CharKind::digit && units[joint + 1].kind == CharKind::digit;
      number = number && !part_broken && units[joint + 1].kind == CharKind::digit && (units[joint].c == ',' || (point && parts == 2));
      if (point && whole.size() < term_bytes_max) whole.push_back('.');
      all_latin = spell(joint + 1, end, whole) && all_latin;
    }
    if (parts == 1 && !broken) {
      put(all_latin ? stems.of(whole) : std::string_view(whole), from, first_end);
    } else {
      if (parts == 1 || whole.size() + 4 <= term_bytes_max) put(all_latin ? stems.of(whole) : std::string_view(whole), from, to);
      if (!number) put_parts(from, to, apostrophe);
    }
    if (behind != 0) return behind;
    put_joined(from, first_end, to, parts);
    return to;
  }

  void put_parts(std::size_t from, std::size_t to, bool apostrophe) {
    for (std::size_t at = from; at < to;) {
      if (!is_word(units[at])) { ++at; continue; }
      bool broken = false;
      const std::size_t end = part_end(at, broken);
      const bool alone = at == from && end == to;
      if (!alone && (!apostrophe || end - at >= 2)) put_word(at, end);
      if (broken) put_pieces(at, end);
      at = end;
    }
  }

  // "ISO 9001" also as iso9001, "GB/T 22239" also as gbt22239; "C++" and "C#" as themselves.
  void put_joined(std::size_t from, std::size_t first_end, std::size_t to, std::size_t parts) {
    if (parts > 2 || to - from > 8) return;
    if (parts == 1 && first_end - from == 1 && to < units.size() && (units[to].c == '+' || units[to].c == '#')) {
      word.assign(1, static_cast<char>(units[from].c));
      for (std::size_t i = to; i < units.size() && i < to + 2 && units[i].c == units[to].c; ++i) word.push_back(static_cast<char>(units[i].c));
      if (units[from].c < 0x80) put(word, from, to + word.size() - 1);
      return;
    }
    if (to - from < 2 || to + 1 >= units.size() || units[to].c != ' ' || units[to + 1].kind != CharKind::digit) return;
    for (std::size_t i = from; i < to; ++i)
      if (is_word(units[i]) && !units[i].upper) return;
    std::size_t end = to + 1;
    while (end < units.size() && units[end].kind == CharKind::digit) ++end;
    word.clear();
    for (std::size_t i = from; i < to; ++i)
      if (is_word(units[i])) spell(i, i + 1, word);
    spell(to + 1, end, word);
    put(word, from, end);
  }
};

Analyser::Analyser() : inside_(std::make_unique<Inside>()) {}
Analyser::~Analyser() = default;
const std::vector<Analyser::Token>& Analyser::tokens() const { return inside_->tokens; }
const std::vector<Analyser::Single>& Analyser::singles() const { return inside_->singles; }
const char* Analyser::letters() const { return inside_->letters.data(); }

void Analyser::analyse(std::string_view text) {
  Inside& in = *inside_;
  in.tokens.clear();
  in.singles.clear();
  in.letters.clear();
  in.fold(text);
  const auto& units = in.units;
  for (std::size_t at = 0; at < units.size();) {
    if (is_word(units[at])) {
      at = in.put_composite(at);
    } else if (units[at].kind == CharKind::paired) {
      std::size_t to = at + 1;
      while (to < units.size() && units[to].kind == CharKind::paired) ++to;
      in.put_pairs(at, to);
      at = to;
    } else {
      ++at;
    }
  }
}

std::vector<Term> terms_of(std::string_view text) {
  thread_local Analyser analyser;
  std::vector<Term> terms;
  analyser.each(text, [&](std::string_view term, std::uint32_t start, std::uint32_t end) { terms.push_back({std::string(term), start, end}); });
  return terms;
}

}  // namespace gw
