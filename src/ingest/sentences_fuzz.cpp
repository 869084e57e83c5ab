// The text of a JSON line: cleaned, cut into sentences and chunks.
#include "ingest/decode.h"
#include "ingest/fuzz.h"
#include "ingest/sentences.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  gw::sentences_of(text);  // broken UTF-8 may give nonsense, and no more
  const std::string whole = gw::clean(text);
  std::uint32_t last = 0;
  for (const auto& [start, end] : gw::sentences_of(whole)) {
    gw::check(start >= last && end > start);
    last = end;
  }
  return gw::fuzz_once([&] { return gw::text_document(text, text.substr(0, 20)); });
}
