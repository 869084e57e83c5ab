// A page as Poppler places its words: lines with segments, and the tables among them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gw {

struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  double middle() const { return (y0 + y1) / 2; }
};

/// Words of a line that stand close together.
struct LineSegment {
  Box box;
  std::string text;
};

struct Line {
  Box box;
  std::string text;
  std::vector<LineSegment> segments;
  double size = 0;             ///< height of its letters: of the longest word, so that a raised note mark does not count
  double first_word = 0;       ///< width of the first word, of the first character when it is a wide one
  std::uint32_t block = 0;     ///< number of the block on its page
  int table = -1;              ///< index into the tables of the page
  bool running = false;        ///< a header or footer that stands on most pages
};

struct TableOfPage {
  std::vector<std::vector<std::string>> rows;
};

struct Page {
  std::uint32_t number = 0;
  double width = 0, height = 0;
  std::vector<Line> lines;
  std::vector<Box> blocks;
  std::vector<TableOfPage> tables;
};

/// Finds rows of short segments that stand in columns, makes tables of them and marks their lines.
void find_tables(Page& page);
/// Bullets that Poppler sees as lines of their own go to the lines they stand before.
void attach_bullets(Page& page);
/// Marks bare page numbers, and what stands at the top or bottom of most pages, numbers aside, but for the first time it does.
void find_running_lines(std::vector<Page>& pages);

}  // namespace gw
