// Request targets and upload forms from anyone: no crash, and what comes out keeps its promises.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "net/address.h"
#include "net/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto target = gw::parse_target(bytes);
    if (target.path.empty() || target.path[0] != '/' || !gw::is_utf8(target.path) || target.path.find('\0') != std::string::npos || target.query.size() > 64) std::abort();
    for (const auto& [name, value] : target.query)
      if (!gw::is_utf8(name) || !gw::is_utf8(value) || value.find('\0') != std::string::npos) std::abort();
  } catch (const gw::Error&) {
  }
  const gw::HostRule rule{{"127.0.0.1", 8080}, {"kb.example.com"}};
  try {
    gw::check_host(rule, bytes);
  } catch (const gw::Error&) {
  }
  try {
    gw::check_origin(rule, "localhost:8080", bytes, std::nullopt);
  } catch (const gw::Error&) {
  }
  try {
    gw::parse_address(bytes);
  } catch (const gw::Error&) {
  }
  return 0;
}
