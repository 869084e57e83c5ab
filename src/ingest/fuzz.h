// What a parser promises of any bytes, checked by every fuzz target: it returns a Parsed that holds together, or throws an Error.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "ingest/ingest.h"

namespace gw {

inline void check(bool holds) {
  if (!holds) std::abort();
}

inline void check_parsed(const Parsed& parsed) {
  check(is_utf8(parsed.text) && is_utf8(parsed.title));
  for (const unsigned char c : parsed.text) check(c >= 32 || c == '\n' || c == '\t');
  const auto points = static_cast<std::uint32_t>(count_code_points(parsed.text));
  std::uint32_t last = 0;
  for (const auto& block : parsed.blocks) {
    check(block.start >= last && block.end > block.start && block.end <= points);
    last = block.end;
  }
  for (const auto& pair : parsed.pairs) check(slice(parsed.text, pair.start, pair.end) == pair.answer);
  for (const auto& part : parsed.parts) check(is_utf8(part.name) && !part.name.empty() && ("/" + part.name + "/").find("/../") == std::string::npos);  // "..x" climbs nowhere
  std::string all;
  std::uint32_t at = 0;
  for (const auto& chunk : chunks_of(parsed)) {
    check(chunk.start == at && chunk.length > 0 && chunk.length == count_code_points(chunk.text) && is_utf8(chunk.context));
    at += chunk.length;
    all += chunk.text;
  }
  check(all == parsed.text);
}

/// Runs `read` on the bytes: an Error is an answer, anything else that escapes is a find.
template <class Read>
int fuzz_once(Read&& read) {
  try {
    check_parsed(read());
  } catch (const Error& e) {
    check(e.code() != Code::internal && !e.message().empty());
  }
  return 0;
}

}  // namespace gw
