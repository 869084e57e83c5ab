// A text as the scorers see it: index terms, single units (Han characters, stems, numbers) in order, and marks; all with their places.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "answer/marks.h"

namespace gw {

struct Unit {
  std::uint64_t key = 0;
  std::uint32_t start = 0, end = 0;  ///< code points
  bool han = false;
  bool weak = false;  ///< grammar rather than content: an English stop word, a Han function character
};

struct TermAt {
  std::uint64_t key = 0;
  std::uint32_t start = 0, end = 0;
};

struct Reading {
  std::vector<Unit> units;    ///< not overlapping, in order
  std::vector<TermAt> terms;  ///< as the index has them; may overlap
  std::vector<Mark> marks;
};

/// Linear in the text.
Reading read(std::string_view text);

}  // namespace gw
