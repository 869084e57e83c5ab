// Reports: what is read, what is refused, and what each writer makes of it.
#include "render/render.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/inline_text.h"

namespace gw {
namespace {

using Kind = ReportBlock::Kind;

Report read(std::string_view text, std::string title = "") { return read_report(text, std::move(title), ReportTongue::en); }

// What stands between <main> and </main>.
std::string body(std::string_view text) {
  const std::string page = html_of(read(text));
  const std::size_t from = page.find("<main>\n") + 7;
  return page.substr(from, page.find("</main>") - from);
}

std::string normal(std::string_view text) { return markdown_of(read(text)); }

std::string fault(std::string_view text, const ReportLimits& limits = {}) {
  try {
    read_report(text, "", ReportTongue::en, limits);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::invalid);
    return e.message();
  }
  return "";
}

TEST(Report, IsReadAndSetAsHtml) {
  struct Row { const char *markdown, *html; };
  for (const auto& row : {
           Row{"# One *two*\n", "<h1 id=\"one-two\">One <em>two</em></h1>\n"},
           Row{"One\n===\n\nTwo\n---\n", "<h1 id=\"one\">One</h1>\n<h2 id=\"two\">Two</h2>\n"},
           Row{"## 一、概况\n## 一、概况", "<h2 id=\"一-概况\">一、概况</h2>\n<h2 id=\"一-概况-2\">一、概况</h2>\n"},
           Row{"a **b** `c<d` ~~e~~ ***f***", "<p>a <strong>b</strong> <code>c&lt;d</code> <s>e</s> <strong><em>f</em></strong></p>\n"},
           Row{"snake_case_word 2 * 3 * 4 \\*x\\*", "<p>snake_case_word 2 * 3 * 4 *x*</p>\n"},
           Row{"**中文。**后面*强调*的字", "<p><strong>中文。</strong>后面<em>强调</em>的字</p>\n"},
           Row{"第一行\n第二行 and\nEnglish\nlines", "<p>第一行第二行 and English lines</p>\n"},
           Row{"hard  \nbreak\\\nagain<br>and", "<p>hard<br/>break<br/>again<br/>and</p>\n"},
           Row{"[a *b*](https://x.org/?a=1&b=(2) \"title\")", "<p><a href=\"https://x.org/?a=1&amp;b=(2)\" rel=\"noopener noreferrer\">a <em>b</em></a></p>\n"},
           Row{"see https://x.org/a. Or <mailto:a@x.org>。", "<p>see <a href=\"https://x.org/a\" rel=\"noopener noreferrer\">https://x.org/a</a>. Or <a href=\"mailto:a@x.org\" rel=\"noopener noreferrer\">a@x.org</a>。</p>\n"},
           Row{"![a picture](https://x.org/a.png)", "<p><a href=\"https://x.org/a.png\" rel=\"noopener noreferrer\">a picture</a></p>\n"},
           Row{"- a\n- b\n  1. c\n  2. d\n\n3. x", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n<ol start=\"3\">\n<li>x</li>\n</ol>\n"},
           Row{"> q\n>\n> r", "<blockquote>\n<p>q</p>\n<p>r</p>\n</blockquote>\n"},
           Row{"> [!TIP]\n> t", "<div class=\"callout tip\">\n<p class=\"name\">Tip</p>\n<p>t</p>\n</div>\n"},
           Row{"```py\n<a> & *b*\n```\nafter", "<pre><code>&lt;a&gt; &amp; *b*\n</code></pre>\n<p>after</p>\n"},
           Row{"---\n\n\\newpage", "<hr/>\n<div class=\"page\"></div>\n"},
           Row{"| a | b |\n|:-|-:|\n| 1 | x\\|y |\n| 2 |", "<div class=\"wide\"><table>\n<thead>\n<tr><th class=\"l n\">a</th><th class=\"r n\">b</th></tr>\n</thead>\n<tbody>\n"
                                                      "<tr><td class=\"l n\">1</td><td class=\"r n\">x|y</td></tr>\n<tr><td class=\"l n\">2</td><td class=\"r n\"></td></tr>\n</tbody>\n</table></div>\n"},
       })
    EXPECT_EQ(body(row.markdown), row.html) << row.markdown;
}

TEST(Report, ShowsHtmlAsTextAndLinksNowhereElse) {
  EXPECT_EQ(body("<script>alert(1)</script> <img src=x onerror=y>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=y&gt;</p>\n");
  for (const char* link : {"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert%281%29)", "[x](data:text/html,a)", "[x](file:///etc/passwd)", "[x](//x.org)", "[x](vbscript:a)", "[x](<java script:a>)", "[x](\\javascript:a)", "[x](&#106;avascript:a)", "[x](#)"})
    EXPECT_EQ(body(link).find("<a "), std::string::npos) << link;
  EXPECT_EQ(body("[x](https://a\"onclick=\"b)").find("<a "), std::string::npos);
  EXPECT_EQ(body("# \"><b>"), "<h1 id=\"b\">&quot;&gt;&lt;b&gt;</h1>\n");
  const std::string page = html_of(read("text", "</title><script>x"));
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("<title>&lt;/title&gt;&lt;script&gt;x</title>"), std::string::npos);
}

TEST(Report, ShieldedTextIsText) {
  const std::string hostile = "# x | y\n- *a* `b` [c](https://d.org) <br> ${e} ``` https://f.org 1. 2) > q & \\ ~~g~~";
  for (const char* around : {"{}", "# {}", "- {}", "> {}", "a **{}** b"}) {
    std::string text = around;
    text.replace(text.find("{}"), 2, shielded(hostile));
    const Report report = read(text);
    ASSERT_EQ(report.blocks.size(), 1u) << around;
    const std::string page = body(text);
    for (const char* tag : {"<a ", "<code", "<em>", "<s>", "<table", "<pre"}) EXPECT_EQ(page.find(tag), std::string::npos) << around << page;
    EXPECT_NE(page.find("# x | y"), std::string::npos) << page;
  }
  const Report row = read("| a | b |\n|---|---|\n| " + shielded("1 | 2\n| 3") + " | 4 |\n");
  ASSERT_EQ(row.blocks[0].table.rows.size(), 2u);
  EXPECT_EQ(plain_text(row.blocks[0].table.rows[1][0]), "1 | 2 | 3");
  EXPECT_EQ(plain_text(row.blocks[0].table.rows[1][1]), "4");
  EXPECT_EQ(body("```\n" + shielded("x\n```\n# y") + "\n```"), "<pre><code>x\n```\n# y\n</code></pre>\n");
  EXPECT_EQ(body("`" + shielded("a`b_c") + "`"), "<p><code>a`b_c</code></p>\n");
  EXPECT_EQ(unshielded(shielded(hostile)), hostile);
  EXPECT_EQ(shielded("\xF4\x8F\x80\xA3"), "\xEF\xBF\xBD");  // what looks shielded already
  EXPECT_EQ(body("[x](" + shielded("javascript:a") + ")").find("<a "), std::string::npos);
}

RC_GTEST_PROP(Report, ShieldedTextStaysOneText, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view alphabet[]{"a", "中", " ", "*", "_", "`", "#", "|", "-", "[", "](", ")", "<", ">", "\n", "\\", "~~", "1.", "https://x.org", "&amp;", "!", "="};
  std::string text = "x";
  for (const auto pick : picks) text += alphabet[pick % std::size(alphabet)];
  text += "y";
  const Report report = read("| a |\n|---|\n| " + shielded(text) + " |\n");
  RC_ASSERT(report.blocks.size() == 1u);
  RC_ASSERT(report.blocks[0].table.rows.size() == 2u);
  std::string said;
  for (const auto& span : report.blocks[0].table.rows[1][0]) {
    RC_ASSERT(!span.bold && !span.italic && !span.code && !span.struck && span.link.empty());
    said += span.text;
  }
  std::erase(said, ' ');  // but for white space at the ends of lines
  std::erase(text, ' ');
  RC_ASSERT(said == text);
}

RC_GTEST_PROP(Report, AnyTextIsWritten, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view alphabet[]{"a", "b ", "中", " ", "*", "**", "_", "`", "# ", "| ", "---", "- ", "[", "](https://x.org)", ")", "<", "> ", "\n", "\n\n", "\\", "~~", "1. ", "    ", "```", "|---|\n", "&", "!", "="};
  std::string text;
  for (const auto pick : picks) text += alphabet[pick % std::size(alphabet)];
  const std::string page = html_of(read(text));
  RC_ASSERT(is_utf8(page));
  RC_ASSERT(!docx_of(read(text)).empty());
}

// Without bold: where bold and italic cross there are stars that no order of closing tells apart.
RC_GTEST_PROP(Report, IsNormalTwice, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view alphabet[]{"a", "b ", "中", " ", " *", "* ", "`", "# ", "| ", "---", "- ", "[", "](https://x.org)", ")", "<", "> ", "\n", "\n\n", "\\", "~~", "1. ", "    ", "```", "|---|\n", "&", "!", "=", "<br>"};
  std::string text;
  for (const auto pick : picks) text += alphabet[pick % std::size(alphabet)];
  const std::string once = normal(text);
  RC_ASSERT(normal(once) == once);
}

TEST(Report, IsWrittenInOneWay) {
  const std::string text =
      "## A\n\nText **bold** and *it* with a [link](<https://x.org>) and `co|de`.\n\n- a\n  1. b\n  2. c\n- d\n\n> quoted\n>\n> more\n\n> [!NOTE]\n> said\n\n| a | b |\n| --- | --: |\n| 1 \\| 2 | `x\\|y` |\n\n```py\nx = 1\n```\n\n___\n\n\\newpage\n";
  EXPECT_EQ(normal(text), text);
  EXPECT_EQ(normal("Setext\n---\n* x\n* y\n\n+ z"), "## Setext\n\n- x\n- y\n\n* z\n");
  EXPECT_EQ(normal(shielded("# no *heading* | 1. ") + "\n" + shielded("- x")), "\\# no \\*heading\\* \\| 1. - x\n");
  EXPECT_EQ(markdown_of(read("x", "Title *1*")), "# Title \\*1\\*\n\nx\n");
  EXPECT_EQ(markdown_of(read("# Title\n\nx", "Title")), "# Title\n\nx\n");
  EXPECT_EQ(normal("```chart\nkind: bar\ntitle: T\nunit: kg\nlabels: [a, b]\nvalues: [1234.5, null]\n```"), "**T**\n\n| | kg |\n| --- | --: |\n| a | 1,234.5 |\n| b | |\n");
}

TEST(Report, HasLimits) {
  EXPECT_EQ(fault(std::string(1'000'001, 'x')), "The document's text is longer than 1000 kB.");
  std::string many;
  for (int i = 0; i < 20'001; ++i) many += "x\n\n";
  EXPECT_EQ(fault(many), "The document has more than 20000 paragraphs and other parts.");
  EXPECT_EQ(fault("| a | b |\n|---|---|\n| 1 | 2 |\n", {.cells = 3}), "The tables of the document have more than 3 cells.");
  EXPECT_EQ(fault("a *b* c", {.spans = 2}), "The document has more than 2 pieces of text of different looks.");
  const std::string chart = "```chart\nkind: bar\nlabels: [a]\nvalues: [1]\n```\n";
  EXPECT_EQ(fault(chart + chart, {.charts = 1}), "The document has more than 1 charts.");
  const Report deep = read(std::string(3000, '>') + " x");  // what is deeper than may be is text
  const ReportBlock* at = &deep.blocks[0];
  for (int i = 0; i < 8; ++i) at = &at->inside[0];
  EXPECT_EQ(at->kind, Kind::paragraph);
  std::string wide = "|", line = "|";
  for (int i = 0; i < 500; ++i) wide += "a|", line += "-|";
  EXPECT_LE(read(wide + "\n" + line + "\n").blocks[0].table.columns.size(), 41u);
}

// Each of these takes quadratic time in a careless reader.
TEST(Report, HostileTextCostsNoMoreThanOther) {
  for (const std::string piece : {"[", "](", "[](", "*a ", "**a", "_a_", "`", "``a", "~~", "<", "> ", "- ", "\\", "&amp;", "|", "a  \n", "http://", "![", "1. ", "\n- ", "*`[", "<br>"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    const auto begun = std::chrono::steady_clock::now();
    try {
      read(text);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), Code::invalid);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10)) << piece;
  }
}

