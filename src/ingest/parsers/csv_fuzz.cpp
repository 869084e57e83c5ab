#include "ingest/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  return gw::fuzz_once([&] { return gw::parse(bytes, "a.csv"); });
}
