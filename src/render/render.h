// The door of render: Markdown in, a file to hand out.
//
// What is read is Markdown as people write reports (docs/render.md): headings, paragraphs with **bold**, *italic*, `code`, ~~struck~~ and links, lists,
// tables, quotes and callouts, fenced code, charts, page breaks. HTML in it is text like any other.
#pragma once
#include <string>
#include <string_view>

#include "render/report.h"

namespace gw {

struct ReportLimits {
  std::size_t bytes = 1'000'000;
  std::size_t blocks = 20'000;      ///< at every depth
  std::size_t spans = 200'000;
  std::size_t depth = 8;            ///< of lists and quotes in each other; what is deeper is text
  std::size_t columns = 40;         ///< of a table
  std::size_t cells = 50'000;       ///< of all tables
  std::size_t charts = 50;
  std::size_t series = 12;          ///< of a chart
  std::size_t points = 200;         ///< of a series
};

/// Reads any bytes. Error(invalid) in one sentence when it is over a limit, or a chart is not one.
/// Costs time about linear in the text. `tongue`: which of a chart's texts in both languages are taken.
Report read_report(std::string_view markdown, std::string title, ReportTongue tongue, const ReportLimits& limits = {});

/// zh when a third of the letters are Han, else en.
ReportTongue tongue_of(std::string_view text);

/// Text whose every character is text to read_report wherever it stands, be it in a table, in code or at the beginning of a line. It holds characters
/// of no language in place of punctuation and line feeds; only read_report understands them.
std::string shielded(std::string_view text);

/// One self-contained page: its style inside, charts as SVG, nothing fetched, no script; well-formed as XML too.
std::string html_of(const Report& report);
/// Office Open XML: styles, numbering, tables, charts that Word can restyle. The same report gives the same bytes.
std::string docx_of(const Report& report);
/// Markdown in one way of writing; a chart becomes a table. Reading it gives the same report, but for charts and
/// for bold and italic that cross.
std::string markdown_of(const Report& report);

}  // namespace gw
