// Tables of past records from the forms that people keep them in.
#include "ingest/records.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "ingest/ingest.h"

namespace gw {
namespace {

// In this process: the test program serves no parsing.
Parsed here(std::string_view bytes, std::string_view name) { return parse(bytes, name); }

std::string refused(std::string_view bytes, std::string_view name) {
  try {
    read_records(bytes, name, here);
    return "";
  } catch (const Error& e) {
    return e.message();
  }
}

TEST(Records, AreRowsUnderTheNamesOfColumns) {
  const RecordTable table = read_records("\xef\xbb\xbfid;title;who\r\n1;\"Pump; leaks\";ann\r\n\r\n2;;bob\r\n", "a.csv");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"id", "title", "who"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].at("title"), "Pump; leaks");
  EXPECT_FALSE(table.rows[1].contains("title"));
  EXPECT_EQ(table.lines[1], 4u);
}

TEST(Records, OfJsonLinesKeepTheirValues) {
  const RecordTable table = read_records("{\"a\":1,\"b\":null}\n\n{\"c\":[\"x\"],\"a\":2}\n", "a.jsonl");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"a", "c"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[1].at("a"), 2);
  EXPECT_EQ(table.lines[1], 3u);
}

TEST(Records, AreReadInOtherEncodings) {
  const RecordTable table = read_records("\xb1\xea\xcc\xe2,\xbd\xe1\xb9\xfb\n\xb1\xc3\xc2\xa9\xcb\xae,\xce\xac\xd0\xde\n", "a.csv");
  EXPECT_EQ(table.columns, (std::vector<std::string>{"标题", "结果"}));
  EXPECT_EQ(table.rows.at(0).at("结果"), "维修");
}

TEST(Records, AreFoundUnderHeadersOfDocuments) {
  const Parsed parsed = parse("id,title,who\n1,Pump leaks,ann\n2,Valve stuck,bob\n3,Motor hot,cy\n", "a.csv");
  const RecordTable table = records_in(parsed.text, parsed.blocks);
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[1].at("who"), "bob");
  EXPECT_TRUE(records_in("No table here.", {}).columns.empty());
}

TEST(Records, OfAWorkbookAreReadByWhomeverTheCallerNames) {
  const auto table = read_records("PK not looked at here", "a.xlsx", [](std::string_view, std::string_view) { return parse("id,who\n1,ann\n", "a.csv"); });
  EXPECT_EQ(table.rows.at(0).at("who"), "ann");
}

TEST(Records, ThatAreNoneAreRefused) {
  EXPECT_NE(refused("{\"a\":1}\n[2]\n", "a.jsonl").find("Line 2"), std::string::npos);
  EXPECT_NE(refused("a,a\n1,2\n", "a.csv").find("Two columns"), std::string::npos);
  EXPECT_NE(refused("PK", "a.xlsx"), "");
  EXPECT_NE(refused("", "a.csv"), "");
}

}  // namespace
}  // namespace gw
