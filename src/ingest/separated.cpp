#include "ingest/separated.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::uint32_t columns_most = 20'000;

struct Shape {
  std::size_t rows = 0, even = 0, columns = 0;
};

// How evenly a separator cuts the first rows: columns of the most frequent width, and the rows that have it.
Shape shape_of(std::string_view text, char separator) {
  std::vector<std::size_t> widths;
  std::size_t width = 1;
  bool quoted = false, any = false;
  for (std::size_t i = 0; i < text.size() && widths.size() < 60; ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    else if (!quoted && c == separator) ++width;
    else if (!quoted && c == '\n') {
      if (any) widths.push_back(width);
      width = 1;
      any = false;
      continue;
    }
    any = true;
  }
  if (any && widths.size() < 60 && (text.empty() || !quoted)) widths.push_back(width);
  Shape best;
  for (const auto w : widths) {
    const auto even = static_cast<std::size_t>(std::count(widths.begin(), widths.end(), w));
    if (w > 1 && (even > best.even || (even == best.even && w > best.columns))) best = {widths.size(), even, w};
  }
  best.rows = widths.size();
  return best;
}

}  // namespace

char separator_of(std::string_view text) {
  text = text.substr(0, 64 << 10);
  char best = '\0';
  double best_score = 0;
  for (const char separator : {',', '\t', ';', '|'}) {
    const Shape shape = shape_of(text, separator);
    if (shape.columns < 2 || shape.even * 2 < shape.rows) continue;
    const double share = static_cast<double>(shape.even) / static_cast<double>(shape.rows);
    const double score = share * share * (1 + 0.05 * static_cast<double>(std::min<std::size_t>(shape.columns, 20)));
    if (score > best_score) { best_score = score; best = separator; }
  }
  return best;
}

std::vector<SheetRow> separated_rows(std::string_view text, char separator, std::size_t rows_most) {
  std::vector<SheetRow> rows;
  SheetRow row;
  std::string cell;
  std::uint32_t number = 1, column = 0;
  const auto end_cell = [&] {
    if (!trim(cell).empty() && column < columns_most) row.cells.push_back({column, std::string(trim(cell))});
    cell.clear();
    ++column;
  };
  const auto end_row = [&] {
    end_cell();
    row.number = number++;
    column = 0;
    if (!row.cells.empty()) {
      if (rows.size() >= rows_most) throw Error(Code::invalid, "The table has more than 3,000,000 rows.");
      rows.push_back(std::move(row));
    }
    row = {};
  };
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' && trim(cell).empty()) {
      // A quote that never closes is a character, not a cell of the rest of the file.
      std::size_t end = i + 1;
      std::string quoted;
      while (end < text.size()) {
        if (text[end] != '"') { quoted += text[end++]; continue; }
        if (end + 1 < text.size() && text[end + 1] == '"') { quoted += '"'; end += 2; continue; }
        break;
      }
      if (end < text.size() && quoted.size() < (1 << 20)) {
        cell = std::move(quoted);
        i = end + 1;
        continue;
      }
      cell += c;
      ++i;
      const auto next = text.find_first_of(std::string{separator, '\n'}, i);
      cell += text.substr(i, next == std::string_view::npos ? std::string_view::npos : next - i);
      i = next == std::string_view::npos ? text.size() : next;
      continue;
    }
    if (c == separator) end_cell();
    else if (c == '\n') end_row();
    else cell += c;
    ++i;
  }
  if (!cell.empty() || column > 0) end_row();
  return rows;
}

}  // namespace gw
