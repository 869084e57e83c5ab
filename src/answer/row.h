// The row of one candidate under construction: name by name, value by value, in parts that each look at one thing.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "answer/passage_read.h"

namespace gw {

/// The names are taken from the same calls that give the values, so the two cannot drift apart.
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

/// One candidate before its passage and its neighbours.
struct Sight {
  const Sought& sought;
  const PassageRead& read;
  const std::vector<Quotable>& candidates;
  std::size_t number = 0;           ///< of it among the candidates
  std::size_t first = 0, last = 0;  ///< its units, [first, last) of the passage

  const Quotable& candidate() const { return candidates[number]; }
};

void put_coverage(const Sight&, Row&);  ///< which terms of the question it, its neighbours, its frame and its document hold
void put_sequence(const Sight&, Row&);  ///< how the question's words stand in it: runs, order, around the question word, how densely
void put_marks(const Sight&, Row&);     ///< whether it bears what an answer should bear, and lacks what it should not lack

}  // namespace gw
