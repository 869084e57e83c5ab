// Builds a Parsed front to back: blocks go in, canonical text with code-point offsets comes out. Every parser but plain text uses it.
//
// Between blocks stands an empty line; between rows of a table, between items of a list and between lines of one code block a newline.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace gw {

class Builder {
 public:
  /// Text over this many bytes, or blocks over this number, throw Error(invalid): no document of a person is that long.
  static constexpr std::size_t bytes_most = 64u << 20;
  static constexpr std::size_t blocks_most = 4'000'000;

  void heading(int level, std::string_view text);
  void paragraph(std::string_view text);
  void list_item(int depth, std::string_view text);
  void code(std::string_view text);  ///< keeps white space and lines

  void open_table();
  /// Cells joined by " | "; a newline in a cell becomes a space; empty rows are dropped. `header` marks the row that names the columns.
  void row(const std::vector<std::string>& cells, bool header = false);
  void close_table();

  void page(std::uint32_t number) { page_ = number; }     ///< for the blocks that follow
  void hidden(bool hidden) { hidden_ = hidden; }          ///< for the blocks that follow
  void note(std::string_view sentence);                   ///< once each
  bool empty() const { return parsed_.blocks.empty(); }
  std::uint32_t position() const { return at_; }          ///< code points so far

  Parsed& parsed() { return parsed_; }
  Parsed finish();  ///< title falls back to the first heading of level 1

 private:
  void put(BlockKind kind, int level, std::string_view text, bool header = false);
  Parsed parsed_;
  std::uint32_t at_ = 0, page_ = 0, table_ = 0, tables_ = 0;
  bool hidden_ = false;
};

/// White space of all kinds folded to single spaces, trimmed. For text of formats where line breaks mean nothing.
std::string fold_space(std::string_view text);

}  // namespace gw
