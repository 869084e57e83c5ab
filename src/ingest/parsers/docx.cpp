// Word: headings by style, lists with their numbers, tables, text boxes, notes, comments, headers and footers. Deleted text is left out, hidden text marked.
#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/docx_styles.h"
#include "ingest/kind.h"
#include "ingest/office.h"

namespace gw {
namespace {

using pugi::xml_node;

// The text of one paragraph, visible and hidden apart, and the text boxes that hang on it.
struct Runs {
  std::string shown, hidden;
  std::vector<xml_node> boxes;
};

class Reader {
 public:
  explicit Reader(Archive& archive) : package_(archive, OfficeKind::word), styles_(package_), numbers_(package_) {}

  Parsed read() {
    pugi::xml_document document;
    package_.load(package_.main(), document);
    const auto relations = package_.relations(package_.main());
    std::set<std::string> seen;
    for (const auto& [id, relation] : relations)
      if (relation.type == "header") margin(relation.target, seen);
    body(child(document.document_element(), "body"));
    for (const auto& [id, relation] : relations)
      if (relation.type == "footnotes" || relation.type == "endnotes") notes(relation.target);
    for (const auto& [id, relation] : relations)
      if (relation.type == "comments") comments(relation.target);
    for (const auto& [id, relation] : relations)
      if (relation.type == "footer") margin(relation.target, seen);
    if (title_.empty()) title_ = package_.title();
    builder_.parsed().title = title_;
    return builder_.finish();
  }

 private:
  void body(const xml_node& node) {
    for (const auto& c : node.children()) {
      const auto name = local(c);
      if (name == "p") paragraph(c);
      else if (name == "tbl") table(c);
      else if (name == "sdt") body(child(c, "sdtContent"));
      else if (name == "ins" || name == "moveTo" || name == "smartTag" || name == "customXml" || name == "txbxContent") body(c);
      else if (name == "AlternateContent") body(alternative(c));
    }
  }

  // Of several ways to draw the same thing, one.
  static xml_node alternative(const xml_node& node) {
    const auto choice = child(node, "Choice");
    return choice ? choice : child(node, "Fallback");
  }

  bool hidden(const xml_node& run) const {
    const auto properties = child(run, "rPr");
    if (!properties) return false;
    if (switched_on(child(properties, "vanish")) || switched_on(child(properties, "webHidden"))) return true;
    if (attribute(child(properties, "color"), "val") == "FFFFFF" && !in_table_ && !child(properties, "shd") && !child(properties, "highlight")) return true;
    return styles_.style(attribute(child(properties, "rStyle"), "val")).hidden;
  }

  void collect(const xml_node& node, bool hide, Runs& out) const {
    std::string& text = hide ? out.hidden : out.shown;
    for (const auto& c : node.children()) {
      const auto name = local(c);
      if (name == "t") text += text_below(c);
      else if (name == "tab" || name == "ptab") text += '\t';
      else if (name == "br" || name == "cr") text += '\n';
      else if (name == "noBreakHyphen") text += '-';
      else if (name == "r") collect(c, hide || hidden(c), out);
      else if (name == "oMath" || name == "oMathPara") math(c, text);
      else if (name == "ruby") collect(child(c, "rubyBase"), hide, out);
      else if (name == "AlternateContent") collect(alternative(c), hide, out);
      else if (name == "sdt") collect(child(c, "sdtContent"), hide, out);
      else if (name == "drawing" || name == "pict" || name == "object") boxes(c, out);
      else if (name == "hyperlink" || name == "ins" || name == "moveTo" || name == "smartTag" || name == "customXml" || name == "fldSimple" || name == "dir" || name == "bdo")
        collect(c, hide, out);
    }
  }

  static void math(const xml_node& node, std::string& text) {
    for (const auto& c : node.children()) {
      if (local(c) == "t") text += text_below(c);
      else math(c, text);
    }
  }

  static void boxes(const xml_node& node, Runs& out) {
    for (const auto& c : node.children()) {
      if (local(c) == "txbxContent") out.boxes.push_back(c);
      else if (local(c) == "AlternateContent") boxes(alternative(c), out);
      else boxes(c, out);
    }
  }

  void paragraph(const xml_node& node) {
    const auto properties = child(node, "pPr");
    auto style = styles_.style(attribute(child(properties, "pStyle"), "val"));
    if (const auto outline = attribute(child(properties, "outlineLvl"), "val"); outline.size() == 1 && outline[0] >= '0' && outline[0] <= '8') style.heading = std::min(outline[0] - '0' + 1, 6);
    if (const auto number = child(properties, "numPr")) {
      if (const auto id = attribute(child(number, "numId"), "val"); !id.empty()) style.number = id == "0" ? "" : std::string(id);
      if (const auto level = attribute(child(number, "ilvl"), "val"); level.size() == 1) style.number_level = level[0] - '0';
    }
    Runs runs;
    collect(node, false, runs);
    const std::string_view shown = trim(runs.shown);
    if (!shown.empty()) {
      const std::string number = style.number.empty() ? std::string() : numbers_.next(style.number, style.number_level);
      const bool glued = !number.empty() && static_cast<unsigned char>(number.back()) >= 0x80;
      const std::string text = number.empty() ? std::string(shown) : number + (glued && !number.ends_with("条") && !number.ends_with("章") ? "" : " ") + std::string(shown);
      if (style.title && style.heading == 0) {
        if (title_.empty()) title_ = fold_space(shown);
        builder_.heading(1, text);
      } else if (style.heading != 0 && count_code_points(text) <= 200) {
        builder_.heading(style.heading, text);
      } else if (!style.number.empty() || style.list) {
        builder_.list_item(style.number_level + 1, text);
      } else {
        builder_.paragraph(text);
      }
    }
    if (!trim(runs.hidden).empty()) {
      builder_.hidden(true);
      builder_.paragraph(trim(runs.hidden));
      builder_.hidden(false);
      builder_.note("Hidden text is marked.");
    }
    for (const auto& box : runs.boxes) body(box);
  }