TEST(Report, KeepsOnlyWhatXmlCanHold) {
  const std::string page = html_of(read(std::string("a\0b\x01\x0B\xFF\xEF\xBF\xBE c\x7F\xC2\x85 d", 16), std::string("t\x02")));
  for (const unsigned char c : page) EXPECT_TRUE(c >= 32 || c == '\n' || c == '\t');
  EXPECT_TRUE(is_utf8(page));
  EXPECT_EQ(page.find("\xEF\xBF\xBE"), std::string::npos);
  EXPECT_EQ(body("\xF4\x8F\x80\x81"), "<p>\xF4\x8F\x80\x81</p>\n");  // not one of ours: no control character comes out of it
}

TEST(Charts, SayWhatIsWrong) {
  const auto wrong = [](const std::string& inside) { return fault("```chart\n" + inside + "\n```"); };
  EXPECT_EQ(wrong("kind: bar\nlabels: [a]\nvalues: [1]"), "");
  EXPECT_EQ(wrong("{\"kind\": \"line\", \"labels\": [\"a\"], \"series\": [{\"name\": {\"zh\": \"甲\"}, \"values\": [null]}]}"), "");
  EXPECT_EQ(wrong("kind: area\nlabels: [a]\nvalues: [1]"), "A chart needs a kind: bar, line or pie.");
  EXPECT_EQ(wrong("kind: bar\nlabels: [a, b]\nvalues: [1]"), "A chart has 2 labels but 1 values.");
  EXPECT_EQ(wrong("kind: bar\nlabels: [a]\nvalues: [x]"), "A chart has a value that is no number.");
  EXPECT_EQ(wrong("kind: bar\nlabels: [a]\nvalues: [1e99]"), "A chart has a value beyond 1e15.");
  EXPECT_EQ(wrong("kind: bar\nlabels: [a]\nvalues: [1]\ncolor: red"), "A chart has no \"color\"; it has kind, title, unit, labels, and values or series.");
  EXPECT_EQ(wrong("kind: pie\nlabels: [a]\nvalues: [-1]"), "A chart of kind pie has no negative values.");
  EXPECT_EQ(wrong("kind: pie\nlabels: [a]\nvalues: [0]"), "A chart of kind pie needs a value above zero.");
  EXPECT_EQ(wrong("kind: bar\nlabels: []\nvalues: []"), "A chart needs at least one label and one value.");
  EXPECT_TRUE(wrong("kind: [").starts_with("A chart cannot be read: "));
  EXPECT_EQ(wrong("- a"), "A chart must be a table with kind, labels and values.");
}

