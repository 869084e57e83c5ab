#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/text.h"
#include "ingest/pdf_layout.h"

namespace gw {
namespace {

struct Piece {
  const LineSegment* segment;
  std::size_t line;
};

struct Row {
  double middle = 0, height = 0;
  std::vector<Piece> pieces;
};

std::vector<Row> rows_of(const Page& page) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (page.lines[i].running) continue;
    for (const auto& segment : page.lines[i].segments) pieces.push_back({&segment, i});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.segment->box.middle() < b.segment->box.middle(); });
  std::vector<Row> rows;
  for (const auto& piece : pieces) {
    const Box& box = piece.segment->box;
    if (rows.empty() || std::abs(rows.back().middle - box.middle()) > 0.4 * std::max(1.0, std::min(rows.back().height, box.height())))
      rows.push_back({box.middle(), box.height(), {}});
    rows.back().pieces.push_back(piece);
  }
  for (auto& row : rows)
    std::sort(row.pieces.begin(), row.pieces.end(), [](const Piece& a, const Piece& b) { return a.segment->box.x0 < b.segment->box.x0; });
  return rows;
}

// Several short pieces side by side; columns of prose are wide and full.
bool tabular(const Row& row, const Page& page) {
  if (row.pieces.size() < 2) return false;
  std::size_t wide = 0;
  for (const auto& piece : row.pieces) wide += piece.segment->box.width() > 0.3 * page.width && count_code_points(piece.segment->text) > 30;
  for (std::size_t i = 1; i < row.pieces.size(); ++i)
    if (row.pieces[i].segment->box.x0 < row.pieces[i - 1].segment->box.x1 - 1) return false;  // one over another
  return wide == 0 || (wide == 1 && row.pieces.size() > 2);
}

bool aligned(const Row& a, const Row& b) {
  std::size_t hits = 0;
  for (const auto& p : a.pieces)
    for (const auto& q : b.pieces) {
      const Box &x = p.segment->box, &y = q.segment->box;
      if (std::abs(x.x0 - y.x0) < 4 || std::abs(x.x1 - y.x1) < 4 || std::abs((x.x0 + x.x1) - (y.x0 + y.x1)) < 8) { ++hits; break; }
    }
  return hits >= 2 || hits * 2 > a.pieces.size();
}

struct Column { double x0, x1; };

std::vector<Column> columns_of(const std::vector<const Row*>& rows) {
  std::vector<Column> columns;
  for (const auto* row : rows)
    for (const auto& piece : row->pieces) columns.push_back({piece.segment->box.x0, piece.segment->box.x1});
  std::sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) { return a.x0 < b.x0; });
  std::vector<Column> merged;
  for (const auto& column : columns) {
    if (!merged.empty() && column.x0 < merged.back().x1 - 0.5) merged.back().x1 = std::max(merged.back().x1, column.x1);
    else merged.push_back(column);
  }
  return merged;
}

void make_table(Page& page, const std::vector<const Row*>& rows) {
  std::size_t full = 0;
  for (const auto* row : rows) full += row->pieces.size() >= 2;
  const auto columns = columns_of(rows);
  if (full < 2 || columns.size() < 2) return;
  TableOfPage table;
  const Row* last = nullptr;
  for (const auto* row : rows) {
    std::vector<std::string> cells(columns.size());
    for (const auto& piece : row->pieces) {
      const Box& box = piece.segment->box;
      std::size_t at = 0;
      while (at + 1 < columns.size() && columns[at + 1].x0 <= box.x0 + 0.5) ++at;
      if (!cells[at].empty()) cells[at] += ' ';
      cells[at] += piece.segment->text;
    }
    // A line whose first cell is empty and that follows closely goes on with the cells above it.
    const bool close = last != nullptr && row->middle - last->middle < 1.45 * std::max(row->height, 1.0);
    const auto filled = static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const std::string& c) { return !c.empty(); }));
    if (close && cells[0].empty() && !table.rows.empty() && filled < columns.size()) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].empty()) table.rows.back()[i] += (table.rows.back()[i].empty() ? "" : " ") + cells[i];
    } else {
      table.rows.push_back(std::move(cells));
    }
    last = row;
  }
  if (table.rows.size() < 2) return;
  const int index = static_cast<int>(page.tables.size());
  for (const auto* row : rows)
    for (const auto& piece : row->pieces) page.lines[piece.line].table = index;
  page.tables.push_back(std::move(table));
}

}  // namespace

