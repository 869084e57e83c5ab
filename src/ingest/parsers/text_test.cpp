// Plain text, Markdown, code, tables of separated values, pairs and what is recognised by content.
#include <gtest/gtest.h>

#include "ingest/sheet.h"
#include "ingest/shown_test.h"

namespace gw {
namespace {

TEST(Txt, StandsAsItIsWhenNobodyWrappedIt) {
  const Parsed p = parse("第一章 总则\n\n本规定自公布之日起施行。\n- 一项\n", "规定.txt");
  EXPECT_EQ(p.format, "txt");
  EXPECT_EQ(p.text, "第一章 总则\n\n本规定自公布之日起施行。\n- 一项\n");
  EXPECT_EQ(shown(p), "H2 第一章 总则\nP 本规定自公布之日起施行。\nL1 - 一项\n");
}

TEST(Txt, JoinsWrappedLines) {
  const Parsed p = parse(
      "The travel policy applies to every journey that is made for the company and\n"
      "that takes longer than one day. Hotels cost at most 120 EUR a night, and the\n"
      "receipt has to be handed in within thirty days.\n\n"
      "Trains are booked by the office in the second class; whoever needs the first\n"
      "class asks the head of the department before the ticket is bought by anyone.\n", "policy.txt");
  EXPECT_EQ(shown(p),
            "P The travel policy applies to every journey that is made for the company and that takes longer than one day. Hotels cost at most 120 EUR a night, and "
            "the receipt has to be handed in within thirty days.\n"
            "P Trains are booked by the office in the second class; whoever needs the first class asks the head of the department before the ticket is bought by anyone.\n");
}

TEST(Txt, HasATitleWhenAShortLineStandsApart) {
  EXPECT_EQ(parse("货物运输合同\n\n合同编号：VL-1\n", "a.txt").title, "货物运输合同");
  EXPECT_EQ(shown(parse("REMOTE WORK\n===========\nDocument 11\n", "a.txt")), "H1 REMOTE WORK\nP Document 11\n");
  EXPECT_EQ(parse("It is late.\n\nGo home.\n", "a.txt").title, "");
}

TEST(Txt, IsEmptyForAnEmptyFile) {
  EXPECT_EQ(parse("", "a.txt").text, "");
  EXPECT_TRUE(parse(" \n\n", "a.txt").blocks.empty());
}

TEST(Md, KnowsHeadingsListsTablesAndCode) {
  const Parsed p = parse("# Travel\n\nHotels **cost** at most `120` EUR, see [the list](a.md).\n\n- one\n  - two\n1. three\n\n| Part | Price |\n|---|--:|\n| Pump | 12 |\n\n```py\nx = 1\n```\n", "a.md");
  EXPECT_EQ(p.title, "Travel");
  EXPECT_EQ(shown(p), "H1 Travel\nP Hotels cost at most 120 EUR, see the list.\nL1 one\nL2 two\nL1 1. three\nT* Part | Price\nT Pump | 12\nC x = 1\n");
}

TEST(Md, KeepsStarsAndUnderscoresThatAreNoMarks) {
  EXPECT_EQ(shown(parse("# a\n\n3*4 and max_batch_size, 2 * 3, a*b\n", "a.md")), "H1 a\nP 3*4 and max_batch_size, 2 * 3, ab\n");
}

TEST(Md, IsRecognisedWithoutItsName) {
  EXPECT_EQ(format_of("# One\n\ntext\n\n# Two\n\ntext\n", "notes"), "md");
  EXPECT_EQ(format_of("# a comment\nimport os\n# another\n", "a.py"), "code");
}

TEST(Code, IsCutWhereThingsEnd) {
  const Parsed p = parse("import os\n\ndef a():\n    x = 1\n\n    return x\n\ndef b():\n    pass\n", "a.py");
  EXPECT_EQ(shown(p), "C import os\nC def a():\n    x = 1\n\n    return x\nC def b():\n    pass\n");
}

TEST(Csv, FindsItsSeparatorAndItsHeader) {
  for (const char* text : {"name,price\n\"Pump, large\",\"1 \"\"x\"\"\"\nSeal,3\n", "name;price\nPump, large;1 \"x\"\nSeal;3\n", "name\tprice\nPump, large\t1 \"x\"\nSeal\t3\n"}) {
    const Parsed p = parse(text, "a.csv");
    EXPECT_EQ(p.format, "csv");
    EXPECT_EQ(shown(p), "T* name | price\nT Pump, large | 1 \"x\"\nT Seal | 3\n") << text;
    EXPECT_TRUE(p.pairs.empty());
  }
}

TEST(Csv, KeepsColumnsOfEmptyCellsAndEndsATableAtAGap) {
  EXPECT_EQ(shown(parse("a,b,c\n,2,\n\nx,y\n1,2\n", "a.csv")), "T* a | b | c\nT - | 2\nT* x | y\nT 1 | 2\n");
}

TEST(Csv, IsRecognisedWithoutItsNameOnlyWhenItCouldHardlyBeProse) {
  EXPECT_EQ(format_of("a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "export"), "csv");
  EXPECT_EQ(format_of("Well, yes, no.\nSo, it is.\nAh, fine, then.\nBut, hm.\n", "notes"), "txt");
}

TEST(Pairs, AreExactlyQuestionAndAnswer) {
  for (const auto& [name, text] : {std::pair{"faq.csv", "Question,ANSWER\n如何报销？,三十天内。\nHow long?,Ten days.\n"}, {"faq.csv", "answer;question\n三十天内。;如何报销？\nTen days.;How long?\n"},
                                   {"faq.jsonl", "{\"question\":\"如何报销？\",\"answer\":\"三十天内。\"}\n\n{\"answer\":\"Ten days.\",\"question\":\"How long?\"}\n"}}) {
    const Parsed p = parse(text, name);
    ASSERT_EQ(p.pairs.size(), 2u) << text;
    EXPECT_EQ(p.pairs[0].question, "如何报销？");
    EXPECT_EQ(p.pairs[1].answer, "Ten days.");
    for (const auto& pair : p.pairs) EXPECT_EQ(slice(p.text, pair.start, pair.end), pair.answer);
  }
  EXPECT_TRUE(parse("question,answer,source\na,b,c\n", "a.csv").pairs.empty());
  EXPECT_TRUE(parse("question,answer\na,b,c\n", "a.csv").pairs.empty());
  EXPECT_FALSE(is_pair_lines("{\"question\":\"a\",\"answer\":\"b\",\"id\":1}"));
  EXPECT_FALSE(is_pair_lines("{\"id\":\"a\",\"text\":\"b\"}"));
  EXPECT_THROW(parse("{\"question\":\"a\",\"answer\":\"b\"}\n{\"question\":\"a\"}\n", "a.jsonl"), Error);
}

TEST(Formats, AreRefusedByNameWhenTheyAreNotRead) {
  const auto refused = [](std::string_view bytes, const char* name) {
    try {
      parse(bytes, name);
      return std::string("read");
    } catch (const Error& e) {
      return unread_format(e);
    }
  };
  EXPECT_EQ(refused("{\\rtf1 hello}", "a.txt"), "RTF");
  EXPECT_EQ(refused("7z\xBC\xAF\x27\x1C....", "a"), "7z");
  EXPECT_EQ(refused(std::string("\x00\x01\x02\x03\x04\x05\x06\x07", 8), "a.bin"), "bin");
  EXPECT_EQ(refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.doc"), "old Office");
}

TEST(Images, WaitForOcr) {
  const Parsed p = parse("\x89PNG\r\n\x1A\n....", "a.png");
  EXPECT_EQ(p.format, "image");
  EXPECT_EQ(p.scanned_pages, std::vector<std::uint32_t>{1});
}

TEST(Kinds, DescribeThemselves) {
  for (const auto& kind : parser_kinds()) {
    EXPECT_FALSE(kind.name.empty());
    EXPECT_GT(kind.sentence.size(), 20u) << kind.name;
    EXPECT_NE(kind.example.find('.'), std::string_view::npos) << kind.name;
  }
  EXPECT_GE(parser_kinds().size(), 13u);
}

}  // namespace
}  // namespace gw
