// Any bytes become terms within their limits.
#include "index/analyser.h"

#include "base/error.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const gw::Term& term : gw::terms_of(text))
    GW_ASSERT(!term.text.empty() && term.text.size() <= 64 && term.start < term.end && term.end <= size && gw::is_utf8(term.text));
  return 0;
}
