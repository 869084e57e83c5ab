// blob = version, then per block: kind | header << 4 | hidden << 5 | placed << 6, level, start - last end, length, and when `placed`: table, page.
// Numbers are varints; `placed` says that table or page differ from the block before.
#include "ingest/blocks_blob.h"

#include "base/error.h"

namespace gw {
namespace {

constexpr char version = 1;

void put(std::string& out, std::uint32_t n) {
  for (; n >= 0x80; n >>= 7) out += static_cast<char>(n | 0x80);
  out += static_cast<char>(n);
}

[[noreturn]] void damaged() { throw Error(Code::internal, "The store is damaged: the blocks of a document cannot be read."); }

std::uint32_t take(std::string_view& in) {
  std::uint32_t n = 0;
  for (int shift = 0; shift < 35; shift += 7) {
    if (in.empty()) damaged();
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    n |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return n;
  }
  damaged();
}

}  // namespace

std::string blob_of(const std::vector<Block>& blocks) {
  std::string out(1, version);
  Block last;
  for (const auto& b : blocks) {
    GW_ASSERT(b.start >= last.end && b.end >= b.start);
    const bool placed = b.table != last.table || b.page != last.page;
    out += static_cast<char>(static_cast<int>(b.kind) | b.header << 4 | b.hidden << 5 | placed << 6);
    out += static_cast<char>(b.level);
    put(out, b.start - last.end);
    put(out, b.end - b.start);
    if (placed) {
      put(out, b.table);
      put(out, b.page);
    }
    last = b;
  }
  return out;
}

std::vector<Block> blocks_in(std::string_view blob) {
  std::vector<Block> out;
  if (blob.empty()) return out;
  if (blob.front() != version) damaged();
  blob.remove_prefix(1);
  Block last;
  while (!blob.empty()) {
    if (blob.size() < 2) damaged();
    const auto flags = static_cast<unsigned char>(blob[0]);
    Block b{.kind = static_cast<BlockKind>(flags & 15), .level = static_cast<std::uint8_t>(blob[1]), .header = (flags >> 4 & 1) != 0, .hidden = (flags >> 5 & 1) != 0};
    if (b.kind > BlockKind::code) damaged();
    blob.remove_prefix(2);
    b.start = last.end + take(blob);
    b.end = b.start + take(blob);
    b.table = last.table;
    b.page = last.page;
    if ((flags >> 6 & 1) != 0) {
      b.table = take(blob);
      b.page = take(blob);
    }
    out.push_back(b);
    last = b;
  }
  return out;
}

}  // namespace gw
