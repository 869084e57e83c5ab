#include "ingest/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!gw::is_pair_lines(bytes)) return 0;
  return gw::fuzz_once([&] { return gw::parse(bytes, "a.jsonl"); });
}
