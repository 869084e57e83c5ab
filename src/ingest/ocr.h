// Text of scanned pages: Poppler draws the page, Tesseract reads it; both are programs run on bytes in memory, with limits.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/ingest.h"

namespace gw {

/// The text of page `page` (from 1) of a PDF, or of a picture (page 1), as clean text; "" when there is none. Takes seconds; blocks.
/// Error(unavailable) naming what to install when a program or a language is missing, Error(timeout), Error(invalid) when the page cannot be drawn.
std::string ocr_page(std::string_view bytes, std::uint32_t page, const ParseOptions& options = {});

/// The same as blocks of that page, for the library's background (its ReadPage).
Parsed read_scanned_page(std::string_view bytes, std::string_view name, std::uint32_t page, const std::vector<std::string>& passwords);

/// Without the spaces that Tesseract puts between Chinese characters.
std::string close_gaps(std::string_view text);

}  // namespace gw
