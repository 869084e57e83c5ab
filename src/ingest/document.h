// What a parser makes of bytes: one document of canonical text with blocks, in code points; and the chunks that search returns.
//
//   canonical text   Travel policy\n\nHotels cost at most 120 EUR.\n\nCity | Limit\nParis | 180 EUR\n
//   blocks           heading(1)       paragraph                        table row(header) table row
//   chunks           [ -------- chunk 0 ------------- ][ ------------- chunk 1 --------------------- ]
//
// Chunks partition the canonical text: in order, their texts are the text, separators included. What a chunk needs to be understood but does
// not hold (title path, header row) stands in its `context`.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gw {

enum class BlockKind : std::uint8_t { heading, paragraph, list_item, table_row, code };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;    ///< heading level 1..6; depth of a list item from 1
  bool header = false;       ///< a table row that names the columns
  bool hidden = false;       ///< marked hidden in the source (hidden run, sheet, white text); shown as hidden, never quoted as an answer
  std::uint32_t table = 0;   ///< rows of one table share a number from 1
  std::uint32_t page = 0;    ///< from 1; 0 where the format has no pages
  std::uint32_t start = 0;   ///< code points in the canonical text
  std::uint32_t end = 0;
};

struct Pair {
  std::string question;
  std::string answer;
  std::uint32_t start = 0;  ///< where the answer stands in the canonical text, code points
  std::uint32_t end = 0;
};

/// A file inside a file (attachment, zip entry): becomes a document of its own named `container!/name`.
struct Part {
  std::string name;
  std::string bytes;
};

struct Parsed {
  std::string format;   ///< the parser's name: "md", "docx", ...
  std::string title;    ///< from the document itself; "" when it has none (the caller takes the file name)
  std::string text;     ///< canonical text: UTF-8, NFC, LF, no control characters but LF and TAB
  std::vector<Block> blocks;  ///< in order, not overlapping
  std::vector<Pair> pairs;    ///< curated pairs, when the file is exactly `question, answer`
  std::vector<Part> parts;
  std::uint32_t pages = 0;
  std::vector<std::uint32_t> scanned_pages;  ///< pages without text that OCR could read
  std::string note;     ///< one sentence when something was left out (hidden text, broken page, limit reached)
};

struct Chunk {
  std::uint32_t start = 0;  ///< code points in the canonical text
  std::uint32_t length = 0;
  std::uint32_t page = 0;
  std::string context;      ///< heading path joined by " › ", then the header row of the table after a newline
  std::string text;
};

/// Cuts a parsed document into chunks of about `target` code points (never a sentence or a table row; a longer sentence or row stands alone,
/// one over `most` is cut at white space). Headings open chunks. Pure.
struct ChunkSizes { std::uint32_t target = 600; std::uint32_t most = 4000; };
std::vector<Chunk> chunks_of(const Parsed& document, ChunkSizes sizes = {});

}  // namespace gw
