// The passages of a search read against a question: where its terms and units stand in each, and what the title and headings above add.
#pragma once
#include <unordered_set>
#include <utility>
#include <vector>

#include "answer/evidence.h"
#include "answer/sought.h"

namespace gw {

struct PassageRead {
  Reading reading;
  std::vector<std::int16_t> unit_ids;      ///< of each unit: which distinct unit of the question it is, or none
  std::vector<std::int16_t> term_ids;      ///< of each term: which term of the question, or none
  Mask terms, frame;                       ///< terms found in the text; in title and context
  Mask document;                           ///< over all passages of its document, with their frames
  std::unordered_set<std::uint64_t> keys;  ///< of the marks in text, title and context
  std::size_t rank = 0, document_rank = 0;

  /// The units that begin within [start, end) of the text, as [first, last).
  std::pair<std::size_t, std::size_t> units_between(std::uint32_t start, std::uint32_t end) const;
  /// The terms of the question that lie within [start, end).
  Mask terms_between(std::uint32_t start, std::uint32_t end) const;
};

/// In the order of the search, as given.
std::vector<PassageRead> read_passages(const Sought& sought, const std::vector<Passage>& passages);

}  // namespace gw
