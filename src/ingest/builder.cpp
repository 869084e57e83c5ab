#include "ingest/builder.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ingest/decode.h"

namespace gw {
namespace {

// Trims white space at the ends; keeps the first line's indent when it is code.
std::string_view strip(std::string_view text, bool keep_indent) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  while (text.ends_with("\u3000")) text.remove_suffix(3);
  if (keep_indent) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    const auto line = text.rfind('\n', first);
    return line == std::string_view::npos ? text : text.substr(line + 1);
  }
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\n' || text.front() == '\t') text.remove_prefix(1);
    else if (text.starts_with("\u3000")) text.remove_prefix(3);
    else break;
  }
  return text;
}

}  // namespace

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const bool nbsp = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xA0;
    if (c <= ' ' || nbsp) {
      space = true;
      i += nbsp ? 1 : 0;
      continue;
    }
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    out.push_back(static_cast<char>(c));
  }
  return out;
}

void Builder::put(BlockKind kind, int level, std::string_view raw, bool header) {
  const std::string cleaned = clean(raw);
  const std::string_view text = strip(cleaned, kind == BlockKind::code);
  if (text.empty()) return;
  auto& blocks = parsed_.blocks;
  if (blocks.size() >= blocks_most || parsed_.text.size() + text.size() + 2 > bytes_most)
    throw Error(Code::invalid, "The document is longer than 64 MB of text.");
  if (!blocks.empty()) {
    const Block& last = blocks.back();
    const bool together = last.kind == kind && ((kind == BlockKind::table_row && last.table == table_) || kind == BlockKind::list_item);
    const std::string_view gap = together ? "\n" : "\n\n";
    parsed_.text += gap;
    at_ += static_cast<std::uint32_t>(gap.size());
  }
  Block block;
  block.kind = kind;
  block.level = static_cast<std::uint8_t>(std::clamp(level, 0, 6));
  block.header = header;
  block.hidden = hidden_;
  block.table = kind == BlockKind::table_row ? table_ : 0;
  block.page = page_;
  block.start = at_;
  parsed_.text += text;
  at_ += static_cast<std::uint32_t>(count_code_points(text));
  block.end = at_;
  blocks.push_back(block);
}

void Builder::heading(int level, std::string_view text) { put(BlockKind::heading, std::clamp(level, 1, 6), fold_space(text)); }
void Builder::paragraph(std::string_view text) { put(BlockKind::paragraph, 0, text); }
void Builder::list_item(int depth, std::string_view text) { put(BlockKind::list_item, std::max(depth, 1), text); }
void Builder::code(std::string_view text) { put(BlockKind::code, 0, text); }

void Builder::open_table() { table_ = ++tables_; }
void Builder::close_table() { table_ = 0; }

void Builder::row(const std::vector<std::string>& cells, bool header) {
  if (table_ == 0) open_table();
  std::size_t used = cells.size();
  std::vector<std::string> folded;
  folded.reserve(cells.size());
  for (const auto& cell : cells) folded.push_back(fold_space(cell));
  while (used > 0 && folded[used - 1].empty()) --used;
  if (used == 0) return;
  std::string line;
  for (std::size_t i = 0; i < used; ++i) {
    if (i > 0) line += " | ";
    line += folded[i];
  }
  if (line.starts_with(" | ")) line.insert(0, "-");  // an empty first cell keeps its column
  put(BlockKind::table_row, 0, line, header);
}

void Builder::note(std::string_view sentence) {
  if (parsed_.note.find(sentence) != std::string::npos) return;
  if (!parsed_.note.empty()) parsed_.note += ' ';
  parsed_.note += sentence;
}

Parsed Builder::finish() {
  if (parsed_.title.empty())
    for (const auto& block : parsed_.blocks)
      if (block.kind == BlockKind::heading && block.level == 1 && !block.hidden) {
        parsed_.title = slice(parsed_.text, block.start, block.end);
        break;
      }
  parsed_.title = fold_space(clean(parsed_.title));
  if (count_code_points(parsed_.title) > 200) parsed_.title = slice(parsed_.title, 0, 200);
  return std::move(parsed_);
}

}  // namespace gw
