#include <gtest/gtest.h>

#include "ingest/packed.h"
#include "ingest/shown_test.h"
#include "ingest/xlsx_numbers.h"

namespace gw {
namespace {

std::string types(const char* part, const char* kind) {
  return std::string("<Types><Override PartName=\"") + part + "\" ContentType=\"application/vnd.openxmlformats-officedocument." + kind + ".main+xml\"/></Types>";
}

std::string word(const std::string& body, Packed more = {}) {
  more.insert(more.begin(), {{"[Content_Types].xml", types("/word/document.xml", "wordprocessingml.document")}, {"word/document.xml", "<w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>"}});
  return packed(more, true);
}
std::string paragraph(const std::string& text, const std::string& properties = "") { return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>"; }

const Packed styles = {
    {"word/_rels/document.xml.rels", "<R><R Id='1' Type='x/styles' Target='styles.xml'/><R Id='2' Type='x/numbering' Target='numbering.xml'/><R Id='3' Type='x/comments' Target='comments.xml'/>"
                                     "<R Id='4' Type='x/attachedTemplate' Target='http://example.com/a.dotm' TargetMode='External'/></R>"},
    {"word/styles.xml", "<w:styles><w:style w:styleId='H'><w:name w:val='heading 1'/></w:style><w:style w:styleId='I'><w:basedOn w:val='H'/></w:style></w:styles>"},
    {"word/numbering.xml", "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/></w:lvl>"
                           "<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>"},
    {"word/comments.xml", "<w:comments><w:comment w:author='Li'><w:p><w:r><w:t>Check this.</w:t></w:r></w:p></w:comment></w:comments>"}};

TEST(Docx, KnowsHeadingsNumbersTablesAndComments) {
  const Parsed p = parse(word(paragraph("Travel", "<w:pStyle w:val='I'/>") + paragraph("Who travels", "<w:numPr><w:numId w:val='7'/></w:numPr>") + paragraph("By train", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr>") +
                                  "<w:tbl><w:tr><w:tc>" + paragraph("Place") + "</w:tc><w:tc>" + paragraph("Limit") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + paragraph("Paris") +
                                  "</w:tc><w:tc>" + paragraph("180") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>" + paragraph("190") + "</w:tc></w:tr></w:tbl>",
                              styles), "a.bin");
  EXPECT_EQ(p.format, "docx");
  EXPECT_EQ(p.title, "Travel");
  EXPECT_EQ(shown(p), "H1 Travel\nL1 第一条 Who travels\nL1 第二条 By train\nT* Place | Limit\nT Paris | 180\nT Paris | 190\nP Comment (Li): Check this.\n");
}

TEST(Docx, MarksHiddenTextAndLeavesOutWhatWasDeleted) {
  const Parsed p = parse(word("<w:p><w:r><w:t>Shown</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ghost</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t> and new</w:t></w:r></w:ins></w:p>"), "a");
  EXPECT_EQ(shown(p), "P Shown and new\n[P ghost]\n");
}

TEST(Docx, RefusesDocumentTypesAndDepth) {
  const std::string evil = packed({{"[Content_Types].xml", types("/word/document.xml", "wordprocessingml.document")},
                                   {"word/document.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"}});
  EXPECT_THROW(parse(evil, "a.docx"), Error);
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<w:p>";
  EXPECT_THROW(parse(word(deep), "a.docx"), Error);
}

std::string book(const std::string& sheets, Packed more) {
  more.insert(more.begin(), {{"[Content_Types].xml", types("/xl/workbook.xml", "spreadsheetml.sheet")}, {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets>" + sheets + "</sheets></workbook>"},
                             {"xl/_rels/workbook.xml.rels", "<R><R Id='a' Type='x/worksheet' Target='worksheets/1.xml'/><R Id='b' Type='x/worksheet' Target='/xl/worksheets/2.xml'/>"
                                                            "<R Id='s' Type='x/sharedStrings' Target='strings.xml'/><R Id='y' Type='x/styles' Target='styles.xml'/></R>"},
                             {"xl/strings.xml", "<sst><si><t>Pump</t></si><si><r><t>Se</t></r><r><t>al</t></r><rPh><t>x</t></rPh></si></sst>"},
                             {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='9'/></cellXfs></styleSheet>"}});
  return packed(more, true);
}

TEST(Xlsx, HasValuesDatesAndHiddenSheets) {
  const Parsed p = parse(book("<sheet name='Prices' r:id='a'/><sheet name='Cost' state='veryHidden' r:id='b'/>",
                              {{"xl/worksheets/1.xml", "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Part</t></is></c><c r='B1' t='str'><v>Since</v></c><c r='D1' t='str'><v>Share</v></c></row>"
                                                       "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' s='1'><v>45292</v></c><c r='D2' s='3'><f>1/8</f><v>0.125</v></c></row><row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3' s='2'><v>45293</v></c><c r='D3'><v>0.30000000000000004</v></c></row></sheetData></worksheet>"},
                               {"xl/worksheets/2.xml", "<worksheet><sheetData><row><c t='s'><v>0</v></c><c><v>7</v></c></row></sheetData></worksheet>"}}), "a.xlsx");
  EXPECT_EQ(shown(p), "H1 Prices\nT* Part | Since | Share\nT Pump | 2024-01-01 | 12.5%\nT Seal | 2024-01-02 | 0.3\n[H1 Cost]\n[T Pump | 7]\n");
  EXPECT_EQ(p.note, "Hidden sheets are marked.");
}

TEST(Xlsx, MayBeAPairFile) {
  const Parsed p = parse(book("<sheet name='S' r:id='a'/>", {{"xl/worksheets/1.xml", "<worksheet><sheetData><row><c t='str'><v>Question</v></c><c t='str'><v>answer</v></c></row><row><c t='str'><v>How long?</v></c><c t='str'><v>Ten days.</v></c></row></sheetData></worksheet>"}}), "a.xlsx");
  ASSERT_EQ(p.pairs.size(), 1u);
  EXPECT_EQ(p.pairs[0].answer, "Ten days.");
}

TEST(Xlsx, TellsDatesByTheirFormat) {
  EXPECT_EQ(look_of_format("yyyy\\-mm\\-dd"), NumberLook::date);
  EXPECT_EQ(look_of_format("[$-804]yyyy\"年\"m\"月\"d\"日\";@"), NumberLook::date);
  EXPECT_EQ(look_of_format("d/m/yy h:mm"), NumberLook::date_time);
  EXPECT_EQ(look_of_format("[h]:mm:ss"), NumberLook::time);
  EXPECT_EQ(look_of_format("0.00%"), NumberLook::percent);
  EXPECT_EQ(look_of_format("[Red]#,##0.00 \"days\""), NumberLook::plain);
  EXPECT_EQ(look_of_format("General"), NumberLook::plain);
}

TEST(Pptx, HasAPageForEachSlide) {
  const auto shape = [](const std::string& type, const std::string& text) {
    return "<p:sp><p:nvSpPr><p:nvPr><p:ph type='" + type + "'/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>" + text + "</a:t></a:r></a:p></p:txBody></p:sp>";
  };
  const auto slide = [](const std::string& shapes, const char* more = "") { return "<p:sld " + std::string(more) + "><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>"; };
  const Parsed p = parse(packed({{"[Content_Types].xml", types("/ppt/presentation.xml", "presentationml.presentation")},
                                 {"ppt/presentation.xml", "<p:presentation xmlns:r='r'><p:sldIdLst><p:sldId id='9' r:id='b'/><p:sldId id='8' r:id='a'/></p:sldIdLst></p:presentation>"},
                                 {"ppt/_rels/presentation.xml.rels", "<R><R Id='a' Type='x/slide' Target='slides/1.xml'/><R Id='b' Type='x/slide' Target='slides/2.xml'/></R>"},
                                 {"ppt/slides/1.xml", slide(shape("body", "Back-up"), "show='0'")},
                                 {"ppt/slides/2.xml", slide(shape("body", "Sales grew.") + shape("title", "Review") + shape("sldNum", "1"))},
                                 {"ppt/slides/_rels/2.xml.rels", "<R><R Id='n' Type='x/notesSlide' Target='../notes/1.xml'/></R>"},
                                 {"ppt/notes/1.xml", slide(shape("body", "Say thanks."))}}), "a.pptx");
  EXPECT_EQ(shown(p), "H1 p1 Review\nP p1 Sales grew.\nP p1 Say thanks.\n[P p2 Back-up]\n");
  EXPECT_EQ(p.pages, 2u);
}

TEST(Zip, GivesItsFilesAndNoPathOutside) {
  const Parsed p = parse(packed({{"a/notes.txt", "Twelve."}, {"../../etc/passwd", "x"}, {"b\\..\\c.md", "# C"}, {"a/notes.txt ", "again"}, {"__MACOSX/._a", "junk"}}), "h.zip");
  ASSERT_EQ(p.parts.size(), 4u);
  EXPECT_EQ(p.parts[0].name, "a/notes.txt");
  EXPECT_EQ(p.parts[1].name, "etc/passwd");
  EXPECT_EQ(p.parts[2].name, "b/c.md");
  EXPECT_EQ(p.parts[3].name, "a/notes (2).txt");
}

TEST(Zip, StopsBombsDepthAndLocks) {
  EXPECT_THROW(parse(packed({{"a.txt", std::string(64 << 20, 'x')}}, true), "a.zip"), Error);
  EXPECT_TRUE(parse(packed({{"a.txt", "x"}}), "a.zip", {{}, 2}).parts.empty());
  const std::string locked = packed({{"a.txt", "secret"}}, true, "pw");
  EXPECT_THROW(parse(locked, "a.zip"), Error);
  EXPECT_THROW(parse(locked, "a.zip", {{"no"}, 0}), Error);
  EXPECT_EQ(parse(locked, "a.zip", {{"no", "pw"}, 0}).parts.at(0).bytes, "secret");
  EXPECT_THROW(parse(locked.substr(0, locked.size() / 2), "a.zip"), Error);
}

}  // namespace
}  // namespace gw
