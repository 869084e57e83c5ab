#include "flow/report_template.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "render/render.h"

namespace gw {
namespace {

json::object scope(std::string_view values) { return {{"values", parse_json(values)}}; }

std::string filled(std::string_view text, std::string_view values) { return markdown_of(read_report(fill_report(text, "a.md", scope(values)), "", ReportTongue::en)); }

std::string fault(std::string_view text, std::string_view values = "{}") {
  try {
    fill_report(text, "a.md", scope(values));
  } catch (const Error& e) {
    return e.message();
  }
  return "";
}

TEST(ReportTemplate, RepeatsAndChooses) {
  constexpr std::string_view text =
      "# Orders of ${values.customer}\n${#if len(values.orders) > 0}\n| No. | Order | Sum |\n|---|---|--:|\n${#each values.orders as order}\n| ${number} | ${order.name} | ${order.sum} |\n${/each}\n${#else}\nThere are none.\n${/if}\n";
  EXPECT_EQ(filled(text, R"({"customer": "A|B", "orders": [{"name": "x | *y*", "sum": 1.5}, {"name": "# z\nw", "sum": 2}]})"),
            "# Orders of A\\|B\n\n| No. | Order | Sum |\n| --- | --- | --: |\n| 1 | x \\| \\*y\\* | 1.5 |\n| 2 | \\# z<br>w | 2 |\n");
  EXPECT_EQ(filled(text, R"({"customer": "C", "orders": []})"), "# Orders of C\n\nThere are none.\n");
}

TEST(ReportTemplate, NestsAndGivesNamesBack) {
  EXPECT_EQ(filled("${#each values.a as x}\n- ${x.n} (${number})\n  ${#each x.b as x}\n  - ${x} (${number})\n  ${/each}\n${/each}\n", R"({"a": [{"n": 1, "b": ["p", "q"]}, {"n": 2, "b": null}]})"), "- 1 (1)\n  - p (1)\n  - q (2)\n- 2 (2)\n");
}

TEST(ReportTemplate, ValuesAreTextUnlessTheySayMarkdown) {
  EXPECT_EQ(filled("${values.a}", R"({"a": "# x\n\n- y"})"), "\\# x\\\n\\\n\\- y\n");
  EXPECT_EQ(filled("${#markdown values.a}", R"({"a": "# x\n\n- y"})"), "# x\n\n- y\n");
  EXPECT_EQ(filled("```\n${values.a}\n```\n", R"({"a": "x\n```\n# y"})"), "````\nx\n```\n# y\n````\n");
  EXPECT_EQ(filled("a $${b} $${#each}", "{}"), "a ${b} ${\\#each}\n");
}

TEST(ReportTemplate, ChartsReadValuesAsJson) {
  EXPECT_EQ(filled("```chart\nkind: bar\ntitle: ${values.t}\nlabels: ${values.l}\nvalues: ${values.v}\n```\n", R"({"t": "a: b\n- c", "l": ["x, y", "]z"], "v": [1, 2.5]})"), "**a: b - c**\n\n| | |\n| --- | --: |\n| x, y | 1 |\n| \\]z | 2.5 |\n");
}

TEST(ReportTemplate, SaysWhereItIsWrong) {
  EXPECT_EQ(fault("a\n${#each values.x as y}\nb"), "a.md:2: what begins here is not closed by ${/each}.");
  EXPECT_EQ(fault("a\n${/if}"), "a.md:2: \"${/if}\" closes nothing.");
  EXPECT_EQ(fault("${#each values.x}\n${/each}"), "a.md:1: ${#each LIST as NAME} needs its name.");
  EXPECT_EQ(fault("${#each values.x as values}\n${/each}"), "a.md:1: \"values\" cannot be what an item is called.");
  EXPECT_EQ(fault("${#with x}"), "a.md:1: \"${#with x}\" is none of ${#each LIST as NAME}, ${/each}, ${#if ..}, ${#else}, ${/if}, ${#markdown ..}.");
  EXPECT_EQ(fault("a\n\n${values.x +}").substr(0, 8), "a.md:3: ");
  EXPECT_EQ(fault("${#each values.x as y}\n${/each}", R"({"x": 3})"), "a.md:1: ${#each} needs a list, but here it is a number.");
  EXPECT_EQ(fault("x\n${values.x / 0}", R"({"x": 3})").substr(0, 8), "a.md:2: ");
}

TEST(ReportTemplate, HasLimits) {
  json::array many(1001, 1);
  const std::string values = json_text(json::object{{"x", many}});
  EXPECT_EQ(fault("${#each values.x as y}\n${/each}", values), "a.md:1: the list has 1001 items; at most 1000 are written.");
  many.resize(1000);
  const std::string thousand = json_text(json::object{{"x", many}});
  EXPECT_EQ(fault("${#each values.x as y}\n${#each values.x as z}\na\n${/each}\n${/each}", thousand), "a.md:3: the document takes more than 50000 lines.");
  std::string deep;
  for (int i = 0; i < 12; ++i) deep += "${#if 1}\n";
  EXPECT_EQ(fault(deep), "a.md:10: parts lie more than 8 deep in each other.");
  EXPECT_EQ(fault("${#each values.x as y}\n${values.s}\n${/each}", json_text(json::object{{"x", many}, {"s", std::string(2000, 'x')}})), "a.md:2: The expression makes more than 1 MB of text.");
}

}  // namespace
}  // namespace gw
