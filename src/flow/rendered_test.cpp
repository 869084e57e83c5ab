// What render makes, read back: a docx by our own parser and part by part as XML, a page as XML and by the parser of HTML.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <pugixml.hpp>

#include "ingest/archive.h"
#include "ingest/ingest.h"
#include "render/render.h"

namespace gw {
namespace {

constexpr std::string_view sample =
    "## 一、概况\n\n产量 **12,480 件**，见[月报](https://example.com/?a=1&b=2)与[原因](#二-原因)。\n\n> [!WARNING]\n> 轴承温度偏高。\n\n| 生产线 | 实际 |\n|---|--:|\n| 一号线 | 4,120 |\n| 二\\|号线 | `x<y` |\n\n"
    "## 二、原因\n\n1. 设备\n   - 轴承\n2. 人员\n\n> 引文\n\n```\na < b\n  c\n```\n\n\\newpage\n\n```chart\nkind: bar\ntitle: 产量\nunit: 件\nlabels: [一, '<二>']\nseries: [{name: 计划, values: [1, 2]}, {name: 实际, values: [null, -3.5]}]\n```\n\n"
    "```chart\nkind: pie\nlabels: [a, b]\nvalues: [1, 2]\n```\n\n```chart\nkind: line\nlabels: [a, b]\nvalues: [1, 2]\n```\n";

Report report_of(std::string_view text, std::string title = "生产月报 & <2026>") { return read_report(text, std::move(title), ReportTongue::zh); }

TEST(Rendered, DocxIsReadBack) {
  const Parsed parsed = parse(docx_of(report_of(sample)), "report.docx");
  EXPECT_EQ(parsed.format, "docx");
  EXPECT_EQ(parsed.title, "生产月报 & <2026>");
  for (const char* words : {"一、概况", "产量 12,480 件，见月报与原因。", "警告", "轴承温度偏高。", "一号线", "4,120", "二|号线", "x<y", "1. 设备", "2. 人员", "引文", "a < b\n  c"})
    EXPECT_NE(parsed.text.find(words), std::string::npos) << words << "\n" << parsed.text;
  const auto count = [&](BlockKind kind) { return std::ranges::count(parsed.blocks, kind, &Block::kind); };
  EXPECT_EQ(count(BlockKind::heading), 3);
  EXPECT_EQ(count(BlockKind::table_row), 3);
  EXPECT_EQ(count(BlockKind::list_item), 3);
  EXPECT_TRUE(std::ranges::any_of(parsed.blocks, &Block::header));
}

// Every part is XML, is named by its content type, and every relation leads to a part.
void expect_sound_package(const std::string& bytes) {
  const auto archive = Archive::open(bytes);
  ASSERT_NE(archive, nullptr);
  ASSERT_FALSE(archive->entries().empty());
  EXPECT_EQ(archive->entries()[0].name, "[Content_Types].xml");
  const std::string types = archive->read_if("[Content_Types].xml", 1 << 20);
  for (std::size_t i = 0; i < archive->entries().size(); ++i) {
    const std::string& name = archive->entries()[i].name;
    const std::string part = archive->read(i, 64 << 20);
    if (name.ends_with(".xlsx")) {
      expect_sound_package(part);
      continue;
    }
    pugi::xml_document document;
    ASSERT_TRUE(document.load_buffer(part.data(), part.size())) << name;
    if (name.ends_with(".xml") && name != "[Content_Types].xml") EXPECT_NE(types.find("\"/" + name + "\""), std::string::npos) << name;
    if (!name.ends_with(".rels")) continue;
    std::string folder = name.substr(0, name.find("_rels/"));
    for (const auto& relation : document.document_element()) {
      if (std::string_view(relation.attribute("TargetMode").value()) == "External") continue;
      std::string target = folder + relation.attribute("Target").value();
      if (const auto up = target.find("/charts/../"); up != std::string::npos) target.erase(up, 10);
      EXPECT_TRUE(archive->has(target)) << name << " -> " << target;
    }
  }
}

TEST(Rendered, DocxIsASoundPackage) {
  expect_sound_package(docx_of(report_of(sample)));
  expect_sound_package(docx_of(report_of("")));
}

TEST(Rendered, ChartsHoldTheirNumbers) {
  const std::string bytes = docx_of(report_of(sample));
  const auto archive = Archive::open(bytes);
  const std::string chart = archive->read_if("word/charts/chart1.xml", 1 << 20);
  EXPECT_NE(chart.find("<c:v>-3.5</c:v>"), std::string::npos);
  EXPECT_NE(chart.find("<c:v>&lt;二&gt;</c:v>"), std::string::npos);
  const Parsed book = parse(archive->read_if("word/embeddings/chart1.xlsx", 1 << 20), "chart1.xlsx");
  EXPECT_NE(book.text.find("计划"), std::string::npos) << book.text;
  EXPECT_NE(book.text.find("-3.5"), std::string::npos) << book.text;
}

TEST(Rendered, PageIsReadBack) {
  const std::string page = html_of(report_of(sample));
  pugi::xml_document document;
  EXPECT_TRUE(document.load_buffer(page.data(), page.size()));
  const Parsed parsed = parse(page, "report.html");
  EXPECT_EQ(parsed.title, "生产月报 & <2026>");
  for (const char* words : {"一、概况", "产量 12,480 件，见月报与原因。", "二|号线", "x<y", "a < b"}) EXPECT_NE(parsed.text.find(words), std::string::npos) << words;
}

RC_GTEST_PROP(Rendered, AnyTextGivesWellFormedXml, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view alphabet[]{"a", "b ", "中", " ", "*", "**", "_", "`", "# ", "| ", "- ", "[", "](https://x.org/?a&b)", "](#a)", "<", "> ", "\n", "\n\n", "\\", "~~", "1. ", "    ", "```", "\n|---|\n", "&", "\"", "'", "]]>", "<br>", "\xFF", "\x01"};
  std::string text;
  for (const auto pick : picks) text += alphabet[pick % std::size(alphabet)];
  const Report report = report_of(text, text.substr(0, 20));
  const std::string page = html_of(report), bytes = docx_of(report);
  pugi::xml_document document;
  RC_ASSERT(bool(document.load_buffer(page.data(), page.size())));
  const auto archive = Archive::open(bytes);
  for (const char* part : {"word/document.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "docProps/core.xml"}) {
    const std::string xml = archive->read_if(part, 16 << 20);
    RC_ASSERT(bool(document.load_buffer(xml.data(), xml.size())));
  }
}

}  // namespace
}  // namespace gw
