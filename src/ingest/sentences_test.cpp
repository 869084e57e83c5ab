#include "ingest/sentences.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"

namespace gw {
namespace {

std::string marked(std::string_view text) {
  std::string out;
  for (const auto& [start, end] : sentences_of(text)) out += "[" + std::string(slice(text, start, end)) + "]";
  return out;
}

struct Row { const char* text; const char* expected; };

class Sentences : public testing::TestWithParam<Row> {};
TEST_P(Sentences, EndWhereAReaderWouldStop) { EXPECT_EQ(marked(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Chinese, Sentences, testing::Values(
  Row{"差旅费须在三十天内报销。逾期不予受理！谁批准？财务部；", "[差旅费须在三十天内报销。][逾期不予受理！][谁批准？][财务部；]"},
  Row{"他说：“好的。”然后走了。", "[他说：“好的。”][然后走了。]"},
  Row{"真的吗？！是的。", "[真的吗？！][是的。]"},
  Row{"版本3.5已发布。", "[版本3.5已发布。]"},
  Row{"好的!谢谢.再见", "[好的!][谢谢.][再见]"},
  Row{"第一行\n第二行", "[第一行][第二行]"},
  Row{"「不可。」她說。", "[「不可。」][她說。]"},
  Row{"\u3000\u3000首段。　次句。", "[首段。][次句。]"}));

INSTANTIATE_TEST_SUITE_P(English, Sentences, testing::Values(
  Row{"Hotels cost 120.50 EUR. Ask Dr. Smith first.", "[Hotels cost 120.50 EUR.][Ask Dr. Smith first.]"},
  Row{"J. R. R. Tolkien wrote it. He lived in Oxford.", "[J. R. R. Tolkien wrote it.][He lived in Oxford.]"},
  Row{"See No. 5 and Fig. 3. Then stop.", "[See No. 5 and Fig. 3.][Then stop.]"},
  Row{"He said \"Stop.\" Then he left.", "[He said \"Stop.\"][Then he left.]"},
  Row{"Use e.g. a hammer, i.e. a tool. Fine.", "[Use e.g. a hammer, i.e. a tool.][Fine.]"},
  Row{"Apple Inc. makes phones. Apple Inc. The company is old.", "[Apple Inc. makes phones.][Apple Inc.][The company is old.]"},
  Row{"Is it so? Yes! (Really.) Good.", "[Is it so?][Yes!][(Really.)][Good.]"},
  Row{"1. First point. Second.", "[1. First point.][Second.]"},
  Row{"It ended in 1918. The war was over.", "[It ended in 1918.][The war was over.]"},
  Row{"In the U.S. Army he served. He left.", "[In the U.S. Army he served.][He left.]"},
  Row{"Wait... what? Open www.example.com/a.b now.", "[Wait... what?][Open www.example.com/a.b now.]"},
  Row{"It fell.[12] Then rose.[a] End", "[It fell.[12]][Then rose.[a] End]"},
  Row{"", ""}, Row{" \n\t ", ""}, Row{".", "[.]"}, Row{"...", "[...]"}));

TEST(Sentences, NeverOverlapAndCoverAllThatIsNotSpace) {
  const std::string text = "A b. C\xFF d! 第一。 第二\n\n x . y ?z \u3000。";
  std::uint32_t last = 0;
  const std::uint32_t all = static_cast<std::uint32_t>(count_code_points(text));
  for (const auto& [start, end] : sentences_of(text)) {
    EXPECT_GE(start, last);
    EXPECT_LT(start, end);
    EXPECT_LE(end, all);
    EXPECT_EQ(trim(slice(text, last, start)), "");
    last = end;
  }
}

}  // namespace
}  // namespace gw
