#include "index/analyser.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace gw {
namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const Term& term : terms_of(text)) out += (out.empty() ? "" : " ") + term.text;
  return out;
}

TEST(Analyser, MakesTheTermsThatItsHeaderShows) {
  const struct { const char *text, *terms; } rows[] = {
      {"", ""},
      {"  \n\t ", ""},
      {"running", "run"},
      {"The company's policies", "the compani polici"},
      {"馬祖列島", "马祖 祖列 列岛"},
      {"税", "税"},
      {"税 金", "税 金"},
      {"2013年度", "2013 年度"},
      {"ERR-1042", "err1042 err 1042"},
      {"err1042", "err1042 err 1042"},
      {"ISO 9001", "iso iso9001 9001"},
      {"GB/T 22239", "gbt gb t gbt22239 22239"},
      {"max_batch_size", "maxbatchs max batch size"},
      {"maxBatchSize", "maxbatchs max batch size"},
      {"iPhone15", "iphone15 phone 15"},
      {"3.14", "3.14"},
      {"1,000,000 EUR", "1000000 eur"},
      {"2024-01-05", "20240105 2024 01 05"},
      {"v1.2.3", "v1.2.3 v1 2 3"},
      {"don't", "dont don"},
      {"R&D, C++ and C#.", "rd r d c c++ and c c#"},
      {"a@b.example", "abexampl a b exampl"},
      {"Beyoncé Größe", "beyonc gross"},
      {"ＡＢＣ１２", "abc12 abc 12"},
      {"ﬁnal ㎏", "final kg"},
      {"カタカナ", "カタ タカ カナ"},
      {"ｶﾞｽ", "ガス"},
      {"end.The start", "end the start"},
      {"co\u00ADoperate", "cooper"},
      {"Привет мир", "привет мир"},
  };
  for (const auto& row : rows) EXPECT_EQ(joined(row.text), row.terms) << row.text;
}

TEST(Analyser, WritesOneTermForTheSameTextInOtherForms) {
  EXPECT_EQ(joined("Beyonce\u0301"), joined("Beyonc\u00E9"));
  EXPECT_EQ(joined("臺灣國語"), joined("台湾国语"));
  EXPECT_EQ(joined("\u1112\u1161\u11AB\u1100\u116E\u11A8"), joined("한국"));
  EXPECT_EQ(joined("ＩＳＯ　９００１"), joined("ISO 9001"));
}

TEST(Analyser, SaysWhereATermStands) {
  const auto terms = terms_of("«Ｅ́» 馬祖 ERR-1042");
  ASSERT_EQ(terms.size(), 5u);
  EXPECT_EQ(terms[0].text, "e");
  EXPECT_EQ(terms[0].start, 1u);
  EXPECT_EQ(terms[0].end, 3u);  // the letter and its accent
  EXPECT_EQ(terms[1].start, 5u);
  EXPECT_EQ(terms[1].end, 7u);
  EXPECT_EQ(terms[2].text, "err1042");
  EXPECT_EQ(terms[2].start, 8u);
  EXPECT_EQ(terms[2].end, 16u);
  EXPECT_EQ(terms[4].text, "1042");
  EXPECT_EQ(terms[4].start, 12u);
}

TEST(Analyser, GivesTheCharactersOfRunsOfHanBesides) {
  Analyser analyser;
  std::string singles;
  analyser.each("國税務 x 金 ガス局", [](std::string_view, std::uint32_t, std::uint32_t) {});
  analyser.each_single([&](std::string_view character) { singles += std::string(character) + " "; });
  EXPECT_EQ(singles, "国 税 务 局 ");
}

TEST(Analyser, CutsLongRuns) {
  for (const auto& term : terms_of(std::string(100000, 'a') + " " + std::string(1000, '7') + " \U0001D4D0" + std::string(500, 'b'))) EXPECT_LE(term.text.size(), 64u);
  std::string parts = "x";
  for (int i = 0; i < 20000; ++i) parts += "-y";
  EXPECT_EQ(terms_of(parts).size(), 20001u);
  std::string accents = "e";
  for (int i = 0; i < 20000; ++i) accents += "\u0301";
  EXPECT_LE(terms_of(accents).size(), 1000u);
}

TEST(Analyser, TakesAnyBytes) {
  rc::check([](const std::vector<std::uint8_t>& bytes) {
    const std::string text(bytes.begin(), bytes.end());
    std::uint32_t length = 0;
    for (std::size_t at = 0; at < text.size(); ++length) decode(text, at);
    for (const auto& term : terms_of(text)) {
      RC_ASSERT(!term.text.empty() && term.text.size() <= 64);
      RC_ASSERT(is_utf8(term.text));
      RC_ASSERT(term.start < term.end && term.end <= length);
    }
  });
}

}  // namespace
}  // namespace gw
