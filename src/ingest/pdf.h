// PDF in two steps: Poppler's `pdftotext` prints words with their places (outside, on an open file); from these, blocks are rebuilt (confined).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/document.h"
#include "ingest/ingest.h"

namespace gw {

bool is_pdf(std::string_view bytes);

/// What pdftotext printed: for each range of pages one frame `F first last\n` XML `\0`, or `B page\n\0` for a page that it could not read.
struct PdfText {
  std::string frames;
  std::uint32_t pages = 0;
};
/// Runs pdftotext over ranges of pages, so that time and memory are bounded per page and a broken page costs that page. Error(invalid) when the file is no
/// PDF that Poppler opens, or locked; Error(timeout); Error(unavailable) when pdftotext is missing.
PdfText pdf_text(std::string_view bytes, const ParseOptions& options);

/// The document in the frames of `pdf_text`.
Parsed parse_pdf_text(std::string_view frames);

}  // namespace gw
