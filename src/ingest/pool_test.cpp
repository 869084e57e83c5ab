#include <gtest/gtest.h>

#include <thread>

#include "ingest/ingest.h"
#include "ingest/packed.h"
#include "ingest/wire.h"
#include "proc/spawn.h"

namespace gw {
namespace {

TEST(Pool, GivesWhatParseGives) {
  ParserPool pool(1);
  for (const auto& [bytes, name] : {std::pair<std::string, const char*>{"# Travel\n\nHotels cost 120.\n", "a.md"}, {"a,b\n1,2\n", "a.csv"}, {packed({{"x.txt", "one"}}), "a.zip"}, {"\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7", "a.txt"}}) {
    const Parsed here = parse(bytes, name), there = pool.parse(bytes, name);
    EXPECT_EQ(encode_reply(here), encode_reply(there)) << name;
  }
}

TEST(Pool, PassesErrorsOnAndGoesOn) {
  ParserPool pool(1);
  try {
    pool.parse("{\\rtf1}", "a.rtf");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::invalid);
    EXPECT_EQ(unread_format(e), "RTF");
  }
  EXPECT_EQ(pool.parse("still here", "a.txt").text, "still here");
}

TEST(Pool, ServesManyThreads) {
  ParserPool pool(2);
  std::vector<std::jthread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) good += pool.parse("text " + std::to_string(t * 100 + i), "a.txt").text == "text " + std::to_string(t * 100 + i);
    });
  threads.clear();
  EXPECT_EQ(good, 80);
}

TEST(Pool, SaysWhenNoChildCanBeStarted) {
  ParserPool pool(1, "/does/not/exist");
  try {
    pool.parse("a", "a.txt");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::unavailable) << e.message();
  }
}

TEST(Pool, ReadsPdfOutsideAndBlocksInside) {
  if (!find_program("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
      "4 0 obj<</Length 108>>stream\nBT /F 24 Tf 40 340 Td (Pump manual) Tj /F 10 Tf 0 -40 Td (Oil the pump every) Tj 0 -12 Td (forty days.) Tj ET      \nendstream endobj\n"
      "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  ParserPool pool(1);
  const Parsed p = pool.parse(pdf, "a.pdf");
  EXPECT_EQ(p.format, "pdf");
  EXPECT_EQ(p.pages, 2u);
  EXPECT_EQ(p.scanned_pages, std::vector<std::uint32_t>{2});
  EXPECT_NE(p.text.find("Pump manual"), std::string::npos) << p.text;
  EXPECT_NE(p.text.find("forty days."), std::string::npos) << p.text;
}

TEST(Wire, RefusesRepliesThatBreakThePromises) {
  Parsed p;
  p.text = "abc";
  p.blocks = {{.start = 0, .end = 3}};
  EXPECT_EQ(decode_reply(encode_reply(p)).text, "abc");
  p.blocks[0].end = 4;
  EXPECT_THROW(decode_reply(encode_reply(p)), Error);
  p.blocks.clear();
  p.text = "a\xFF";
  EXPECT_THROW(decode_reply(encode_reply(p)), Error);
  EXPECT_THROW(decode_reply(""), Error);
  p.text = "abc";
  const std::string whole = encode_reply(p);
  for (std::size_t n = 0; n < whole.size(); ++n) EXPECT_THROW(decode_reply(whole.substr(0, n)), Error);
}

}  // namespace
}  // namespace gw