TEST(Charts, AreDrawnWithTheirWords) {
  const Chart chart = read_chart("{kind: bar, title: {en: Sold, zh: 销量}, unit: t, labels: [<a>, 二月], series: [{name: x, values: [1, -2]}, {name: y, values: [null, 3]}]}", ReportTongue::zh, {});
  const std::string svg = svg_of(chart);
  for (const char* words : {"销量", "&lt;a&gt;", "二月", ">x<", ">y<", "x: &lt;a&gt; 1t, 二月 -2t"}) EXPECT_NE(svg.find(words), std::string::npos) << words << svg;
  EXPECT_EQ(svg.find("<a>"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(Charts, HaveRoundScales) {
  const auto scale = [](const std::string& kind, const std::string& values, const std::string& labels) {
    const Scale s = scale_of(read_chart("{kind: " + kind + ", labels: " + labels + ", values: " + values + "}", ReportTongue::en, {}));
    return std::vector<double>{s.least, s.most, s.step};
  };
  EXPECT_EQ(scale("bar", "[3, 98]", "[a, b]"), (std::vector<double>{0, 100, 20}));
  EXPECT_EQ(scale("bar", "[-3, 7]", "[a, b]"), (std::vector<double>{-4, 8, 2}));
  EXPECT_EQ(scale("bar", "[0]", "[a]"), (std::vector<double>{0, 1, 0.2}));
  EXPECT_EQ(scale("line", "[71, 83]", "[a, b]"), (std::vector<double>{65, 85, 5}));
  EXPECT_EQ(scale("line", "[5, 5]", "[a, b]"), (std::vector<double>{0, 5, 1}));
}

TEST(Charts, WriteNumbersAsPeopleDo) {
  struct Row { double value; const char* text; };
  for (const auto& row : {Row{0, "0"}, Row{-0.00001, "0"}, Row{1234567.5, "1,234,567.5"}, Row{-1000, "-1,000"}, Row{999.12345, "999.1235"}, Row{0.1 + 0.2, "0.3"}, Row{100, "100"}}) EXPECT_EQ(chart_number(row.value), row.text);
}

TEST(Report, TellsItsLanguage) {
  EXPECT_EQ(tongue_of("An English text with 中文."), ReportTongue::en);
  EXPECT_EQ(tongue_of("生产月报，含 pump 一词"), ReportTongue::zh);
  EXPECT_EQ(tongue_of("123"), ReportTongue::en);
}

TEST(Docx, IsTheSameEachTime) {
  const std::string text = "# A\n\n[x](https://x.org)\n\n```chart\nkind: pie\nlabels: [a, b]\nvalues: [1, 2]\n```\n";
  const std::string once = docx_of(read(text, "T"));
  EXPECT_EQ(once, docx_of(read(text, "T")));
  EXPECT_TRUE(once.starts_with("PK"));
}

}  // namespace
}  // namespace gw