  std::string cell_text(const xml_node& node) const {
    std::string out;
    for (const auto& c : node.children()) {
      const auto name = local(c);
      std::string piece;
      if (name == "p") {
        Runs runs;
        collect(c, false, runs);
        piece = runs.shown;
        for (const auto& box : runs.boxes) piece += " " + cell_text(box);
      } else if (name == "tbl" || name == "tr" || name == "tc" || name == "sdt" || name == "sdtContent" || name == "ins" || name == "smartTag" || name == "customXml") {
        piece = cell_text(c);
      }
      if (!out.empty() && !piece.empty()) out += ' ';
      out += piece;
    }
    return out;
  }

  static void rows_below(const xml_node& node, std::string_view wanted, std::vector<xml_node>& out) {
    for (const auto& c : node.children()) {
      const auto name = local(c);
      if (name == wanted) out.push_back(c);
      else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml") rows_below(c, wanted, out);
    }
  }

  void table(const xml_node& node) {
    std::vector<xml_node> rows;
    rows_below(node, "tr", rows);
    std::vector<xml_node> cells;
    if (rows.size() == 1) rows_below(rows[0], "tc", cells);
    if (cells.size() == 1) return body(cells[0]);  // a frame around text, not a table
    builder_.open_table();
    std::vector<std::string> above;
    bool first = true;
    const bool was_in_table = std::exchange(in_table_, true);
    for (const auto& row : rows) {
      const auto properties = child(row, "trPr");
      if (child(properties, "del")) continue;
      std::vector<std::string> texts;
      cells.clear();
      rows_below(row, "tc", cells);
      for (const auto& cell : cells) {
        const auto about = child(cell, "tcPr");
        std::string text = cell_text(cell);
        // A cell merged with the one above says the same in this row.
        if (const auto merge = child(about, "vMerge"); merge && attribute(merge, "val") != "restart" && texts.size() < above.size()) text = above[texts.size()];
        texts.push_back(std::move(text));
        const auto span = std::min<long>(std::strtol(std::string(attribute(child(about, "gridSpan"), "val")).c_str(), nullptr, 10), 64);
        for (long i = 1; i < span; ++i) texts.emplace_back();
      }
      const bool numbers = std::any_of(texts.begin(), texts.end(), [](const std::string& t) { return !trim(t).empty() && t.find_first_not_of("0123456789.,%-+ ") == std::string::npos; });
      builder_.row(texts, switched_on(child(properties, "tblHeader")) || (first && rows.size() > 1 && !numbers));
      first = false;
      above = std::move(texts);
    }
    in_table_ = was_in_table;
    builder_.close_table();
  }

  void margin(std::string_view part, std::set<std::string>& seen) {
    pugi::xml_document document;
    if (!package_.load_if(part, document)) return;
    for (const auto& c : document.document_element().children()) {
      const std::string text = fold_space(local(c) == "p" ? cell_text_of_paragraph(c) : cell_text(c));
      // A page number alone says nothing.
      if (text.empty() || text.find_first_not_of("0123456789 -/") == std::string::npos || !seen.insert(text).second) continue;
      builder_.paragraph(text);
    }
  }

  std::string cell_text_of_paragraph(const xml_node& node) const {
    Runs runs;
    collect(node, false, runs);
    std::string out = runs.shown;
    for (const auto& box : runs.boxes) out += " " + cell_text(box);
    return out;
  }

  void notes(std::string_view part) {
    pugi::xml_document document;
    if (!package_.load_if(part, document)) return;
    for (const auto& note : document.document_element().children())
      if (const auto type = attribute(note, "type"); type.empty() || type == "normal") body(note);
  }

  void comments(std::string_view part) {
    pugi::xml_document document;
    if (!package_.load_if(part, document)) return;
    for (const auto& comment : document.document_element().children()) {
      const std::string text = fold_space(cell_text(comment));
      if (text.empty()) continue;
      const auto author = attribute(comment, "author");
      builder_.paragraph("Comment" + (author.empty() ? std::string() : " (" + std::string(author) + ")") + ": " + text);
    }
  }

  OfficePackage package_;
  DocxStyles styles_;
  DocxNumbers numbers_;
  Builder builder_;
  std::string title_;
  bool in_table_ = false;
};

bool recognises(Source& source) { return office_kind(source) == OfficeKind::word; }
Parsed read(Source& source, const ParseOptions&) { return Reader(*source.archive()).read(); }

}  // namespace

extern const ParserKind docx_parser;
const ParserKind docx_parser{"docx", "Word: headings, numbered lists, tables, text boxes, notes, comments, headers and footers; hidden text is marked, deleted text left out", "contract.docx", recognises, read};

}  // namespace gw
