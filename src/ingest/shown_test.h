// A parsed document as lines a test can read: `H1 Title`, `P text`, `L2 item`, `T* header row`, `T row`, `C code`; hidden blocks in brackets, pages as `p3`.
#pragma once
#include <string>

#include "base/text.h"
#include "ingest/ingest.h"

namespace gw {

inline std::string shown(const Parsed& parsed) {
  constexpr const char* kinds[] = {"H", "P", "L", "T", "C"};
  std::string out;
  for (const auto& block : parsed.blocks) {
    std::string line = kinds[static_cast<int>(block.kind)];
    if (block.level > 0) line += std::to_string(block.level);
    if (block.header) line += '*';
    if (block.page > 0) line += " p" + std::to_string(block.page);
    line += ' ';
    line += slice(parsed.text, block.start, block.end);
    out += (block.hidden ? "[" + line + "]" : line) + "\n";
  }
  return out;
}

}  // namespace gw
