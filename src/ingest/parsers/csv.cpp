// Separated values: comma, semicolon, tab or bar. Cells stay text: nothing is computed.
#include "base/text.h"
#include "ingest/builder.h"
#include "ingest/kind.h"
#include "ingest/separated.h"

namespace gw {
namespace {

bool recognises(Source& source) {
  if (!source.is_text()) return false;
  const std::string& ext = source.extension();
  if (ext == "csv" || ext == "tsv" || ext == "tab") return true;
  if (!ext.empty() && ext != "txt") return false;
  // Without the name's word for it, only what could hardly be prose: many rows, all of one width.
  const std::string_view sample = source.sample();
  const char separator = separator_of(sample);
  if (separator == '\0' || separator == '|') return false;
  std::size_t rows = 0, columns = 0;
  auto lines = split(sample.substr(0, 32 << 10), '\n');
  if (sample.size() > (32 << 10)) lines.pop_back();
  for (const auto line : lines) {
    if (trim(line).empty()) continue;
    std::size_t here = 1;
    bool quoted = false;
    for (char c : line) {
      if (c == '"') quoted = !quoted;
      here += c == separator && !quoted;
    }
    if (columns == 0) columns = here;
    if (here != columns) return false;
    ++rows;
  }
  return rows >= 4 && columns >= (separator == ',' ? 3u : 2u);
}

Parsed read(Source& source, const ParseOptions&) {
  const std::string& text = source.text();
  char separator = separator_of(text);
  if (separator == '\0') separator = source.extension() == "csv" ? ',' : '\t';
  Builder builder;
  auto rows = separated_rows(text, separator);
  if (is_pair_table(rows)) put_pairs(builder, rows);
  else put_tables(builder, std::move(rows));
  return builder.finish();
}

}  // namespace

extern const ParserKind csv_parser;
const ParserKind csv_parser{"csv", "values separated by comma, semicolon, tab or bar, as a table; exactly question, answer are curated pairs", "prices.csv", recognises, read};

}  // namespace gw
