#include "render/docx_styles.h"

#include <fmt/format.h>

#include "render/package.h"

namespace gw {
namespace {

constexpr const char* word_space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
constexpr const char* code_fonts = "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\" w:eastAsia=\"Microsoft YaHei\"/>";

std::string paragraph_style(std::string_view id, std::string_view name, std::string_view paragraph, std::string_view run, std::string_view next = "Normal") {
  return fmt::format("<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"{}\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>", id, name, next, paragraph, run);
}

std::string headings() {
  static constexpr int sizes[]{32, 27, 24, 22, 21, 21};
  std::string out;
  for (int level = 1; level <= 6; ++level)
    out += paragraph_style(fmt::format("Heading{}", level), fmt::format("heading {}", level), fmt::format("<w:keepNext/><w:keepLines/><w:spacing w:before=\"{}\" w:after=\"120\" w:line=\"288\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"{}\"/>", level == 1 ? 400 : 300, level - 1),
                           fmt::format("<w:b/><w:bCs/><w:color w:val=\"1F3A5F\"/><w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", sizes[level - 1]));
  return out;
}

std::string table_style() {
  const std::string line = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1DB\"";
  return "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>"
         "<w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
         "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"ReportTable\"><w:name w:val=\"Report Table\"/><w:basedOn w:val=\"TableNormal\"/><w:uiPriority w:val=\"59\"/><w:pPr><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr>"
         "<w:tblPr><w:tblStyleRowBandSize w:val=\"1\"/><w:tblBorders><w:top " + line + "/><w:bottom " + line + "/><w:insideH " + line + "/></w:tblBorders></w:tblPr>"
         "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E6EDF6\"/></w:tcPr></w:tblStylePr>"
         "<w:tblStylePr w:type=\"band2Horz\"><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F7F8FA\"/></w:tcPr></w:tblStylePr></w:style>";
}

std::string level(int at, bool ordered) {
  static constexpr const char* bullets[]{"•", "–", "▪"};
  static constexpr const char* formats[]{"decimal", "lowerLetter", "lowerRoman"};
  const std::string text = ordered ? fmt::format("%{}.", at + 1) : bullets[at % 3];
  return fmt::format("<w:lvl w:ilvl=\"{}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{}\"/><w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"400\"/></w:pPr></w:lvl>", at, ordered ? formats[at % 3] : "bullet", text, 420 * (at + 1));
}

}  // namespace

std::string docx_styles(ReportTongue tongue) {
  return std::string(xml_head) + "<w:styles " + word_space + "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\" w:eastAsia=\"Microsoft YaHei\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>" +
         fmt::format("<w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>", "en-US") + "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"" + (tongue == ReportTongue::zh ? "324" : "300") +
         "\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>" +
         paragraph_style("Title", "Title", "<w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"2F6DB5\"/></w:pBdr><w:spacing w:before=\"0\" w:after=\"320\" w:line=\"288\" w:lineRule=\"auto\"/>",
                         "<w:b/><w:bCs/><w:color w:val=\"14253D\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>") +
         headings() + paragraph_style("Quote", "Quote", "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"CFD6DE\"/></w:pBdr>", "<w:color w:val=\"4B5563\"/>", "Quote") +
         paragraph_style("Callout", "Callout", "<w:keepLines/><w:spacing w:after=\"80\"/>", "", "Callout") +
         paragraph_style("Code", "Code", "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"E3E6EA\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"E3E6EA\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"E3E6EA\"/>"
                         "<w:right w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"E3E6EA\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F7F9\"/><w:spacing w:line=\"252\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>",
                         std::string(code_fonts) + "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>", "Code") +
         paragraph_style("ListParagraph", "List Paragraph", "<w:spacing w:after=\"60\"/>", "", "ListParagraph") +
         "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1F5FA8\"/><w:u w:val=\"single\"/></w:rPr></w:style><w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"CodeText\"><w:name w:val=\"Code Text\"/><w:rPr>" +
         code_fonts + "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F3F5\"/></w:rPr></w:style>" + table_style() + "</w:styles>";
}

std::string docx_numbering(const std::vector<DocxNumbering>& lists) {
  std::string out = std::string(xml_head) + "<w:numbering " + word_space + ">";
  for (int abstract = 0; abstract < 2; ++abstract) {
    out += fmt::format("<w:abstractNum w:abstractNumId=\"{}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>", abstract);
    for (int at = 0; at < 9; ++at) out += level(at, abstract == 1);
    out += "</w:abstractNum>";
  }
  out += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
  for (std::size_t i = 0; i < lists.size(); ++i)
    out += fmt::format("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{}\"><w:startOverride w:val=\"{}\"/></w:lvlOverride></w:num>", i + 2, lists[i].level, lists[i].start);
  return out + "</w:numbering>";
}

std::string docx_footer() {
  const auto field = [](const char* name) { return fmt::format("<w:fldSimple w:instr=\" {} \"><w:r><w:rPr><w:color w:val=\"808080\"/><w:sz w:val=\"18\"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>", name); };
  return std::string(xml_head) + "<w:ftr " + word_space + "><w:p><w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr>" + field("PAGE") +
         "<w:r><w:rPr><w:color w:val=\"808080\"/><w:sz w:val=\"18\"/></w:rPr><w:t xml:space=\"preserve\"> / </w:t></w:r>" + field("NUMPAGES") + "</w:p></w:ftr>";
}

std::string docx_settings() {
  return std::string(xml_head) + "<w:settings " + word_space + "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
                                 "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>";
}

}  // namespace gw
