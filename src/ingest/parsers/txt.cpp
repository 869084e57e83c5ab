// Plain text in any of the known encodings: the last to be asked.
#include "base/text.h"
#include "ingest/kind.h"
#include "ingest/plain.h"
#include "ingest/reflow.h"

namespace gw {
namespace {

bool recognises(Source& source) { return source.bytes().empty() || source.is_text(); }

Parsed read(Source& source, const ParseOptions&) {
  if (source.bytes().empty()) return {};
  const std::string& text = source.text();
  Parsed parsed;
  // Text that no one wrapped stands exactly as in the file.
  if (text.size() > Builder::bytes_most || wrap_width(split(std::string_view(text).substr(0, 1 << 20), '\n')) == 0) {
    parsed = as_it_stands(text);
  } else {
    Builder builder;
    put_lines(builder, text);
    parsed = builder.finish();
  }
  mark_title(parsed);
  return parsed;
}

}  // namespace

extern const ParserKind txt_parser;
const ParserKind txt_parser{"txt", "plain text: UTF-8, UTF-16, GB18030, Big5 or windows-1252; wrapped lines are joined", "minutes.txt", recognises, read};

}  // namespace gw
