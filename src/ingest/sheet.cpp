#include "ingest/sheet.h"

#include <algorithm>

#include "base/text.h"
#include "ingest/decode.h"

namespace gw {
namespace {

constexpr std::size_t columns_most = 2'000;  // of one table; more is a picture made of cells

bool number_like(std::string_view text) {
  text = trim(text);
  return !text.empty() && text.find_first_of("0123456789") != std::string_view::npos && text.find_first_not_of("0123456789.,%-+:/ $()") == std::string_view::npos;
}

void put_table(Builder& builder, const std::vector<SheetRow>& rows, std::size_t from, std::size_t to) {
  // Rows of one cell above the table are its title.
  while (from < to && rows[from].cells.size() == 1 && (to - from == 1 || rows[from + 1].cells.size() > 1 || from + 2 < to) &&
         std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.begin() + static_cast<std::ptrdiff_t>(to), [](const SheetRow& r) { return r.cells.size() > 1; })) {
    builder.hidden(rows[from].hidden);
    builder.paragraph(rows[from].cells[0].text);
    builder.hidden(false);
    ++from;
  }
  if (from >= to) return;
  std::vector<std::uint32_t> columns;
  std::size_t widest = 0;
  for (std::size_t i = from; i < to; ++i) {
    widest = std::max(widest, rows[i].cells.size());
    for (const auto& cell : rows[i].cells) columns.push_back(cell.column);
    if (columns.size() > 200'000) { std::sort(columns.begin(), columns.end()); columns.erase(std::unique(columns.begin(), columns.end()), columns.end()); }
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  if (columns.size() > columns_most) {
    columns.resize(columns_most);
    builder.note("Columns beyond 2,000 were left out.");
  }
  if (columns.size() == 1) {  // text that someone wrote in cells
    for (std::size_t i = from; i < to; ++i) {
      builder.hidden(rows[i].hidden);
      builder.paragraph(rows[i].cells[0].text);
    }
    return builder.hidden(false);
  }
  const auto& first = rows[from].cells;
  const bool header = to - from > 1 && first.size() >= 2 && first.size() * 2 >= widest && std::none_of(first.begin(), first.end(), [](const Cell& c) { return number_like(c.text); });
  builder.open_table();
  std::vector<std::string> cells;
  for (std::size_t i = from; i < to; ++i) {
    cells.assign(columns.size(), {});
    for (const auto& cell : rows[i].cells) {
      const auto at = std::lower_bound(columns.begin(), columns.end(), cell.column);
      if (at != columns.end() && *at == cell.column) cells[static_cast<std::size_t>(at - columns.begin())] = cell.text;
    }
    builder.hidden(rows[i].hidden);
    builder.row(cells, header && i == from);
  }
  builder.close_table();
  builder.hidden(false);
}

std::string column_name(const Cell& cell) { return lower_ascii(trim(cell.text)); }

}  // namespace

void put_tables(Builder& builder, std::vector<SheetRow> rows) {
  std::erase_if(rows, [](const SheetRow& row) { return row.cells.empty(); });
  for (std::size_t from = 0; from < rows.size();) {
    std::size_t to = from + 1;
    while (to < rows.size() && rows[to].number <= rows[to - 1].number + 1) ++to;
    put_table(builder, rows, from, to);
    from = to;
  }
}

bool is_pair_table(const std::vector<SheetRow>& rows) {
  if (rows.size() < 2 || rows[0].cells.size() != 2) return false;
  const std::string a = column_name(rows[0].cells[0]), b = column_name(rows[0].cells[1]);
  if (!((a == "question" && b == "answer") || (a == "answer" && b == "question"))) return false;
  const auto first = rows[0].cells[0].column, second = rows[0].cells[1].column;
  for (const auto& row : rows)
    for (const auto& cell : row.cells)
      if (cell.column != first && cell.column != second) return false;
  return true;
}

void put_pair(Builder& builder, std::string_view question, std::string_view answer) {
  const std::string q = std::string(trim(clean(question))), a = std::string(trim(clean(answer)));
  if (q.empty() || a.empty()) return;
  builder.paragraph(q);
  builder.paragraph(a);
  const Block& block = builder.parsed().blocks.back();
  builder.parsed().pairs.push_back({q, std::string(slice(builder.parsed().text, block.start, block.end)), block.start, block.end});
}

void put_pairs(Builder& builder, const std::vector<SheetRow>& rows) {
  const bool swapped = column_name(rows[0].cells[0]) == "answer";
  const auto question_column = rows[0].cells[swapped ? 1 : 0].column;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::string_view question, answer;
    for (const auto& cell : rows[i].cells) (cell.column == question_column ? question : answer) = cell.text;
    put_pair(builder, question, answer);
  }
}

}  // namespace gw
