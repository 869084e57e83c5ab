// docx, xlsx and pptx by their XML: the input is the text of one part, put into a package of its kind (its first byte chooses), so that the fuzzer need not
// learn to write zip archives. zip_fuzz.cpp does the archive.
#include "ingest/fuzz.h"
#include "ingest/packed.h"

namespace {

std::string types(const char* part, const char* type) {
  return std::string("<Types><Override PartName=\"") + part + "\" ContentType=\"" + type + ".main+xml\"/></Types>";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string sheet_relation = "<R><R Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/><R Id=\"b\" Type=\"x/sharedStrings\" Target=\"t.xml\"/><R Id=\"c\" Type=\"x/styles\" Target=\"y.xml\"/></R>";
  const std::string book = "<w><sheets><sheet name=\"One\" r:id=\"a\"/></sheets></w>";
  const std::string plain_sheet = "<w><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"0\"><v>45000.5</v></c></row></sheetData></w>";
  gw::Packed entries;
  switch (data[0] % 8) {
    case 0: entries = {{"[Content_Types].xml", types("/word/d.xml", "wordprocessingml")}, {"word/d.xml", text}}; break;
    case 1: entries = {{"[Content_Types].xml", types("/word/d.xml", "wordprocessingml")}, {"word/styles.xml", text}, {"word/numbering.xml", text},
                       {"word/d.xml", "<w><body><p><pPr><pStyle val=\"a\"/><numPr><numId val=\"1\"/><ilvl val=\"1\"/></numPr></pPr><r><t>x</t></r></p></body></w>"}}; break;
    case 2: entries = {{"[Content_Types].xml", types("/xl/w.xml", "spreadsheetml")}, {"xl/w.xml", book}, {"xl/_rels/w.xml.rels", sheet_relation}, {"xl/s.xml", text}, {"xl/t.xml", "<s><si><t>a</t></si></s>"}}; break;
    case 3: entries = {{"[Content_Types].xml", types("/xl/w.xml", "spreadsheetml")}, {"xl/w.xml", book}, {"xl/_rels/w.xml.rels", sheet_relation}, {"xl/s.xml", plain_sheet}, {"xl/t.xml", text}, {"xl/y.xml", text}}; break;
    case 4: entries = {{"[Content_Types].xml", types("/xl/w.xml", "spreadsheetml")}, {"xl/w.xml", text}, {"xl/_rels/w.xml.rels", text}, {"xl/s.xml", plain_sheet}}; break;
    case 5: entries = {{"[Content_Types].xml", types("/ppt/p.xml", "presentationml")}, {"ppt/p.xml", "<p><sldIdLst><s r:id=\"a\"/></sldIdLst></p>"},
                       {"ppt/_rels/p.xml.rels", "<R><R Id=\"a\" Type=\"x/slide\" Target=\"s.xml\"/></R>"}, {"ppt/s.xml", text}}; break;
    case 6: entries = {{"[Content_Types].xml", text}, {"word/document.xml", "<w><body><p><r><t>x</t></r></p></body></w>"}, {"docProps/core.xml", text}}; break;
    default: entries = {{"[Content_Types].xml", types("/word/d.xml", "wordprocessingml")}, {"word/d.xml", "<w><body/></w>"}, {"word/c.xml", text},
                        {"word/_rels/d.xml.rels", "<R><R Id=\"a\" Type=\"x/comments\" Target=\"c.xml\"/><R Id=\"b\" Type=\"x/footnotes\" Target=\"c.xml\"/><R Id=\"d\" Type=\"x/header\" Target=\"c.xml\"/></R>"}}; break;
  }
  const std::string bytes = gw::packed(entries);
  return gw::fuzz_once([&] { return gw::parse(bytes, "a"); });
}
