#include "ingest/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "ingest/decode.h"
#include "ingest/ingest.h"
#include "ingest/separated.h"

namespace gw {
namespace {

constexpr std::string_view cell_border = " | ";

void check_rows(std::size_t rows) {
  if (rows > records_most) throw Error(Code::invalid, fmt::format("More than {} records in one file are not read.", records_most));
}

void check_columns(std::size_t columns) {
  if (columns > record_columns_most) throw Error(Code::invalid, fmt::format("More than {} columns are not read.", record_columns_most));
}

RecordTable of_separated(std::string_view bytes) {
  const std::string text = clean_text(bytes);
  const char separator = separator_of(text);
  const auto rows = separated_rows(text, separator == '\0' ? ',' : separator);
  if (rows.empty()) throw Error(Code::invalid, "The table has no header.");
  RecordTable out;
  std::unordered_set<std::string> names;
  for (const auto& cell : rows[0].cells) {
    check_columns(cell.column + 1);
    if (out.columns.size() <= cell.column) out.columns.resize(cell.column + 1);
    out.columns[cell.column] = std::string(trim(cell.text));
    if (!names.insert(out.columns[cell.column]).second) throw Error(Code::invalid, fmt::format("Two columns are called \"{}\".", out.columns[cell.column]));
  }
  check_rows(rows.size() - 1);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    json::object row;
    for (const auto& cell : rows[i].cells)
      if (cell.column < out.columns.size() && !out.columns[cell.column].empty() && !trim(cell.text).empty()) row[out.columns[cell.column]] = cell.text;
    if (row.empty()) continue;
    out.rows.push_back(std::move(row));
    out.lines.push_back(rows[i].number);
  }
  std::erase(out.columns, "");
  return out;
}

bool is_nothing(const json::value& value) { return value.is_null() || (value.is_string() && trim(std::string_view(value.get_string())).empty()); }

RecordTable of_lines(std::string_view bytes) {
  RecordTable out;
  std::unordered_set<std::string> known;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  std::uint32_t number = 0;
  for (const auto line : split(bytes, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    json::value value;
    try {
      value = parse_json(line);
    } catch (const Error& e) {
      throw Error(Code::invalid, fmt::format("Line {}: {}", number, e.message()));
    }
    if (!value.is_object()) throw Error(Code::invalid, fmt::format("Line {}: a record is a JSON object.", number));
    json::object row;
    for (auto& member : value.get_object()) {
      if (is_nothing(member.value())) continue;
      if (known.insert(std::string(member.key())).second) out.columns.emplace_back(member.key());
      row[member.key()] = std::move(member.value());
    }
    check_columns(out.columns.size());
    if (row.empty()) continue;
    out.rows.push_back(std::move(row));
    out.lines.push_back(number);
    check_rows(out.rows.size());
  }
  return out;
}

std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> out;
  for (std::size_t from = 0;;) {
    const auto border = row.find(cell_border, from);
    out.emplace_back(trim(row.substr(from, border == row.npos ? row.npos : border - from)));
    if (out.size() == 1 && out[0] == "-") out[0].clear();  // what Builder puts for an empty first cell
    if (border == row.npos) return out;
    from = border + cell_border.size();
  }
}

Parsed confined(std::string_view bytes, std::string_view name) {
  static ParserPool pool(1);
  return pool.parse(bytes, name);
}

}  // namespace

RecordTable records_in(std::string_view text, const std::vector<Block>& blocks) {
  RecordTable out;
  std::vector<std::string> header;
  std::uint32_t table = 0, number = 0;
  std::size_t byte = 0, at = 0;  // of the text, walked once
  for (const auto& block : blocks) {
    if (block.kind != BlockKind::table_row || block.hidden) continue;
    if (block.start < at) continue;
    byte += byte_of_code_point(text.substr(byte), block.start - at);
    const std::size_t end = byte + byte_of_code_point(text.substr(byte), block.end - block.start);
    const auto cells = cells_of(text.substr(byte, end - byte));
    byte = end;
    at = block.end;
    ++number;
    if (block.header) {
      check_columns(cells.size());
      header = cells;
      table = block.table;
      for (const auto& name : header)
        if (!name.empty() && std::ranges::find(out.columns, name) == out.columns.end()) out.columns.push_back(name);
      continue;
    }
    if (header.empty() || block.table != table) continue;
    json::object row;
    for (std::size_t i = 0; i < cells.size() && i < header.size(); ++i)
      if (!header[i].empty() && !cells[i].empty()) row[header[i]] = cells[i];
    if (row.empty()) continue;
    out.rows.push_back(std::move(row));
    out.lines.push_back(number);
    check_rows(out.rows.size());
  }
  return out;
}

RecordTable read_records(std::string_view bytes, std::string_view name, const ReadWorkbook& read_workbook) {
  if (bytes.size() > record_bytes_most) throw Error(Code::invalid, fmt::format("A file of records has at most {} MB.", record_bytes_most >> 20));
  const std::string lower = lower_ascii(name);
  if (lower.ends_with(".jsonl") || lower.ends_with(".ndjson")) return of_lines(bytes);
  if (!lower.ends_with(".xlsx")) return of_separated(bytes);
  const Parsed parsed = read_workbook ? read_workbook(bytes, name) : confined(bytes, name);
  RecordTable out = records_in(parsed.text, parsed.blocks);
  if (out.columns.empty()) throw Error(Code::invalid, "The workbook has no table with a header.");
  return out;
}

bool is_record_file(std::string_view name) {
  const std::string lower = lower_ascii(name);
  return std::ranges::any_of(std::array{".csv", ".tsv", ".jsonl", ".xlsx"}, [&](std::string_view end) { return lower.ends_with(end); });
}

}  // namespace gw
