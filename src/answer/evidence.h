// What search brought, read for answering: passages, and the sentences, rows and items of them that could be quoted.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "answer/reading.h"
#include "ingest/document.h"

namespace gw {

struct Passage {
  std::int64_t chunk = 0, document = 0;  ///< ids of the store
  std::string collection, name, title;
  std::string context;        ///< heading path and header row
  std::string text;
  std::uint32_t start = 0;    ///< of the text in the document's canonical text, code points
  std::uint32_t page = 0;     ///< on which it begins
  double score = 0;
  std::vector<Block> blocks;  ///< those that touch this passage, places as in the document; empty: plain text
};

struct Quotable {
  std::size_t passage = 0;
  std::uint32_t start = 0, end = 0;  ///< code points within the passage's text
  BlockKind kind = BlockKind::paragraph;
  std::size_t sentence = 0;          ///< number of it within the passage, and how many there are
  std::size_t sentences = 0;
};

/// The page of the block that holds `place`, both counted as in the document; `otherwise` where no block says one.
std::uint32_t page_at(const std::vector<Block>& blocks, std::uint32_t place, std::uint32_t otherwise);

/// Longest quotes, code points: by the share of Han characters.
constexpr std::uint32_t longest_chinese = 200, longest_other = 400;

/// Every sentence (over a line that was wrapped), table row and list item of the passage that may be quoted; an over-long sentence in pieces cut at its clauses. Hidden blocks,
/// header rows and pieces without a letter or digit are left out; headings and questions too, unless the passage holds nothing else.
void candidates_of(const Passage& passage, std::size_t number, std::vector<Quotable>& out);

}  // namespace gw
