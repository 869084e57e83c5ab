// Any bytes under any name: what they are, their encoding, plain text.
#include "ingest/fuzz.h"
#include "ingest/pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (gw::is_pdf(bytes) || bytes.starts_with("PK")) return 0;  // programs are not started here, and zip has a target of its own
  gw::fuzz_once([&] { return gw::parse(bytes, ""); });
  return gw::fuzz_once([&] { return gw::parse(bytes, "a.txt"); });
}
