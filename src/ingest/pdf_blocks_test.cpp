// Documents rebuilt from what pdftotext prints.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "ingest/pdf.h"

namespace gw {
namespace {

std::string line(std::string_view text, int top, int height) {
  return fmt::format("<flow><block xMin=\"50\" yMin=\"{0}\" xMax=\"300\" yMax=\"{1}\"><line xMin=\"50\" yMin=\"{0}\" xMax=\"300\" yMax=\"{1}\"><word xMin=\"50\" yMin=\"{0}\" "
                     "xMax=\"300\" yMax=\"{1}\">{2}</word></line></block></flow>",
                     top, top + height, text);
}

std::string title_of(std::string_view metadata) {
  const auto body = line("Pump manual", 50, 24) + line("The pump is started slowly and with an open valve, so that it fills with water before it turns.", 120, 10) +
                    line("It is stopped the other way round; nobody opens it while it turns, for the seal is under pressure.", 160, 10);
  return parse_pdf_text(fmt::format("F 1 1\n<html><head><title>{}</title></head><body><doc><page width=\"600\" height=\"800\">{}</page></doc></body></html>", metadata, body) +
                        std::string(1, '\0'))
      .title;
}

TEST(PdfBlocks, ATitleThatAProgramWroteGivesWayToTheFirstHeading) {
  for (const char* junk : {"", "about:blank", "Untitled", "untitled-1.indd", "Microsoft Word - manual.doc", "Microsoft Excel - Book2", "manual_final2.docx", "https://example.org/print?id=4",
                           "file:///C:/temp/a.html", "~WRL0003.tmp", "tmp4x9a01", "Document1", "Book 2", "无标题", "未命名 1", "文档1", "幻灯片 1"})
    EXPECT_EQ(title_of(junk), "Pump manual") << junk;
  for (const char* good : {"VP-300 installation", "差旅报销制度", "Handbook 2024", "Document control 7", "Notice of 3 May"}) EXPECT_EQ(title_of(good), good);
}

}  // namespace
}  // namespace gw
