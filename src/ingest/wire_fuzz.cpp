// A reply of a confined child that was taken over, and a request as the child sees it.
#include "ingest/fuzz.h"
#include "ingest/wire.h"
#include "proc/worker.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view frame(reinterpret_cast<const char*>(data), size);
  std::uint64_t length = 0;
  gw::parse_frame_head(frame, length);
  try {
    const gw::Parsed parsed = gw::decode_reply(frame);
    gw::check(gw::is_utf8(parsed.text));
    gw::chunks_of(parsed);
    gw::check(gw::encode_reply(gw::decode_reply(gw::encode_reply(parsed))) == gw::encode_reply(parsed));
  } catch (const gw::Error&) {
  }
  try {
    std::string_view bytes;
    gw::decode_request(frame, bytes);
  } catch (const gw::Error&) {
  }
  return 0;
}
