#include "ingest/plain.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ingest/reflow.h"

namespace gw {
namespace {

bool blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos || trim(line) == "\u3000"; }

// A short line that opens the file and has no end of a sentence is its title; so is one that is underlined with a ruler.
bool title_like(std::string_view line) {
  if (width_of(line) > 80 || count_code_points(line) < 2 || list_mark(line) != 0) return false;
  for (const std::string_view end : {"。", "，", "；", "：", "！", "？", ".", ",", ";", ":", "!", "?"})
    if (line.ends_with(end)) return false;
  return true;
}

BlockKind kind_of(std::string_view line, bool alone, int& level) {
  level = alone ? heading_level(line) : 0;
  if (level != 0) return BlockKind::heading;
  if (list_mark(line) != 0) { level = 1; return BlockKind::list_item; }
  return BlockKind::paragraph;
}

}  // namespace

Parsed as_it_stands(std::string clean_text) {
  Parsed parsed;
  parsed.text = std::move(clean_text);
  if (parsed.text.size() > Builder::bytes_most) throw Error(Code::invalid, "The document is longer than 64 MB of text.");
  const std::string_view text = parsed.text;
  std::uint32_t point = 0;
  for (std::size_t from = 0; from < text.size();) {
    auto to = text.find('\n', from);
    if (to == std::string_view::npos) to = text.size();
    std::string_view line = text.substr(from, to - from);
    const auto indent = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string_view inner = trim(line);
    if (!inner.empty() && !is_ruler(inner)) {
      Block block;
      int level = 0;
      block.kind = kind_of(inner, true, level);
      block.level = static_cast<std::uint8_t>(level);
      block.start = point + static_cast<std::uint32_t>(indent);
      block.end = block.start + static_cast<std::uint32_t>(count_code_points(inner));
      parsed.blocks.push_back(block);
      if (parsed.blocks.size() > Builder::blocks_most) throw Error(Code::invalid, "The document has more than 4,000,000 lines.");
    }
    point += static_cast<std::uint32_t>(count_code_points(line)) + 1;
    from = to + 1;
  }
  return parsed;
}

void mark_title(Parsed& parsed) {
  if (parsed.blocks.size() < 2 || parsed.blocks[0].kind == BlockKind::list_item) return;
  Block& first = parsed.blocks[0];
  const std::string_view line = slice(parsed.text, first.start, first.end);
  const std::string_view gap = slice(parsed.text, first.end, parsed.blocks[1].start);
  const bool apart = std::count(gap.begin(), gap.end(), '\n') > 1 || parsed.blocks[1].kind == BlockKind::heading;
  if (!apart || line.find('\n') != std::string_view::npos || !title_like(line)) return;
  if (first.kind == BlockKind::paragraph) { first.kind = BlockKind::heading; first.level = 1; }
  if (parsed.title.empty()) parsed.title = fold_space(line);
}

void put_lines(Builder& builder, std::string_view clean_text) {
  const auto lines = split(clean_text, '\n');
  const std::size_t width = wrap_width(lines);
  std::string open;
  std::string_view last;
  bool open_is_list = false;
  const auto flush = [&] {
    if (open.empty()) return;
    if (open_is_list) builder.list_item(1, open);
    else builder.paragraph(open);
    open.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (blank(line)) { flush(); continue; }
    if (is_ruler(line)) { flush(); continue; }
    if (!open.empty() && wrapped(last, line, width)) {
      join_line(open, line);
      last = line;
      continue;
    }
    flush();
    const std::string_view inner = trim(line);
    const bool before = i == 0 || blank(lines[i - 1]) || is_ruler(lines[i - 1]);
    const bool behind = i + 1 >= lines.size() || blank(lines[i + 1]) || !wrapped(line, lines[i + 1], width);
    int level = 0;
    BlockKind kind = kind_of(inner, behind && (before || width == 0), level);
    last = line;
    const bool underlined = i + 1 < lines.size() && is_ruler(lines[i + 1]);
    if (underlined && before && title_like(inner)) { kind = BlockKind::heading; level = builder.empty() ? 1 : 2; }
    if (kind == BlockKind::heading) { builder.heading(level, inner); continue; }
    open = inner;
    open_is_list = kind == BlockKind::list_item;
  }
  flush();
}

}  // namespace gw
