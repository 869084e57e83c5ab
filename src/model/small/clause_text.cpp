#include "model/small/clause_text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>
#include <unordered_map>

#include "base/text.h"

namespace gw {
namespace {

bool is_open_bracket(char32_t c) { return c == '(' || c == U'（'; }
bool is_close_bracket(char32_t c) { return c == ')' || c == U'）'; }

// "(a)", "b)", "（二）": up to three letters or digits before a closing bracket.
bool begins_as_item(std::string_view text) {
  std::size_t at = 0, marks = 0;
  for (std::size_t i = 0; i < 6 && at < text.size(); ++i) {
    const char32_t c = decode(text, at);
    if (i == 0 && is_open_bracket(c)) continue;
    if (is_close_bracket(c)) return marks > 0;
    if ((!is_letter(c) && !is_digit(c)) || ++marks > 4) return false;
  }
  return false;
}

bool looks_like_heading(std::string_view text) {
  std::size_t at = 0, points = 0, han = 0, words = 0, capitals = 0, begun = 0;
  bool inside = false;
  char32_t last = 0;
  while (at < text.size()) {
    const char32_t c = decode(text, at);
    ++points;
    han += is_han(c);
    const bool letter = is_letter(c);
    if (!is_space(c) && !inside) {
      ++words;
      inside = true;
      if (letter && !is_han(c)) {
        ++begun;
        capitals += c < 0x80 ? (c >= 'A' && c <= 'Z') : 0;
      }
    }
    if (is_space(c)) inside = false;
    last = c;
  }
  if (points < 3 || points > 80 || last == ';' || last == ',' || last == U'；' || last == U'，' || last == U'。') return false;
  if (han * 2 > points) return points <= 20;
  return words <= 9 && begun > 0 && capitals * 2 >= begun;
}

}  // namespace

TextSentence sentence_of(std::string_view text, std::vector<std::string> terms) {
  text = trim(text);
  TextSentence out{std::move(terms)};
  out.opens = text.ends_with(':') || text.ends_with(":-") || text.ends_with("：");
  if (begins_as_item(text)) out.look = TextSentence::Look::item;
  else if (looks_like_heading(text)) out.look = TextSentence::Look::heading;
  return out;
}

std::vector<Above> above_of(std::span<const TextSentence> sentences) {
  std::vector<Above> out;
  Above now;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const TextSentence& sentence = sentences[i];
    const bool item = sentence.look == TextSentence::Look::item;
    out.push_back({now.heading, item ? now.opener : -1});
    if (sentence.look == TextSentence::Look::heading) now.heading = static_cast<int>(i);
    if (!item) now.opener = sentence.opens ? static_cast<int>(i) : -1;
  }
  return out;
}

std::vector<double> stated_in(std::span<const TextSentence> sentences, std::span<const Above> above, std::span<const std::string> statement) {
  const std::set<std::string_view> sought(statement.begin(), statement.end());
  const auto n = static_cast<double>(sentences.size());
  double mean = 0;
  for (const TextSentence& s : sentences) mean += static_cast<double>(s.terms.size()) / std::max(1.0, n);
  std::vector<double> out(sentences.size(), 0);
  double all = 0;
  std::vector<int> counts(sentences.size());
  for (const std::string_view term : sought) {
    double holding = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) holding += (counts[i] = static_cast<int>(std::ranges::count(sentences[i].terms, term))) > 0;
    if (holding == 0) continue;
    const double idf = std::log(1 + (n - holding + 0.5) / (holding + 0.5));
    all += idf;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const double length = static_cast<double>(sentences[i].terms.size()) / std::max(1.0, mean);
      double said = counts[i] * 2.2 / (counts[i] + 1.2 * (1 - 0.3 + 0.3 * length));
      if (counts[i] == 0) {
        if (i > 0 && counts[i - 1] > 0) said = 0.3;
        if (above[i].heading >= 0 && counts[static_cast<std::size_t>(above[i].heading)] > 0) said = 0.3;
        if (above[i].opener >= 0 && counts[static_cast<std::size_t>(above[i].opener)] > 0) said = 0.5;
      }
      out[i] += idf * said;
    }
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (all > 0) out[i] /= all;
    if (sentences[i].look == TextSentence::Look::heading) out[i] *= 0.5;
    if (sentences[i].terms.size() < 4) out[i] *= 0.3;
  }
  return out;
}

Bag sentence_bag(std::span<const TextSentence> sentences, std::span<const Above> above, std::size_t i) {
  Bag bag{{"own", sentences[i].terms, 1, true}};
  if (i > 0) bag.push_back({"before", sentences[i - 1].terms, 0.3F});
  if (above[i].heading >= 0) bag.push_back({"heading", sentences[static_cast<std::size_t>(above[i].heading)].terms, 0.4F});
  if (above[i].opener >= 0) bag.push_back({"own", sentences[static_cast<std::size_t>(above[i].opener)].terms, 0.5F});
  constexpr const char* looks[] = {"text", "heading", "item"};
  bag.push_back({"is", {looks[static_cast<std::size_t>(sentences[i].look)], "fifth" + std::to_string(i * 5 / sentences.size()), "length" + std::to_string(std::bit_width(sentences[i].terms.size() + 1))}, 0.3F});
  return bag;
}

}  // namespace gw