void find_tables(Page& page) {
  if (page.lines.size() > 20'000) return;  // a drawing, not a page of text
  const auto rows = rows_of(page);
  for (std::size_t i = 0; i < rows.size();) {
    if (!tabular(rows[i], page)) { ++i; continue; }
    std::vector<const Row*> run{&rows[i]};
    std::size_t next = i + 1;
    for (; next < rows.size(); ++next) {
      const double gap = rows[next].middle - rows[next - 1].middle;
      const double height = std::max(rows[next].height, rows[next - 1].height);
      if (gap > 4.5 * std::max(height, 1.0)) break;
      if (tabular(rows[next], page) && aligned(*run.back(), rows[next])) { run.push_back(&rows[next]); continue; }
      // One piece alone may be a wrapped cell, when the row behind it goes on with the table.
      const bool alone = rows[next].pieces.size() == 1 && rows[next].pieces[0].segment->box.width() < 0.45 * page.width && gap < 1.6 * height;
      const bool inside = alone && rows[next].pieces[0].segment->box.x0 > rows[i].pieces[1].segment->box.x0 - 4;
      if (!inside) break;
      run.push_back(&rows[next]);
    }
    if (run.size() >= 2) make_table(page, run);
    i = std::max(next, i + 1);
  }
}

namespace {

bool bullet(std::string_view text) {
  for (const std::string_view mark : {"•", "●", "▪", "◦", "‣", "■", "○", "·", "\uF0B7", "➢", "✓", "※"})
    if (text == mark) return true;
  return false;
}

// "12", "- 12 -", "Page 3 of 10", "第 3 页", "3/10": nothing else on the line.
bool page_number(std::string_view text) {
  if (text.size() > 40) return false;
  std::string rest = lower_ascii(text);
  for (const std::string_view word : {"page", "of", "第", "页", "頁", "共"})
    for (std::size_t at; (at = rest.find(word)) != std::string::npos;) rest.replace(at, word.size(), " ");
  return rest.find_first_of("0123456789") != std::string::npos && rest.find_first_not_of("0123456789 -/|.—") == std::string::npos;
}

}  // namespace

void attach_bullets(Page& page) {
  if (page.lines.size() > 20'000) return;
  for (auto& mark : page.lines) {
    if (!bullet(mark.text)) continue;
    Line* nearest = nullptr;
    for (auto& line : page.lines) {
      if (&line == &mark || line.text.empty() || line.box.x0 < mark.box.x0 || bullet(line.text)) continue;
      if (std::abs(line.box.middle() - mark.box.middle()) > 0.6 * std::max(line.box.height(), 4.0) || line.box.x0 - mark.box.x1 > 60) continue;
      if (nearest == nullptr || line.box.x0 < nearest->box.x0) nearest = &line;
    }
    if (nearest == nullptr) continue;
    nearest->text.insert(0, "• ");
    nearest->segments.front().text.insert(0, "• ");
    mark.text.clear();
  }
  std::erase_if(page.lines, [](const Line& line) { return line.text.empty() || bullet(line.text); });
}

void find_running_lines(std::vector<Page>& pages) {
  for (auto& page : pages)
    for (auto& line : page.lines)
      line.running = (line.box.y1 < page.height * 0.1 || line.box.y0 > page.height * 0.9) && page_number(line.text);
  if (pages.size() < 2) return;
  const auto key = [](const Page& page, const Line& line) {
    const bool top = line.box.y1 < page.height * 0.09, bottom = line.box.y0 > page.height * 0.91;
    if ((!top && !bottom) || line.text.size() > 300) return std::string();
    std::string out = top ? "t" : "b";
    bool number = false;
    for (char c : line.text) {
      const bool digit = c >= '0' && c <= '9';
      if (!digit || !number) out.push_back(digit ? '#' : c);
      number = digit;
    }
    return out;
  };
  std::map<std::string, std::uint32_t> seen;
  for (const auto& page : pages) {
    std::vector<std::string> here;
    for (const auto& line : page.lines)
      if (auto k = key(page, line); !k.empty()) here.push_back(std::move(k));
    std::sort(here.begin(), here.end());
    here.erase(std::unique(here.begin(), here.end()), here.end());
    for (auto& k : here) ++seen[std::move(k)];
  }
  std::map<std::string, bool> shown;  // the first one stays: it may be the only place that names the document
  for (auto& page : pages)
    for (auto& line : page.lines)
      if (const auto k = key(page, line); !line.running && !k.empty() && (seen[k] >= 3 || k.find('#') != std::string::npos) && seen[k] * 2 > pages.size() && seen[k] >= 2) line.running = std::exchange(shown[k], true);
}

}  // namespace gw
