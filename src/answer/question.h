// What a question asks for: its language, its kind, what an answer must look like, and which words must be found.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "answer/reading.h"

namespace gw {

enum class Language { chinese, english, mixed };
enum class Asks { who, when, where, how_many, which, what, yes_no, why, how };
/// The mark that an answer should bear.
enum class Expects { anything, person, date, place, number, reason, means, name };

std::string_view name_of(Language);
std::string_view name_of(Asks);
std::string_view name_of(Expects);

/// The inverse document frequency of each index term of a text.
using Weigh = std::function<std::vector<std::pair<std::string, double>>(std::string_view text)>;

struct Question {
  std::string text;
  Language language = Language::english;
  Asks asks = Asks::what;
  Expects expects = Expects::anything;
  bool negated = false;

  struct Term { std::uint64_t key = 0; std::string text; double idf = 0, weight = 0; std::uint32_t start = 0, end = 0; };
  std::vector<Term> terms;             ///< distinct, content only, at most 128
  std::vector<Unit> units;             ///< all, in order, at most 256
  std::vector<float> unit_weights;     ///< 0 for question words; by idf of the terms that cover the unit
  std::size_t slot_start = 0, slot_end = 0;  ///< units of the question word; both units.size() where there is none
  std::vector<std::uint64_t> focus;    ///< keys of the units that say what is asked for: "city" of "what city"
  std::uint64_t counted = 0;           ///< mark key of the unit behind "how many"; 0 without
  std::vector<Mark> marks;             ///< outside the question word
  double highest_idf = 0;              ///< of a term that the collection does not hold
};

/// Linear in the text, plus one call of `weigh`.
Question analyse_question(std::string_view text, const Weigh& weigh);

/// Text without spaces, punctuation, case and width, for telling whether two texts say the same words.
std::string normalised(std::string_view text);

}  // namespace gw
