// Excel: a heading for each sheet, its cells as tables with the values that the file stores (formulas are never computed), hidden sheets and rows marked.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"
#include "ingest/office.h"
#include "ingest/sheet.h"
#include "ingest/xlsx_numbers.h"

namespace gw {
namespace {

using pugi::xml_node;
constexpr std::size_t text_most = 96u << 20;  // of all cells of a file: shared strings may be named a million times

std::uint32_t digits(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t n = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

// "BC12" to column 54, from 0; false when it is no reference.
bool column_of(std::string_view reference, std::uint32_t& column) {
  std::uint32_t n = 0;
  std::size_t i = 0;
  for (; i < reference.size() && i < 3 && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) n = n * 26 + static_cast<std::uint32_t>(reference[i] - 'A' + 1);
  if (i == 0) return false;
  column = n - 1;
  return true;
}

// Text of a shared or inline string, without the reading aids (rPh) of Japanese.
std::string rich_text(const xml_node& node) {
  std::string out;
  for (const auto& c : node.children()) {
    if (local(c) == "t") out += text_below(c);
    else if (local(c) == "r") out += text_below(child(c, "t"));
  }
  return out;
}

class Reader {
 public:
  explicit Reader(Archive& archive) : package_(archive, OfficeKind::sheet) {}

  Parsed read() {
    pugi::xml_document book;
    package_.load(package_.main(), book);
    const auto about = attribute(child(book.document_element(), "workbookPr"), "date1904");
    numbers_.emplace(package_, about == "1" || about == "true");
    const auto relations = package_.relations(package_.main());
    for (const auto& [id, relation] : relations)
      if (relation.type == "sharedStrings") shared(relation.target);

    std::vector<xml_node> sheets;
    for (const auto& sheet : child(book.document_element(), "sheets").children()) sheets.push_back(sheet);
    if (sheets.size() > 1000) throw Error(Code::invalid, "The workbook has more than 1,000 sheets.");
    for (const auto& sheet : sheets) {
      const auto relation = relations.find(attribute(sheet, "id"));
      if (relation == relations.end() || relation->second.type != "worksheet") continue;
      const auto state = attribute(sheet, "state");
      const bool hidden = state == "hidden" || state == "veryHidden";
      auto rows = rows_of(relation->second.target);
      if (rows.empty()) continue;
      if (sheets.size() == 1 && is_pair_table(rows)) { put_pairs(builder_, rows); break; }
      if (hidden) {
        for (auto& row : rows) row.hidden = true;
        builder_.note("Hidden sheets are marked.");
      }
      builder_.hidden(hidden);
      builder_.heading(1, attribute(sheet, "name"));
      put_tables(builder_, std::move(rows));
      builder_.hidden(false);
    }
    const bool one = sheets.size() == 1;
    std::string title = package_.title();
    Parsed parsed = builder_.finish();
    if (!title.empty()) parsed.title = title;
    else if (!one || parsed.title.starts_with("Sheet") || parsed.title.starts_with("工作表")) parsed.title.clear();  // the name of one sheet of many is not the book's
    return parsed;
  }

 private:
  void shared(std::string_view part) {
    pugi::xml_document document;
    package_.load(part, document);
    for (const auto& item : document.document_element().children()) {
      strings_.push_back(fold_space(rich_text(item)));
      if (strings_.size() > 4'000'000) throw Error(Code::invalid, "The workbook has more than 4,000,000 texts.");
    }
  }

  std::vector<SheetRow> rows_of(std::string_view part) {
    pugi::xml_document document;
    package_.load(part, document);
    const xml_node root = document.document_element();
    const bool filtered = static_cast<bool>(child(root, "autoFilter"));  // rows that a filter hides are not secret
    std::vector<SheetRow> rows;
    std::uint32_t number = 0;
    for (const auto& node : child(root, "sheetData").children()) {
      SheetRow row;
      number = row.number = digits(attribute(node, "r"), number + 1);
      row.hidden = !filtered && attribute(node, "hidden") == "1";
      std::uint32_t next = 0;
      for (const auto& cell : node.children()) {
        if (local(cell) != "c") continue;
        std::uint32_t column = next;
        column_of(attribute(cell, "r"), column);
        next = column + 1;
        std::string text = value_of(cell);
        if (text.empty()) continue;
        size_ += text.size();
        if (size_ > text_most) throw Error(Code::invalid, "The workbook holds more than 96 MB of text.");
        row.cells.push_back({column, std::move(text)});
      }
      std::sort(row.cells.begin(), row.cells.end(), [](const Cell& a, const Cell& b) { return a.column < b.column; });
      if (!row.cells.empty()) rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const SheetRow& a, const SheetRow& b) { return a.number < b.number; });
    merge(child(root, "mergeCells"), rows);
    return rows;
  }

  // What is merged over rows holds for each of them.
  static void merge(const xml_node& merges, std::vector<SheetRow>& rows) {
    std::size_t budget = 20'000;
    for (const auto& node : merges.children()) {
      const auto reference = attribute(node, "ref");
      const auto colon = reference.find(':');
      if (colon == std::string_view::npos) continue;
      std::uint32_t left = 0, right = 0;
      if (!column_of(reference, left) || !column_of(reference.substr(colon + 1), right)) continue;
      const auto row_in = [](std::string_view text) { const auto at = text.find_first_of("0123456789"); return at == std::string_view::npos ? 0u : digits(text.substr(at), 0); };
      const std::uint32_t top = row_in(reference.substr(0, colon)), bottom = row_in(reference.substr(colon + 1));
      if (top == 0 || bottom <= top) continue;
      const auto first = std::lower_bound(rows.begin(), rows.end(), top, [](const SheetRow& r, std::uint32_t n) { return r.number < n; });
      if (first == rows.end() || first->number != top) continue;
      const auto cell = std::find_if(first->cells.begin(), first->cells.end(), [&](const Cell& c) { return c.column == left; });
      if (cell == first->cells.end() || cell->text.size() > 400) continue;
      const std::string text = cell->text;
      for (auto row = first + 1; row != rows.end() && row->number <= bottom && budget > 0; ++row, --budget) {
        const auto at = std::lower_bound(row->cells.begin(), row->cells.end(), left, [](const Cell& c, std::uint32_t n) { return c.column < n; });
        if (at == row->cells.end() || at->column != left) row->cells.insert(at, {left, text});
      }
    }
  }

  std::string value_of(const xml_node& cell) const {
    const auto type = attribute(cell, "t");
    if (type == "inlineStr") return fold_space(rich_text(child(cell, "is")));
    const std::string value = text_below(child(cell, "v"));
    if (value.empty()) return {};
    if (type == "s") {
      const std::uint32_t at = digits(value, ~0u);
      return at < strings_.size() ? strings_[at] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "d") return fold_space(value);
    return numbers_->shown(trim(value), digits(attribute(cell, "s"), 0));
  }

  OfficePackage package_;
  std::optional<XlsxNumbers> numbers_;
  std::vector<std::string> strings_;
  Builder builder_;
  std::size_t size_ = 0;
};

bool recognises(Source& source) { return office_kind(source) == OfficeKind::sheet; }
Parsed read(Source& source, const ParseOptions&) { return Reader(*source.archive()).read(); }

}  // namespace

extern const ParserKind xlsx_parser;
const ParserKind xlsx_parser{"xlsx", "Excel: every sheet as tables with stored values and dates; hidden sheets are marked; exactly question, answer are curated pairs", "prices.xlsx", recognises, read};

}  // namespace gw
