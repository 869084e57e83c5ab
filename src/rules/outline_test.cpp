#include "rules/outline.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace gw {
namespace {

// Each article's name and how many characters it has in all.
std::string outline(std::string_view text) {
  std::string out;
  for (const Article& article : articles_of(text))
    out += std::string(slice(text, article.heading.start, article.heading.end)) + " " + std::to_string(article.whole.end - article.whole.start) + "\n";
  return out;
}

TEST(Outline, FindsArticlesAndWhatLiesInThem) {
  EXPECT_EQ(outline("第一条 标的\n设备。\n第二条 付款\n（一）预付。\n（二）尾款。\n"), "第一条 标的 10\n第二条 付款 20\n（一）预付。 6\n（二）尾款。 6\n");
  EXPECT_EQ(outline("1. Scope. All goods.\n2. Payment. Within 30 days.\n2.1 Late payment\n"), "1. Scope. 20\n2. Payment. 44\n2.1 Late payment 16\n");
  EXPECT_EQ(outline("# Terms\n\n## Payment\nSoon.\n\n# Law\nX\n"), "# Terms 25\n## Payment 16\n# Law 7\n");
  EXPECT_EQ(outline("Article 5 Payment\nThe buyer pays.\n\nTermination\n\nEither side may end it.\n"), "Article 5 Payment 33\nTermination 36\n");
  EXPECT_EQ(outline("A plain sentence, with nothing above it.\nAnother one.\n"), "");
  EXPECT_EQ(outline(""), "");
}

TEST(Outline, ArticlesLieInAnyText) {
  static const std::vector<std::string> words = {"第一条", "1.", "2.1 ", "#", "（一）", "Article 2", "\n", "\n\n", "付款", ".", "。", " ", "title"};
  rc::check("articles are in order, within the text, and hold their headings", [] {
    std::string text;
    for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words))) text += word;
    std::uint32_t last = 0;
    for (const Article& article : articles_of(text)) {
      RC_ASSERT(article.whole.start >= last && article.heading.start == article.whole.start && article.heading.end <= article.whole.end);
      RC_ASSERT(article.whole.end <= count_code_points(text));
      last = article.whole.start;
    }
  });
}

}  // namespace
}  // namespace gw
