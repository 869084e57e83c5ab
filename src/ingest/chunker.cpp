#include <algorithm>
#include <array>

#include "base/text.h"
#include "ingest/document.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

constexpr std::size_t chunks_most = 900'000;   // ordinals have 20 bits
constexpr std::size_t context_most = 1'000;    // bytes of heading path, and of header row

// A place where a chunk may begin, and the least that lies between two such places.
struct Piece {
  std::size_t byte = 0;
  std::uint32_t point = 0;
  std::uint32_t block = 0;
  bool opens_block = false;
};

// Walks the text once, forward, from code points to bytes.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}
  std::size_t byte_of(std::uint32_t point) {
    while (point_ < point && byte_ < text_.size()) {
      ++byte_;
      while (byte_ < text_.size() && (static_cast<unsigned char>(text_[byte_]) & 0xC0) == 0x80) ++byte_;
      ++point_;
    }
    return byte_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::uint32_t point_ = 0;
};

// Adds the places inside [byte, end) where a piece longer than `most` may be cut: behind white space, else anywhere.
void cut_long(std::string_view text, std::size_t byte, std::size_t end, std::uint32_t point, std::uint32_t block, std::uint32_t most, std::vector<Piece>& out) {
  std::size_t start = byte, space = 0, at = byte;
  std::uint32_t start_point = point, space_point = 0, now = point;
  while (at < end) {
    const bool white = text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
    ++at;
    while (at < end && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    ++now;
    if (white) { space = at; space_point = now; }
    if (now - start_point < most || at >= end) continue;
    const bool use_space = space > start && space_point - start_point > most / 4;
    start = use_space ? space : at;
    start_point = use_space ? space_point : now;
    out.push_back({start, start_point, block, false});
  }
}

std::vector<Piece> pieces_of(const Parsed& document, std::uint32_t most) {
  std::vector<Piece> pieces;
  std::vector<SentenceSpan> spans;
  const std::string_view text = document.text;
  Walker walker(text);
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    const std::size_t from = walker.byte_of(block.start), to = walker.byte_of(block.end);
    pieces.push_back({from, block.start, b, true});
    const auto place = [&](std::size_t byte, std::uint32_t point, std::size_t end, std::uint32_t end_point) {
      if (byte > from) pieces.push_back({byte, point, b, false});
      if (end_point - point > most) cut_long(text, byte, end, point, b, most, pieces);
    };
    if (block.kind == BlockKind::table_row || block.kind == BlockKind::heading) {
      place(from, block.start, to, block.end);
    } else if (block.kind == BlockKind::code) {
      std::size_t line = from;
      std::uint32_t point = block.start, now = block.start;
      for (std::size_t at = from; at < to; ++at) {
        now += (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (text[at] != '\n' && at + 1 < to) continue;
        place(line, point, at + 1, now);
        line = at + 1;
        point = now;
      }
    } else {
      spans.clear();
      sentence_spans(text.substr(from, to - from), spans);
      for (const auto& span : spans) place(from + span.byte_start, block.start + span.start, from + span.byte_end, block.start + span.end);
    }
  }
  return pieces;
}

std::string_view text_of_block(const Parsed& document, const std::vector<std::size_t>& bytes, std::uint32_t block) {
  return std::string_view(document.text).substr(bytes[block * 2], bytes[block * 2 + 1] - bytes[block * 2]);
}

std::string_view shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::vector<Chunk> chunks_of(const Parsed& document, ChunkSizes sizes) {
  std::vector<Chunk> chunks;
  const std::string_view text = document.text;
  if (text.empty()) return chunks;
  sizes.target = std::max<std::uint32_t>(sizes.target, 1);
  sizes.most = std::max(sizes.most, sizes.target);
  const auto all_points = static_cast<std::uint32_t>(count_code_points(text));
  std::vector<Piece> pieces = pieces_of(document, sizes.most);
  if (pieces.empty()) {  // text without blocks is one paragraph
    pieces.push_back({0, 0, 0, true});
    cut_long(text, 0, text.size(), 0, 0, sizes.most, pieces);
  }
  pieces.front().byte = 0;  // white space before the first block belongs to the first chunk
  pieces.front().point = 0;

  std::vector<std::size_t> bytes(document.blocks.size() * 2);
  {
    Walker walker(text);
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
      bytes[b * 2] = walker.byte_of(document.blocks[b].start);
      bytes[b * 2 + 1] = walker.byte_of(document.blocks[b].end);
    }
  }

  std::array<std::int64_t, 7> path;  // the block of the heading in force, by level; -1 when there is none
  path.fill(-1);
  std::int64_t header_row = -1;
  std::uint32_t header_table = 0;

  const auto context_at = [&](const Piece& piece) {
    std::string context;
    if (piece.block >= document.blocks.size()) return context;
    const Block& block = document.blocks[piece.block];
    const int below = block.kind == BlockKind::heading && piece.opens_block ? block.level : 7;
    for (int level = 1; level < below && level < 7; ++level) {
      if (path[static_cast<std::size_t>(level)] < 0) continue;
      if (!context.empty()) context += " › ";
      context += shortened(text_of_block(document, bytes, static_cast<std::uint32_t>(path[static_cast<std::size_t>(level)])), context_most / 4);
    }
    if (block.kind == BlockKind::table_row && header_row >= 0 && header_table == block.table && header_row != static_cast<std::int64_t>(piece.block)) {
      context += '\n';
      context += shortened(text_of_block(document, bytes, static_cast<std::uint32_t>(header_row)), context_most);
    }
    return context;
  };

  std::vector<std::uint32_t> block_end(pieces.size());  // where the next block begins
  for (std::size_t p = pieces.size(); p-- > 0;)
    block_end[p] = p + 1 == pieces.size() ? all_points : pieces[p + 1].opens_block ? pieces[p + 1].point : block_end[p + 1];

  const Piece* open = nullptr;
  std::string open_context;
  bool only_headings = true;
  std::uint32_t goal = sizes.target;  // where the next cut is wanted; less than the target when a long paragraph is cut evenly

  const auto finish = [&](std::size_t byte_end, std::uint32_t point_end) {
    Chunk chunk;
    chunk.start = open->point;
    chunk.length = point_end - open->point;
    chunk.page = open->block < document.blocks.size() ? document.blocks[open->block].page : 0;
    chunk.context = std::move(open_context);
    chunk.text = text.substr(open->byte, byte_end - open->byte);
    chunks.push_back(std::move(chunk));
    open = nullptr;
    open_context.clear();
  };

  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const Piece& piece = pieces[p];
    const bool known = piece.block < document.blocks.size();
    const bool heading = known && document.blocks[piece.block].kind == BlockKind::heading && piece.opens_block;
    const std::uint32_t end = p + 1 < pieces.size() ? pieces[p + 1].point : all_points;
    if (open != nullptr) {
      const std::uint32_t have = piece.point - open->point;
      const bool over = have + (end - piece.point) > goal + goal / 8;
      bool cut = over && !only_headings;
      if (only_headings && end - open->point > sizes.most) cut = true;
      if (heading && !only_headings && chunks.size() < chunks_most) cut = true;
      // A paragraph that does not fit as a whole opens a chunk of its own when the one before is at least half full.
      if (!cut && piece.opens_block && !only_headings && have * 2 >= sizes.target && block_end[p] - open->point > sizes.target + sizes.target / 8) cut = true;
      if (cut) finish(piece.byte, piece.point);
    }
    if (known) {
      const Block& block = document.blocks[piece.block];
      if (block.kind == BlockKind::table_row && piece.opens_block && block.header && header_table != block.table) {
        header_row = piece.block;
        header_table = block.table;
      }
    }
    if (open == nullptr) {
      open = &piece;
      open_context = context_at(piece);
      only_headings = true;
      goal = sizes.target;
    }
    if (piece.opens_block || open == &piece) {
      // A paragraph of 700 becomes 350 + 350, not 600 + 100.
      const std::uint32_t rest = block_end[p] - open->point;
      if (rest > sizes.target + sizes.target / 8 && known && document.blocks[piece.block].kind != BlockKind::table_row) {
        const std::uint32_t parts = (rest + sizes.target - 1) / sizes.target;
        goal = (rest + parts - 1) / parts;
      } else {
        goal = sizes.target;
      }
    }
    if (heading) {
      const auto level = static_cast<std::size_t>(std::clamp<int>(document.blocks[piece.block].level, 1, 6));
      path[level] = piece.block;
      for (std::size_t deeper = level + 1; deeper < path.size(); ++deeper) path[deeper] = -1;
    } else {
      only_headings = false;
    }
  }
  if (open != nullptr) finish(text.size(), all_points);
  return chunks;
}

}  // namespace gw
