// How surely two questions ask the same, told by their words: what both say, what only one says, and what is said in place of something else.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "answer/question.h"

namespace gw {

/// What is compared of a question; made once, compared often.
struct Asking {
  std::string folded;  ///< normalised text, for equality
  Asks asks = Asks::what;
  bool negated = false, han = false;
  std::vector<std::uint64_t> numbers;  ///< sorted
  struct Word { std::uint64_t key = 0; float weight = 1; bool han = false, act = false, listed = false; };
  std::vector<Word> words;             ///< content, in order
};
Asking asking_of(std::string_view question);

/// 0..1: 1 when they are the same but for case, width, spaces, punctuation and politeness; at least `same_question` when they ask the same in other words; below it
/// when numbers, denial or what is asked for (who, when, where, how many, why) differ, or when a word of one stands in place of a word of the other.
double likeness(const Asking& a, const Asking& b);
double likeness(std::string_view a, std::string_view b);
constexpr double same_question = 0.7;

}  // namespace gw
