#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/document.h"
#include "ingest/ingest.h"
#include "ingest/sentences.h"

namespace gw {
namespace {

void expect_partition(const Parsed& parsed, const std::vector<Chunk>& chunks) {
  std::string all;
  std::uint32_t at = 0;
  for (const auto& chunk : chunks) {
    EXPECT_EQ(chunk.start, at);
    EXPECT_EQ(chunk.length, count_code_points(chunk.text));
    at += chunk.length;
    all += chunk.text;
  }
  EXPECT_EQ(all, parsed.text);
}

std::string repeated(const char* sentence, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += sentence;
  return text;
}

TEST(Chunks, PartitionTheTextAndNeverCutASentence) {
  const Parsed parsed = text_document(repeated("这是一个关于报销制度的句子，长度适中。", 100) + "\n" + repeated("Every invoice needs a number. ", 100), "");
  const auto chunks = chunks_of(parsed);
  expect_partition(parsed, chunks);
  EXPECT_GT(chunks.size(), 5u);
  std::set<std::uint32_t> starts{0};
  for (const auto& [start, end] : sentences_of(parsed.text)) starts.insert(start);
  for (const auto& chunk : chunks) {
    EXPECT_TRUE(starts.contains(chunk.start)) << chunk.start;
    EXPECT_LE(chunk.length, 700u);
  }
}

TEST(Chunks, HeadingsOpenChunksAndGiveContext) {
  Builder b;
  b.heading(1, "Travel");
  b.heading(2, "Hotels");
  b.paragraph("At most 120 EUR.");
  b.heading(2, "Trains");
  b.paragraph("Second class.");
  const Parsed parsed = b.finish();
  const auto chunks = chunks_of(parsed);
  expect_partition(parsed, chunks);
  ASSERT_EQ(chunks.size(), 2u);
  EXPECT_EQ(chunks[0].text, "Travel\n\nHotels\n\nAt most 120 EUR.\n\n");
  EXPECT_EQ(chunks[0].context, "");
  EXPECT_EQ(chunks[1].context, "Travel");
  EXPECT_EQ(parsed.title, "Travel");
}

TEST(Chunks, RowsStayWholeAndCarryTheirHeader) {
  Builder b;
  b.heading(1, "Prices");
  b.open_table();
  b.row({"Part", "Price"}, true);
  for (int i = 0; i < 200; ++i) b.row({"Pump " + std::to_string(i), std::to_string(i * 3) + " EUR"});
  b.close_table();
  const Parsed parsed = b.finish();
  const auto chunks = chunks_of(parsed);
  expect_partition(parsed, chunks);
  ASSERT_GT(chunks.size(), 3u);
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    EXPECT_EQ(chunks[i].context, "Prices\nPart | Price");
    EXPECT_TRUE(chunks[i].text.starts_with("Pump "));
    EXPECT_TRUE(i + 1 == chunks.size() || chunks[i].text.ends_with("EUR\n"));
  }
}

TEST(Chunks, AGiantSentenceIsCutAtWhiteSpaceAndGiantWordsAnywhere) {
  for (const std::string& text : {repeated("word ", 5000), std::string(20'000, 'x'), repeated("字", 9000)}) {
    const Parsed parsed = text_document(text, "");
    const auto chunks = chunks_of(parsed);
    expect_partition(parsed, chunks);
    for (const auto& chunk : chunks) EXPECT_LE(chunk.length, 4000u);
    EXPECT_GE(chunks.size(), 3u);
  }
}

TEST(Chunks, AreEmptyForNoTextAndOneForAnyText) {
  EXPECT_TRUE(chunks_of(Parsed{}).empty());
  Parsed bare;
  bare.text = "no blocks";
  ASSERT_EQ(chunks_of(bare).size(), 1u);
  EXPECT_EQ(chunks_of(bare)[0].text, "no blocks");
}

TEST(Chunks, KeepThePageOfTheirStart) {
  Builder b;
  for (std::uint32_t page = 1; page <= 3; ++page) {
    b.page(page);
    b.paragraph(repeated("A sentence on this page. ", 30));
  }
  const auto chunks = chunks_of(b.finish());
  EXPECT_EQ(chunks.front().page, 1u);
  EXPECT_EQ(chunks.back().page, 3u);
}

}  // namespace
}  // namespace gw
