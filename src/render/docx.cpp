// Word: the blocks as paragraphs and tables of word/document.xml, and the parts around it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/docx_chart.h"
#include "render/docx_styles.h"
#include "render/markup.h"
#include "render/package.h"

namespace gw {
namespace {

using Kind = ReportBlock::Kind;

constexpr std::string_view gap = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>";
constexpr int text_width = 9412;  // twips between the margins of A4
const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Where a paragraph stands: what its properties say beyond its own.
struct Standing {
  std::string style;    ///< "" for Normal
  std::string borders;  ///< of a callout
  int indent = 0;       ///< twips
  int depth = 0;        ///< of lists
};

class Writer {
 public:
  std::string write(const Report& report) {
    report_ = &report;
    if (shows_title(report)) body_ += paragraph("<w:pStyle w:val=\"Title\"/>", run(report.title, ""));
    blocks(report.blocks, {});
    const std::string head(xml_head);
    std::vector<PackagePart> parts{
        {"[Content_Types].xml", content_types()},
        {"_rels/.rels", relations({{"rId1", office + "/officeDocument", "word/document.xml", false}, {"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false}})},
        {"docProps/core.xml", head + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" + escaped(report.title) + "</dc:title></cp:coreProperties>"},
        {"word/document.xml", head + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"" + office +
                                  "\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><w:body>" +
                                  body_ + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1247\" w:bottom=\"1304\" w:left=\"1247\" w:header=\"680\" w:footer=\"680\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"},
        {"word/styles.xml", docx_styles(report.tongue)},
        {"word/numbering.xml", docx_numbering(lists_)},
        {"word/settings.xml", docx_settings()},
        {"word/footer1.xml", docx_footer()},
    };
    std::vector<Relation> of_document{{"rId1", office + "/styles", "styles.xml", false}, {"rId2", office + "/numbering", "numbering.xml", false}, {"rId3", office + "/settings", "settings.xml", false}, {"rId4", office + "/footer", "footer1.xml", false}};
    of_document.insert(of_document.end(), relations_.begin(), relations_.end());
    parts.push_back({"word/_rels/document.xml.rels", relations(of_document)});
    for (std::size_t i = 0; i < charts_.size(); ++i) {
      parts.push_back({fmt::format("word/charts/chart{}.xml", i + 1), docx_chart(*charts_[i])});
      parts.push_back({fmt::format("word/charts/_rels/chart{}.xml.rels", i + 1), relations({{"rId1", office + "/package", fmt::format("../embeddings/chart{}.xlsx", i + 1), false}})});
      parts.push_back({fmt::format("word/embeddings/chart{}.xlsx", i + 1), chart_workbook(*charts_[i])});
    }
    return packed(parts);
  }

 private:
  struct Relation { std::string id, type, target; bool outside = false; };

  static std::string relations(const std::vector<Relation>& all) {
    std::string out = std::string(xml_head) + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    for (const auto& one : all) out += fmt::format("<Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"{}/>", one.id, one.type, escaped(one.target), one.outside ? " TargetMode=\"External\"" : "");
    return out + "</Relationships>";
  }

  std::string content_types() const {
    std::string out = std::string(xml_head) + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                              "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>"
                                              "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>";
    const auto part = [&](std::string_view name, std::string_view type) { out += fmt::format("<Override PartName=\"/word/{}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{}+xml\"/>", name, type); };
    part("document", "wordprocessingml.document.main");
    for (const std::string_view name : {"styles", "numbering", "settings"}) part(name, fmt::format("wordprocessingml.{}", name));
    part("footer1", "wordprocessingml.footer");
    for (std::size_t i = 0; i < charts_.size(); ++i) part(fmt::format("charts/chart{}", i + 1), "drawingml.chart");
    return out + "</Types>";
  }

  std::string relate(std::string_view type, std::string target, bool outside) {
    std::string id = fmt::format("rId{}", relations_.size() + 5);
    relations_.push_back({id, office + std::string(type), std::move(target), outside});
    return id;
  }

  static std::string paragraph(std::string_view properties, std::string_view inside) { return fmt::format("<w:p>{}{}</w:p>", properties.empty() ? "" : fmt::format("<w:pPr>{}</w:pPr>", properties), inside); }

  // In the order that the schema asks for: style, numbering, borders, shading, indentation, alignment.
  static std::string properties(const Standing& at, std::string_view numbering = "", std::string_view side = "") {
    std::string out;
    if (!at.style.empty()) out += fmt::format("<w:pStyle w:val=\"{}\"/>", at.style);
    out += numbering;
    out += at.borders;
    if (at.indent > 0 && numbering.empty()) out += fmt::format("<w:ind w:left=\"{}\"/>", at.indent);
    if (!side.empty()) out += fmt::format("<w:jc w:val=\"{}\"/>", side);
    return out;
  }

  // Which of a run's fonts draws a quotation mark is told by its neighbours.
  static bool has_han(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
      if (is_cjk(decode(text, i))) return true;
    return false;
  }

  static std::string run(std::string_view text, std::string_view looks) {
    const std::string all = (has_han(text) && looks.find("CodeText") == std::string_view::npos ? looks.starts_with("<w:rStyle") ? std::string(looks).insert(looks.find("/>") + 2, "<w:rFonts w:hint=\"eastAsia\"/>") : "<w:rFonts w:hint=\"eastAsia\"/>" + std::string(looks)
                                                                                             : std::string(looks));
    return fmt::format("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>", all.empty() ? "" : fmt::format("<w:rPr>{}</w:rPr>", all), escaped(text));
  }

  std::string runs(const Spans& spans) {
    std::string out, link;
    const auto end_link = [&] {
      if (!link.empty()) out += "</w:hyperlink>";
      link.clear();
    };
    for (const auto& span : spans) {
      if (span.link != link) {
        end_link();
        if (span.link.starts_with('#')) out += fmt::format("<w:hyperlink w:anchor=\"{}\">", bookmark(span.link.substr(1)));
        else if (!span.link.empty()) out += fmt::format("<w:hyperlink r:id=\"{}\">", address(span.link));
        link = span.link;
      }
      if (span.is_break()) {
        out += "<w:r><w:br/></w:r>";
        continue;
      }
      std::string looks;
      if (span.code) looks += "<w:rStyle w:val=\"CodeText\"/>";
      else if (!span.link.empty()) looks += "<w:rStyle w:val=\"Hyperlink\"/>";
      if (span.bold) looks += "<w:b/><w:bCs/>";
      if (span.italic) looks += "<w:i/><w:iCs/>";
      if (span.struck) looks += "<w:strike/>";
      out += run(span.text, looks);
    }
    end_link();
    return out;
  }

  static std::string bookmark(std::string_view anchor) { return fmt::format("s{:016x}", hash64(anchor)); }

  std::string address(const std::string& link) {
    auto& id = addresses_[link];
    if (id.empty()) id = relate("/hyperlink", link, true);
    return id;
  }

  void blocks(const std::vector<ReportBlock>& all, const Standing& at) {
    for (const auto& one : all) block(one, at);
  }

  void block(const ReportBlock& block, const Standing& at) {
    switch (block.kind) {
      case Kind::heading: heading(block, at); break;
      case Kind::paragraph: body_ += paragraph(properties(at), runs(block.text)); break;
      case Kind::list: list(block, at); break;
      case Kind::item: blocks(block.inside, at); break;
      case Kind::table: table(block.table); break;
      case Kind::quote: blocks(block.inside, {.style = "Quote", .borders = at.borders, .indent = at.indent + 240, .depth = at.depth}); break;
      case Kind::callout: callout(block, at); break;
      case Kind::code: code(block, at); break;
      case Kind::chart: chart(block.chart); break;
      case Kind::rule: body_ += paragraph("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"D5DAE0\"/></w:pBdr>", ""); break;
      case Kind::page_break: body_ += paragraph("", "<w:r><w:br w:type=\"page\"/></w:r>"); break;
    }
  }

  void heading(const ReportBlock& block, const Standing& at) {
    Standing here = at;
    here.style = fmt::format("Heading{}", block.level);
    const int id = ++bookmarks_;
    body_ += paragraph(properties(here), fmt::format("<w:bookmarkStart w:id=\"{0}\" w:name=\"{1}\"/>{2}<w:bookmarkEnd w:id=\"{0}\"/>", id, bookmark(anchors_.next(block.text)), runs(block.text)));
  }

  void list(const ReportBlock& block, const Standing& at) {
    std::size_t number = 1;
    const int level = std::min(at.depth, 8);
    if (block.ordered) {
      lists_.push_back({level, block.start});
      number = lists_.size() + 1;
    }
    Standing inside{.style = at.style.empty() ? "ListParagraph" : at.style, .borders = at.borders, .indent = 420 * (level + 1), .depth = level + 1};
    const std::string numbering = fmt::format("<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>", level, number);
    for (const auto& item : block.inside) {
      const bool has_text = !item.inside.empty() && item.inside[0].kind == Kind::paragraph;
      body_ += paragraph(properties(inside, numbering), has_text ? runs(item.inside[0].text) : "");
      for (std::size_t i = has_text; i < item.inside.size(); ++i) this->block(item.inside[i], inside);
    }
  }

  void callout(const ReportBlock& block, const Standing& at) {
    struct Row { std::string_view name, line, fill; };
    static constexpr Row rows[]{{"tip", "3A9D6E", "EFF8F3"}, {"warning", "E08A1E", "FFF7EA"}, {"caution", "C0392B", "FDF0EE"}, {"", "2F6DB5", "F0F6FD"}};
    const Row& row = *std::ranges::find_if(rows, [&](const Row& one) { return one.name == block.name || one.name.empty(); });
    const Standing inside{.style = "Callout",
                          .borders = fmt::format("<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"{}\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", row.line, row.fill),
                          .indent = at.indent + 240,
                          .depth = at.depth};
    body_ += paragraph(properties(inside), run(callout_title(block.name, report_->tongue), fmt::format("<w:b/><w:bCs/><w:color w:val=\"{}\"/>", row.line)));
    blocks(block.inside, inside);
    body_ += paragraph(gap, "");
  }

  void code(const ReportBlock& block, const Standing& at) {
    Standing here = at;
    here.style = "Code";
    std::string lines;
    const std::string_view all = block.code.ends_with('\n') ? std::string_view(block.code).substr(0, block.code.size() - 1) : std::string_view(block.code);
    for (const auto line : split(all, '\n')) lines += (lines.empty() ? "" : "<w:r><w:br/></w:r>") + run(line, "");
    body_ += paragraph(properties(here), lines);
  }

  // A column of short texts is as wide as they are, so that Chinese is not broken into single characters; the others share what is left.
  static std::vector<int> widths(const ReportTable& table) {
    constexpr double letter = 112, margins = 260, short_most = 16;
    std::vector<double> wants(table.columns.size(), 4);
    for (const auto& row : table.rows)
      for (std::size_t i = 0; i < row.size(); ++i) wants[i] = std::max(wants[i], std::min(static_cast<double>(drawn_columns(plain_text(row[i]))), 60.0));
    double fixed = 0, shared = 0;
    for (const double one : wants) (one <= short_most ? fixed : shared) += one <= short_most ? one * letter + margins : one;
    const bool fits = shared > 0 && fixed < text_width * 0.7;
    std::vector<int> out;
    double all = 0;
    for (const double one : wants) all += one + 2;
    for (const double one : wants) {
      if (!fits) out.push_back(static_cast<int>(text_width * (one + 2) / all));
      else out.push_back(static_cast<int>(one <= short_most ? one * letter + margins : (text_width - fixed) * one / shared));
    }
    return out;
  }

  void table(const ReportTable& table) {
    const auto columns = widths(table);
    body_ += "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>";
    for (const int width : columns) body_ += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
    body_ += "</w:tblGrid>";
    static constexpr std::string_view sides[]{"", "left", "center", "right"};
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      body_ += r == 0 ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
      for (std::size_t i = 0; i < columns.size(); ++i)
        body_ += fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>", columns[i], paragraph(properties({}, "", sides[std::size_t(table.columns[i])]), runs(table.rows[r][i])));
      body_ += "</w:tr>";
    }
    body_ += "</w:tbl>" + paragraph(gap, "");  // two tables in a row would be one
  }

  void chart(const Chart& chart) {
    charts_.push_back(&chart);
    const std::size_t n = charts_.size();
    const std::string id = relate("/chart", fmt::format("charts/chart{}.xml", n), false);
    body_ += paragraph("<w:jc w:val=\"center\"/>", fmt::format("<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"5760000\" cy=\"{}\"/><wp:docPr id=\"{}\" name=\"Chart {}\" descr=\"{}\"/><wp:cNvGraphicFramePr/>"
                                                               "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"{}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
                                                               chart.kind == Chart::Kind::pie ? 2700000 : 3060000, n, n, escaped(chart.title), id));
  }

  const Report* report_ = nullptr;
  std::string body_;
  std::vector<Relation> relations_;
  std::map<std::string, std::string> addresses_;
  std::vector<DocxNumbering> lists_;
  std::vector<const Chart*> charts_;
  Anchors anchors_;
  int bookmarks_ = 0;
};

}  // namespace

std::string docx_of(const Report& report) { return Writer().write(report); }

}  // namespace gw
