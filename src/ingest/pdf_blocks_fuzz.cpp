// What pdftotext prints, had the PDF taken Poppler over.
#include "ingest/fuzz.h"
#include "ingest/pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return gw::fuzz_once([&] { return gw::parse_pdf_text({reinterpret_cast<const char*>(data), size}); });
}
