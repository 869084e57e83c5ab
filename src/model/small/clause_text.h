// A text as the finder of clauses reads it: sentences with their look, what stands above each, and how much each says of what is sought.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/small/features.h"

namespace gw {

struct TextSentence {
  enum class Look : std::uint8_t { text, heading, item };
  std::vector<std::string> terms;
  Look look = Look::text;
  bool opens = false;  ///< ends with a colon: the items that follow belong to it
};

/// For callers that have only text: guesses look and colon. An item begins with a mark in brackets or before one ("(a)", "b)", "（二）"); a heading is short, does not
/// end like a sentence, and has most of its words capitalised (Latin) or few characters (Han).
TextSentence sentence_of(std::string_view text, std::vector<std::string> terms);

/// For each sentence the number of the last heading before it and of the sentence whose items it belongs to; -1: none.
struct Above { int heading = -1, opener = -1; };
std::vector<Above> above_of(std::span<const TextSentence> sentences);

/// How much of the statement each sentence says, without any training; 1: about all of it.
///
///   sum over terms t of the statement: idf(t) * said(t, sentence) / sum of idf(t)         idf as in BM25, over the sentences of this text alone
///   said = BM25's tf (k1 = 1.2, b = 0.3) in the sentence itself, else 0.5 in its opener, else 0.3 in the sentence before or in its heading
///
/// Headings count half, sentences of fewer than four terms a third. Words that every sentence holds weigh nothing, so "Receiving Party" does not help.
std::vector<double> stated_in(std::span<const TextSentence> sentences, std::span<const Above> above, std::span<const std::string> statement);

/// Features of one sentence: its words and pairs (with its opener's), those of the sentence before and of its heading, its look, place and length.
Bag sentence_bag(std::span<const TextSentence> sentences, std::span<const Above> above, std::size_t sentence);

}  // namespace gw
