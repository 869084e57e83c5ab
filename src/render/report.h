// A report: a small document of headings, paragraphs, lists, tables, quotes, code and charts, which the writers of this room turn into a file.
//
//   Markdown --read_report--> Report --html_of | docx_of | markdown_of--> bytes
//
// A noun without behaviour. All its texts are UTF-8 without control characters but line feeds (in code) and tabs.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class ReportTongue { en, zh };

/// A piece of text in one look. A line break is a piece of its own, with `text` "\n".
struct Span {
  std::string text;
  bool bold = false, italic = false, code = false, struck = false;
  std::string link;  ///< http:, https:, mailto: or #anchor; "" for none
  bool is_break() const { return text == "\n" && !code; }
  bool operator==(const Span&) const = default;
};
using Spans = std::vector<Span>;
std::string plain_text(const Spans& spans);  ///< without looks; a break as a space

enum class ColumnAlign { none, left, center, right };

struct ReportTable {
  std::vector<ColumnAlign> columns;
  std::vector<std::vector<Spans>> rows;  ///< the first names the columns; each is as long as `columns`
};

struct ChartSeries {
  std::string name;
  std::vector<std::optional<double>> values;  ///< one for each label; none: a gap
};

struct Chart {
  enum class Kind { bar, line, pie };
  Kind kind = Kind::bar;
  std::string title, unit;
  std::vector<std::string> labels;
  std::vector<ChartSeries> series;  ///< at least one; of a pie exactly one, without negative values
};

struct ReportBlock {
  enum class Kind { heading, paragraph, list, item, table, quote, callout, code, chart, rule, page_break };
  Kind kind = Kind::paragraph;
  int level = 0;                    ///< of a heading, 1 to 6
  Spans text;                       ///< of a heading or paragraph
  bool ordered = false;             ///< of a list
  std::int64_t start = 1;           ///< the number of an ordered list's first item
  std::string name;                 ///< of a callout: note, tip, important, warning, caution; of code: its language
  std::string code;                 ///< of code, lines ended by line feeds
  ReportTable table;
  Chart chart;
  std::vector<ReportBlock> inside;  ///< of a list its items, of an item, quote or callout its blocks
};

struct Report {
  std::string title;  ///< "" for none
  ReportTongue tongue = ReportTongue::en;
  std::vector<ReportBlock> blocks;
};

/// Whether a writer sets the title above the blocks: there is one, and the blocks do not begin with it.
bool shows_title(const Report& report);

/// The names that links #name may point to, of headings in their order: the words joined by hyphens, a number where one has been there before.
class Anchors {
 public:
  std::string next(const Spans& heading);

 private:
  std::map<std::string, int> seen_;
};

/// "Note", "注意", ...: what a callout of that name is headed with.
std::string_view callout_title(std::string_view name, ReportTongue tongue);

}  // namespace gw
