// Upload forms from anyone. The first line names the content type, the rest is the body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "net/multipart.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = bytes.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto body = bytes.substr(line + 1);
  try {
    const auto boundary = gw::multipart_boundary(bytes.substr(0, line));
    const auto parts = gw::parse_multipart(body, boundary, 100);
    if (parts.size() > 100) std::abort();
    for (const auto& part : parts) {
      if (part.content.data() < body.data() || part.content.data() + part.content.size() > body.data() + body.size()) std::abort();
      try {
        const auto name = gw::document_name(part.filename);
        if (name.empty() || name[0] == '/' || ('/' + name + '/').find("/../") != std::string::npos || !gw::is_utf8(name)) std::abort();
      } catch (const gw::Error&) {
      }
    }
  } catch (const gw::Error&) {
  }
  return 0;
}
