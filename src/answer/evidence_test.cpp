#include "answer/evidence.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace gw {
namespace {

std::vector<std::string> quotes(const Passage& passage) {
  std::vector<Quotable> found;
  candidates_of(passage, 0, found);
  std::vector<std::string> out;
  for (const auto& c : found) out.emplace_back(slice(passage.text, c.start, c.end));
  return out;
}
using Strings = std::vector<std::string>;

TEST(Evidence, SentencesOfPlainText) {
  EXPECT_EQ(quotes({.text = "One is here. Two is there.\nThree"}), (Strings{"One is here.", "Two is there.", "Three"}));
  EXPECT_EQ(quotes({.text = "第一句。第二句！"}), (Strings{"第一句。", "第二句！"}));
}

TEST(Evidence, LeavesOutHiddenHeadersHeadingsAndQuestions) {
  Passage passage{.text = "Limits\n\nWhat is paid? Hotels 120.\n\nsecret 9\n\nCity | Limit\nParis | 180"};
  passage.start = 100;
  passage.blocks = {{.kind = BlockKind::heading, .start = 100, .end = 106},
                    {.kind = BlockKind::paragraph, .start = 108, .end = 133},
                    {.kind = BlockKind::paragraph, .hidden = true, .start = 135, .end = 143},
                    {.kind = BlockKind::table_row, .header = true, .start = 145, .end = 157},
                    {.kind = BlockKind::table_row, .start = 158, .end = 169}};
  EXPECT_EQ(quotes(passage), (Strings{"Hotels 120.", "Paris | 180"}));
}

TEST(Evidence, AHeadingAloneMayBeQuoted) {
  Passage passage{.text = "Closed on Mondays"};
  passage.blocks = {{.kind = BlockKind::heading, .start = 0, .end = 17}};
  EXPECT_EQ(quotes(passage), (Strings{"Closed on Mondays"}));
}

TEST(Evidence, LongSentencesAreCutAtClauses) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "这一条款规定了供应商的责任，";
  text += "完。";
  std::string joined;
  for (const auto& quote : quotes({.text = text})) {
    EXPECT_LE(count_code_points(quote), longest_chinese);
    EXPECT_TRUE(quote.ends_with("，") || quote.ends_with("。"));
    joined += quote;
  }
  EXPECT_EQ(joined, text);
  for (const auto& quote : quotes({.text = std::string(5000, 'x')})) EXPECT_LE(quote.size(), longest_other);
}

TEST(Evidence, AWrappedLineGoesOn) {
  EXPECT_EQ(quotes({.text = "Wednesday is the\ncommon office day. Friday\nTuesday"}), (Strings{"Wednesday is the\ncommon office day.", "Friday", "Tuesday"}));
}

TEST(Evidence, NothingToQuote) { EXPECT_TRUE(quotes({.text = "... --- !\n\n"}).empty()); }

}  // namespace
}  // namespace gw
