#include "answer/evidence.h"

#include <algorithm>

#include "base/text.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

constexpr std::size_t candidates_most = 400;  // of one passage

bool clause_end(char32_t c) { return c == U'，' || c == ',' || c == U'、' || c == U';' || c == U'；' || c == U':' || c == U'：' || c == U'）' || c == ')' || c == U'—'; }

// Whether a line that ends at `end` was only wrapped: one newline, and the next begins with a small letter.
bool goes_on(const std::u32string& text, std::uint32_t end, std::uint32_t next) {
  if (next != end + 1 || text[end] != '\n' || next >= text.size()) return false;
  const char32_t last = text[end - 1];
  return text[next] >= 'a' && text[next] <= 'z' && last != '.' && last != '!' && last != '?' && last != ':' && last != ';';
}

// Cuts [start, end) into pieces of at most `longest`, about equal, each at the clause end nearest to its share; at white space, else hard, without one.
void cut(const std::u32string& text, std::uint32_t start, std::uint32_t end, std::uint32_t longest, std::vector<std::pair<std::uint32_t, std::uint32_t>>& out) {
  while (end - start > longest) {
    const std::uint32_t pieces = (end - start + longest - 1) / longest, goal = start + (end - start) / pieces;
    std::uint32_t best = 0, space = 0;
    for (std::uint32_t i = start + longest / 4; i < start + longest; ++i) {
      const auto nearer = [&](std::uint32_t than) { return than == 0 || std::max(i, goal) - std::min(i, goal) < std::max(than, goal) - std::min(than, goal); };
      if (clause_end(text[i]) && nearer(best)) best = i + 1;
      if (is_space(text[i]) && nearer(space)) space = i + 1;
    }
    const std::uint32_t to = best != 0 ? best : space != 0 ? space : start + longest;
    out.push_back({start, to});
    start = to;
    while (start < end && is_space(text[start])) ++start;
  }
  if (start < end) out.push_back({start, end});
}

}  // namespace

std::uint32_t page_at(const std::vector<Block>& blocks, std::uint32_t place, std::uint32_t otherwise) {
  const auto behind = std::upper_bound(blocks.begin(), blocks.end(), place, [](std::uint32_t at, const Block& b) { return at < b.start; });
  return behind == blocks.begin() || std::prev(behind)->page == 0 ? otherwise : std::prev(behind)->page;
}

void candidates_of(const Passage& passage, std::size_t number, std::vector<Quotable>& out) {
  const std::u32string text = code_points_of(passage.text);
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::size_t first = out.size();
  std::vector<Quotable> lesser;  // headings and questions say what an answer is about, not what it is: only where there is nothing else
  const auto put = [&](std::uint32_t start, std::uint32_t end, BlockKind kind) {
    while (start < end && is_space(text[start])) ++start;
    while (end > start && is_space(text[end - 1])) --end;
    std::uint32_t han = 0, word = 0;
    for (std::uint32_t i = start; i < end; ++i) { han += is_han(text[i]); word += is_letter(text[i]) || is_digit(text[i]); }
    if (word == 0) return;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pieces;
    cut(text, start, end, han * 5 >= end - start ? longest_chinese : longest_other, pieces);
    for (auto [from, to] : pieces) {
      while (to > from && is_space(text[to - 1])) --to;
      if (to <= from) continue;
      auto& list = kind == BlockKind::heading || text[to - 1] == '?' || text[to - 1] == U'？' ? lesser : out;
      if (list.size() < candidates_most + (&list == &out ? first : 0)) list.push_back({number, from, to, kind, 0, 0});
    }
  };
  const auto put_sentences = [&](std::uint32_t start, std::uint32_t end, BlockKind kind) {
    std::uint32_t open = 0, behind = 0;  // a sentence that may go on
    for (const auto& [from, to] : sentences_of(slice(passage.text, start, end))) {
      if (behind > 0 && goes_on(text, behind, start + from)) { behind = start + to; continue; }
      if (behind > 0) put(open, behind, kind);
      open = start + from;
      behind = start + to;
    }
    if (behind > 0) put(open, behind, kind);
  };
  if (passage.blocks.empty()) {
    put_sentences(0, size, BlockKind::paragraph);
  } else {
    for (const Block& block : passage.blocks) {
      if (block.hidden || block.end <= passage.start || block.start >= passage.start + size) continue;
      if (block.kind == BlockKind::table_row && block.header) continue;
      const std::uint32_t start = std::max(block.start, passage.start) - passage.start, end = std::min(block.end, passage.start + size) - passage.start;
      if (block.kind == BlockKind::table_row) put(start, end, block.kind);
      else put_sentences(start, end, block.kind);
    }
  }
  if (out.size() == first) out.insert(out.end(), lesser.begin(), lesser.end());
  for (std::size_t i = first; i < out.size(); ++i) {
    out[i].sentence = i - first;
    out[i].sentences = out.size() - first;
  }
}

}  // namespace gw
