// A segment file of any bytes is opened, searched and read to its end, or refused with an Error. The footer's own checksums are put right
// first, else no input would come past them.
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "index/segment.h"

namespace {

// The footer stands at the end; what lies before it is divided by its rows.
void put_checksums_right(std::vector<std::uint64_t>& aligned, std::size_t size) {
  char* bytes = reinterpret_cast<char*>(aligned.data());
  if (size < gw::segment_magic.size() + sizeof(gw::SegmentFooter)) return;
  std::memcpy(bytes, gw::segment_magic.data(), gw::segment_magic.size());
  gw::SegmentFooter footer;
  char* at = bytes + size - sizeof footer;
  std::memcpy(&footer, at, sizeof footer);
  std::memcpy(footer.end.data(), gw::segment_end.data(), gw::segment_end.size());
  for (auto& row : footer.section) {
    const std::uint64_t room = size - sizeof footer;
    if (row.place <= room && row.size <= room - row.place) row.checksum = gw::checksum_of({bytes + row.place, row.size});
  }
  footer.checksum = gw::hash64({reinterpret_cast<const char*>(&footer), offsetof(gw::SegmentFooter, checksum)});
  std::memcpy(at, &footer, sizeof footer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint64_t> aligned(size / 8 + 1);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  put_checksums_right(aligned, size);
  try {
    const gw::Segment segment(std::string_view(reinterpret_cast<const char*>(aligned.data()), size));
    segment.verify();
    segment.position_of(1);
    for (const char* term : {"a", "word", "税务", "zz"}) {
      const auto lists = segment.find(term);
      std::uint32_t chunk[gw::block_postings], frequency[gw::block_postings];
      for (const auto& list : lists.list) {
        if (list.has_rows()) list.find_block(segment.chunks() / 2, 0);
        for (std::size_t block = 0; block < list.blocks(); ++block) list.decode(block, chunk, frequency);
      }
    }
  } catch (const gw::Error&) {
  }
  return 0;
}
