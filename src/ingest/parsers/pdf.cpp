// PDF, by Poppler's pdftotext and its places of words.
#include "ingest/kind.h"
#include "ingest/pdf.h"

namespace gw {
namespace {

bool recognises(Source& source) { return is_pdf(source.bytes()); }
Parsed read(Source& source, const ParseOptions& options) { return parse_pdf_text(pdf_text(source.bytes(), options).frames); }

}  // namespace

extern const ParserKind pdf_parser;
const ParserKind pdf_parser{"pdf", "PDF by Poppler: pages, headings by size, paragraphs over lines and columns, tables; pages without text wait for OCR", "manual.pdf", recognises, read};

}  // namespace gw
