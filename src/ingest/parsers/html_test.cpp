#include <gtest/gtest.h>

#include "ingest/html_tree.h"
#include "ingest/shown_test.h"

namespace gw {
namespace {

TEST(Html, KnowsHeadingsListsTablesAndCode) {
  const Parsed p = parse(
      "<!doctype html><title>Leave</title><h1>Leave &amp; more</h1><p>Twelve <b>days</b>\n a year.<br>Ask HR.</p><ul><li>one<ol start=3><li>two</ol></ul>"
      "<table><caption>Days</caption><tr><th>Grade<th>Days<tr><td rowspan=2>A<td>12<tr><td>13</table><pre>x\n  y</pre>", "a.html");
  EXPECT_EQ(p.title, "Leave");
  EXPECT_EQ(shown(p), "H1 Leave & more\nP Twelve days a year.\nAsk HR.\nL1 one\nL2 3. two\nP Days\nT* Grade | Days\nT A | 12\nT A | 13\nC x\n  y\n");
}

TEST(Html, LeavesOutScriptsAndMarksWhatIsHidden) {
  const Parsed p = parse("<html><body><script>steal()</script><style>p{}</style><p onclick='x()'>Shown <span style='display: none'>ghost</span>text</p><div hidden>secret</div></body></html>", "a");
  EXPECT_EQ(shown(p), "P Shown\n[P ghost]\nP text\n[P secret]\n");
  EXPECT_EQ(p.note, "Hidden text is marked.");
}

TEST(Html, ReadsADeclaredEncoding) {
  EXPECT_EQ(shown(parse("<html><meta charset=gb2312><p>\xC4\xE3\xBA\xC3</p>", "a.html")), "P 你好\n");
}

TEST(Html, BearsAnyDepth) {
  std::string deep;
  for (int i = 0; i < 60'000; ++i) deep += "<div>";
  const Parsed p = parse("<html>" + deep + "bottom", "a.html");
  EXPECT_EQ(p.text, "bottom");
  EXPECT_FALSE(p.note.empty());
  EXPECT_GT(nesting_of(deep), 50'000u);
  EXPECT_EQ(nesting_of("<p><p><li><li><b>a</b><br><td>"), 1u);
}

TEST(Html, TellsTablesThatOnlyPlaceThings) {
  EXPECT_EQ(shown(parse("<html><table><tr><td><h2>Menu</h2><p>Soup.</p></table>", "a.html")), "H2 Menu\nP Soup.\n");
}

}  // namespace
}  // namespace gw
