#include "answer/wording.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <unordered_set>

#include "answer/alike.h"
#include "answer/marks.h"
#include "base/text.h"
#include "index/fold.h"
#include "index/stems.h"

namespace gw {
namespace {

// A piece of a question: a Han character, or a word or number of other letters. `bare` is its stem.
struct Piece { std::string text, bare; bool han = false; };

std::string folded(std::string_view text) {
  std::string out;
  const std::string plain = nfkc_casefold(text);
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = decode(plain, at);
    const char32_t to = c < 0x10000 ? fold_table()[c].to : 0;
    encode(to != 0 && to != Fold::several ? to : c, out);
  }
  return out;
}

std::vector<Piece> pieces_of(std::string_view text) {
  thread_local Stems stems;
  std::vector<Piece> out;
  std::string word;
  const auto put_word = [&] {
    if (word.empty()) return;
    std::string bare(stems.of(word));
    out.push_back({std::exchange(word, {}), std::move(bare), false});
  };
  const std::string plain = folded(text);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t before = at;
    const char32_t c = decode(plain, at);
    const std::string_view letter = std::string_view(plain).substr(before, at - before);
    if (is_cjk(c)) {
      put_word();
      out.push_back({std::string(letter), std::string(letter), true});
    } else if (is_letter(c) || is_digit(c)) {
      word += letter;
    } else if (c != '\'' && c != 0x2019 && !(c == '.' && !word.empty() && at < plain.size() && is_digit(static_cast<unsigned char>(plain[at])))) {
      put_word();
    } else if (c == '.') {
      word += '.';
    }
  }
  put_word();
  return out;
}

std::string text_of(const std::vector<Piece>& pieces) {
  std::string out;
  for (const auto& piece : pieces) {
    if (!out.empty() && !(piece.han && static_cast<unsigned char>(out.back()) >= 0x80)) out += ' ';
    out += piece.text;
  }
  return out;
}

// Phrases by their first piece, longer ones first.
struct Phrase { std::vector<std::string> pieces; std::size_t row = 0, place = 0; };
class Phrases {
 public:
  void put(std::string_view text, std::size_t row, std::size_t place) {
    Phrase phrase{{}, row, place};
    for (auto& piece : pieces_of(text)) phrase.pieces.push_back(std::move(piece.bare));
    if (phrase.pieces.empty()) return;
    auto& there = by_first_[phrase.pieces.front()];
    there.push_back(std::move(phrase));
    std::ranges::sort(there, [](const Phrase& a, const Phrase& b) { return std::pair(b.pieces.size(), a.row) < std::pair(a.pieces.size(), b.row); });
  }
  const Phrase* at(const std::vector<Piece>& pieces, std::size_t from) const {
    const auto found = by_first_.find(pieces[from].bare);
    if (found == by_first_.end()) return nullptr;
    for (const auto& phrase : found->second) {
      if (from + phrase.pieces.size() > pieces.size()) continue;
      bool same = true;
      for (std::size_t i = 0; same && i < phrase.pieces.size(); ++i) same = pieces[from + i].bare == phrase.pieces[i];
      if (same) return &phrase;
    }
    return nullptr;
  }

 private:
  std::unordered_map<std::string, std::vector<Phrase>> by_first_;
};

const Phrases& polite() {
  static const Phrases all = [] {
    Phrases out;
    for (std::size_t i = 0; i < std::size(polite_phrases); ++i) out.put(polite_phrases[i], i, 0);
    return out;
  }();
  return all;
}

const std::vector<std::vector<std::string>>& rows() {
  static const auto all = [] {
    std::vector<std::vector<std::string>> out;
    for (const auto row : alike_rows) {
      auto& words = out.emplace_back();
      for (const auto word : split(row, ',')) words.emplace_back(trim(word));
    }
    return out;
  }();
  return all;
}

// The name of a row that marks its kind is no word that anybody says.
bool is_said(std::string_view word) { return std::string_view("?~-!+").find(word.front()) == std::string_view::npos; }

const Phrases& alike() {
  static const Phrases all = [] {
    Phrases out;
    for (std::size_t i = 0; i < rows().size(); ++i)
      for (std::size_t k = 0; k < rows()[i].size(); ++k)
        if (is_said(rows()[i][k])) out.put(rows()[i][k], i, k);
    return out;
  }();
  return all;
}

std::vector<Piece> polite_removed(std::string_view question) {
  std::vector<Piece> out;
  const auto pieces = pieces_of(question);
  for (std::size_t at = 0; at < pieces.size();) {
    const Phrase* phrase = polite().at(pieces, at);
    if (phrase != nullptr) at += phrase->pieces.size();
    else out.push_back(pieces[at++]);
  }
  return out;
}

bool is_chinese_word(std::string_view word) { return std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }); }

}  // namespace

std::string without_politeness(std::string_view question) { return text_of(polite_removed(question)); }

std::vector<PlainWord> plain_words(std::string_view question) {
  std::vector<PlainWord> out;
  const auto pieces = polite_removed(question);
  for (std::size_t at = 0; at < pieces.size();) {
    if (const Phrase* phrase = alike().at(pieces, at)) {
      out.push_back({rows()[phrase->row].front(), true, rows()[phrase->row].front() == "~", pieces[at].han, phrase->pieces.size()});
      at += phrase->pieces.size();
      continue;
    }
    const auto& [said, bare, han] = pieces[at];  // "does" is a stop word, its stem is not
    const bool weak = han ? is_han_function_character(code_points_of(said).front()) : is_english_stop_word(said) || is_english_stop_word(bare);
    out.push_back({bare, false, weak, han, 1});
    ++at;
  }
  return out;
}

std::vector<std::string> reworded(std::string_view question, std::size_t most) {
  std::vector<std::string> out;
  const auto pieces = polite_removed(question);
  for (std::size_t at = 0; at < pieces.size() && out.size() < most; ++at) {
    const Phrase* phrase = alike().at(pieces, at);
    if (phrase == nullptr) continue;
    const auto& row = rows()[phrase->row];
    if (row.front() == "~") continue;
    for (std::size_t k = 0; k < row.size() && out.size() < most; ++k) {
      if (k == phrase->place || !is_said(row[k]) || is_chinese_word(row[k]) != pieces[at].han) continue;
      std::vector<Piece> other(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(at));
      other.push_back({row[k], row[k], pieces[at].han});
      other.insert(other.end(), pieces.begin() + static_cast<std::ptrdiff_t>(at + phrase->pieces.size()), pieces.end());
      out.push_back(text_of(other));
      break;  // one of each place
    }
    at += phrase->pieces.size() - 1;
  }
  return out;
}

}  // namespace gw
