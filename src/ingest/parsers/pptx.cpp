// PowerPoint: a page for each slide with its title, text, tables and notes; hidden slides and shapes are marked.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"
#include "ingest/office.h"

namespace gw {
namespace {

using pugi::xml_node;

std::string text_of_paragraph(const xml_node& node) {
  std::string out;
  for (const auto& c : node.children()) {
    const auto name = local(c);
    if (name == "r" || name == "fld") out += text_below(child(c, "t"));
    else if (name == "br") out += '\n';
    else if (name == "AlternateContent") out += text_of_paragraph(child(c, "Choice") ? child(c, "Choice") : child(c, "Fallback"));
    else if (name == "m" || name == "oMath" || name == "oMathPara") out += text_below(c);
  }
  return out;
}

std::string text_of_body(const xml_node& body) {
  std::string out;
  for (const auto& c : body.children()) {
    if (local(c) != "p") continue;
    if (!out.empty()) out += ' ';
    out += text_of_paragraph(c);
  }
  return out;
}

class Reader {
 public:
  explicit Reader(Archive& archive) : package_(archive, OfficeKind::slides) {}

  Parsed read() {
    pugi::xml_document show;
    package_.load(package_.main(), show);
    const auto relations = package_.relations(package_.main());
    std::uint32_t number = 0;
    for (const auto& id : child(show.document_element(), "sldIdLst").children()) {
      std::string_view wanted;
      for (const auto& a : id.attributes())
        if (std::string_view(a.name()).ends_with(":id")) wanted = a.value();
      const auto relation = relations.find(wanted);
      if (relation == relations.end()) continue;
      if (++number > 5000) throw Error(Code::invalid, "The presentation has more than 5,000 slides.");
      slide(relation->second.target, number);
    }
    builder_.parsed().pages = number;
    builder_.parsed().title = package_.title();
    if (builder_.parsed().title.empty()) builder_.parsed().title = first_title_;
    return builder_.finish();
  }

 private:
  void slide(const std::string& part, std::uint32_t number) {
    builder_.page(number);
    pugi::xml_document document;
    if (!package_.load_if(part, document)) {
      builder_.note("Slide " + std::to_string(number) + " could not be read.");
      return;
    }
    const xml_node root = document.document_element();
    slide_hidden_ = attribute(root, "show") == "0";
    if (slide_hidden_) builder_.note("Hidden slides are marked.");
    builder_.hidden(slide_hidden_);
    const auto tree = child(child(root, "cSld"), "spTree");
    title_done_ = false;
    title(tree, number);
    shapes(tree);
    const auto relations = package_.relations(part);
    for (const auto& [id, relation] : relations)
      if (relation.type == "diagramData") diagram(relation.target);
    for (const auto& [id, relation] : relations)
      if (relation.type == "notesSlide") notes(relation.target);
    builder_.hidden(false);
  }

  static std::string_view placeholder(const xml_node& shape) {
    for (const auto& about : shape.children())
      if (std::string_view(local(about)).starts_with("nv"))
        if (const auto ph = child(child(about, "nvPr"), "ph")) {
          const auto type = attribute(ph, "type");
          return type.empty() ? "body" : type;
        }
    return {};
  }
  static bool is_title(const xml_node& shape) { const auto type = placeholder(shape); return type == "title" || type == "ctrTitle"; }

  static bool hidden(const xml_node& shape) {
    for (const auto& about : shape.children())
      if (std::string_view(local(about)).starts_with("nv")) return attribute(child(about, "cNvPr"), "hidden") == "1";
    return false;
  }

  // The title stands first whatever the order of the shapes.
  void title(const xml_node& tree, std::uint32_t number) {
    for (const auto& shape : tree.children()) {
      if (local(shape) == "grpSp") title(shape, number);
      if (local(shape) != "sp" || !is_title(shape) || title_done_) continue;
      const std::string text = fold_space(text_of_body(child(shape, "txBody")));
      if (text.empty()) continue;
      builder_.heading(number == 1 ? 1 : 2, text);
      if (number == 1) first_title_ = text;
      title_done_ = true;
    }
  }

  void shapes(const xml_node& tree) {
    for (const auto& shape : tree.children()) {
      const auto name = local(shape);
      const bool hide = hidden(shape);
      if (hide) { builder_.hidden(true); builder_.note("Hidden shapes are marked."); }
      if (name == "sp" || name == "cxnSp") {
        const auto type = placeholder(shape);
        if (!(is_title(shape)) && type != "sldNum" && type != "dt") text(child(shape, "txBody"), type == "body" || type == "obj");
      } else if (name == "grpSp") {
        shapes(shape);
      } else if (name == "graphicFrame") {
        if (const auto table = child(child(child(shape, "graphic"), "graphicData"), "tbl")) rows(table);
      } else if (name == "AlternateContent") {
        shapes(child(shape, "Choice") ? child(shape, "Choice") : child(shape, "Fallback"));
      }
      if (hide) builder_.hidden(slide_hidden_);
    }
  }

  void text(const xml_node& body, bool list) {
    std::size_t paragraphs = 0;
    for (const auto& c : body.children()) paragraphs += local(c) == "p" && !trim(text_of_paragraph(c)).empty();
    for (const auto& c : body.children()) {
      if (local(c) != "p") continue;
      const std::string text = text_of_paragraph(c);
      const auto about = child(c, "pPr");
      const auto level = attribute(about, "lvl");
      const int depth = level.size() == 1 && level[0] >= '0' && level[0] <= '8' ? level[0] - '0' : 0;
      if ((list && paragraphs > 1 && !child(about, "buNone")) || depth > 0 || child(about, "buChar") || child(about, "buAutoNum")) builder_.list_item(depth + 1, text);
      else builder_.paragraph(text);
    }
  }

  void rows(const xml_node& table) {
    const bool named = attribute(child(table, "tblPr"), "firstRow") == "1";
    builder_.open_table();
    bool first = true;
    for (const auto& row : table.children()) {
      if (local(row) != "tr") continue;
      std::vector<std::string> cells;
      for (const auto& cell : row.children())
        if (local(cell) == "tc") cells.push_back(text_of_body(child(cell, "txBody")));
      builder_.row(cells, named && first);
      first = false;
    }
    builder_.close_table();
  }

  void diagram(std::string_view part) {
    pugi::xml_document document;
    if (!package_.load_if(part, document)) return;
    for (const auto& point : child(document.document_element(), "ptLst").children())
      if (const auto body = child(point, "t")) builder_.list_item(1, text_of_body(body));
  }

  void notes(std::string_view part) {
    pugi::xml_document document;
    if (!package_.load_if(part, document)) return;
    for (const auto& shape : child(child(document.document_element(), "cSld"), "spTree").children())
      if (placeholder(shape) == "body") text(child(shape, "txBody"), false);
  }

  OfficePackage package_;
  Builder builder_;
  std::string first_title_;
  bool title_done_ = false, slide_hidden_ = false;
};

bool recognises(Source& source) { return office_kind(source) == OfficeKind::slides; }
Parsed read(Source& source, const ParseOptions&) { return Reader(*source.archive()).read(); }

}  // namespace

extern const ParserKind pptx_parser;
const ParserKind pptx_parser{"pptx", "PowerPoint: a page for each slide with title, text, tables, diagrams and notes; hidden slides are marked", "review.pptx", recognises, read};

}  // namespace gw
