#include "answer/marks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

namespace gw {
namespace {

std::vector<std::string> of(std::string_view text, MarkKind kind) {
  std::vector<std::string> out;
  for (const Mark& m : marks_of(text))
    if (m.kind == kind) out.emplace_back(slice(text, m.start, m.end));
  return out;
}
std::uint64_t first_number(std::string_view text) {
  for (const Mark& m : marks_of(text))
    if (m.kind == MarkKind::number) return m.key;
  return 0;
}
using Strings = std::vector<std::string>;

TEST(Marks, NumbersOfOneValueShareAKey) {
  EXPECT_EQ(first_number("12 items"), first_number("十二个"));
  EXPECT_EQ(first_number("12 items"), first_number("twelve items"));
  EXPECT_EQ(first_number("1,200 EUR"), first_number("1200 EUR"));
  EXPECT_EQ(first_number("１２"), first_number("12"));
  EXPECT_NE(first_number("12"), first_number("13"));
}

TEST(Marks, ChineseNumerals) {
  EXPECT_EQ(chinese_number(U"十二"), 12);
  EXPECT_EQ(chinese_number(U"二十"), 20);
  EXPECT_EQ(chinese_number(U"三百零五"), 305);
  EXPECT_EQ(chinese_number(U"两万三千"), 23'000);
  EXPECT_EQ(chinese_number(U"一億二千萬"), 120'000'000);
  EXPECT_EQ(chinese_number(U"一九九八"), 1998);
  EXPECT_EQ(chinese_number(U"亿万亿万亿万亿万"), -1);
  EXPECT_EQ(chinese_number(U"木"), -1);
}

TEST(Marks, DatesNamesAndTheRest) {
  EXPECT_EQ(of("签于2024年3月5日", MarkKind::date), (Strings{"2024", "3", "5"}));
  EXPECT_EQ(of("signed on March 5 in 1998", MarkKind::date), (Strings{"March", "1998"}));
  EXPECT_EQ(of("see ERR-1042 and max_batch_size", MarkKind::identifier), (Strings{"ERR-1042", "max_batch_size"}));
  EXPECT_EQ(of("《红楼梦》的作者", MarkKind::quoted), (Strings{"红楼梦"}));
  EXPECT_EQ(of("he met Ada Lovelace", MarkKind::name), (Strings{"Ada", "Lovelace"}));
  EXPECT_EQ(of("It does not apply", MarkKind::negation), (Strings{"not"}));
  EXPECT_EQ(of("禁止吸烟", MarkKind::negation), (Strings{"禁止"}));
  EXPECT_TRUE(of("an unclosed 《bracket", MarkKind::quoted).empty());
}

TEST(Marks, UnitsStandBehindNumbers) {
  const auto unit = [](std::string_view text) { return marks_of(text).front().unit; };
  EXPECT_EQ(unit("15 days"), mark_key("day"));
  EXPECT_EQ(unit("15天内"), mark_key("天"));
  EXPECT_EQ(unit("15%"), mark_key("%"));
  EXPECT_EQ(unit("15"), 0u);
}

TEST(Marks, AnyBytesAreRead) {
  for (std::string_view text : {std::string_view("\xff\xfe\x80"), std::string_view(""), std::string_view("\0\0", 2), std::string_view("1,,2..3"), std::string_view("第")})
    for (const Mark& m : marks_of(text)) EXPECT_LE(m.start, m.end);
}

}  // namespace
}  // namespace gw
