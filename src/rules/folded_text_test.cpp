#include "rules/folded_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace gw {
namespace {

std::string found(const std::vector<std::string>& phrases, std::string_view text) {
  std::string out;
  for (const auto& hit : Phrases(phrases).in(FoldedText(text), Patience())) out += (out.empty() ? "" : "|") + std::string(slice(text, hit.place.start, hit.place.end));
  return out;
}

TEST(Phrases, AreFoundHoweverTheyAreWritten) {
  const struct { std::vector<std::string> phrases; const char *text, *found; } rows[] = {
      {{"最佳"}, "全国最佳、最 佳、最*佳和最\u200b佳", "最佳|最 佳|最*佳|最\u200b佳"},
      {{"国家级"}, "国 家-级产品", "国 家-级"},
      {{"best"}, "The BEST, ｂｅｓｔ and bestow; unbest", "BEST|ｂｅｓｔ"},
      {{"best price"}, "best  \n price", "best  \n price"},
      {{"第一", "第一名"}, "第一名和第一", "第一名|第一"},
      {{"c++"}, "C++ and c", "C++"},
      {{"100%"}, "100% 有效, 1100%", "100%"},
      {{"最佳"}, "最 a 佳", ""},
      {{"a"}, "", ""},
      {{"  "}, "any", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(found(row.phrases, row.text), row.found) << row.text;
}

TEST(FoldedText, PlacesLieInAnyText) {
  rc::check("every folded character knows a place of the text", [](const std::string& bytes) {
    const std::string text = valid_utf8(bytes);
    const FoldedText folded(text);
    for (std::size_t i = 0; i < folded.text().size(); ++i) RC_ASSERT(folded.place(i, i + 1).end <= count_code_points(text));
  });
}

}  // namespace
}  // namespace gw
