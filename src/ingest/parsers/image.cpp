// Pictures: one page that waits for OCR.
#include "ingest/kind.h"

namespace gw {
namespace {

using namespace std::string_view_literals;

bool recognises(Source& source) {
  const auto bytes = source.bytes();
  for (const auto magic : {"\x89PNG\r\n\x1A\n"sv, "\xFF\xD8\xFF"sv, "GIF87a"sv, "GIF89a"sv, "II*\0"sv, "MM\0*"sv})
    if (bytes.starts_with(magic)) return true;
  if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return true;
  return bytes.starts_with("BM") && bytes.size() > 30 && bytes.substr(6, 4) == "\0\0\0\0"sv;
}

Parsed read(Source&, const ParseOptions&) {
  Parsed parsed;
  parsed.pages = 1;
  parsed.scanned_pages = {1};
  return parsed;
}

}  // namespace

extern const ParserKind image_parser;
const ParserKind image_parser{"image", "PNG, JPEG, TIFF, GIF, BMP, WebP: read by OCR in the background", "whiteboard.png", recognises, read};

}  // namespace gw
