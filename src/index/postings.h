// One posting list: the chunks of a segment that hold a term, with the term's frequency in each.
//
//   up to 128 postings     tail
//   more                   one row of 16 bytes per block, full blocks, tail
//
//   row of a block         last chunk u32 | where its data end u32 | four pairs (frequency u8, length code u8)
//   full block             bits of a gap u8 | bits of a frequency u8 | 128 gaps - 1 packed | 128 frequencies - 1 packed
//   tail                   for each posting: varint((gap - 1) * 2 + (frequency > 1)) [frequency u8]
//
// The tail has a row too. The pairs are competitive: whatever the weights of a query, one of them scores at least as much as each posting
// of the block (a higher frequency and a shorter chunk never score less). Frequencies stop at 255. The first gap counts from -1.
//
// Bytes come from a file: a reader checks every bound and throws Error(unavailable) when the list is damaged.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "index/bits.h"

namespace gw {

constexpr std::uint64_t frequency_max = 255;  ///< a higher one is kept as this

struct Pairs {
  std::array<std::uint8_t, 4> frequency{}, length{};  ///< unused ones repeat the first
};

/// Throws the error of a damaged index, naming what is wrong in the detail.
[[noreturn]] void damaged(std::string_view what);

class PostingList {
 public:
  PostingList() = default;
  /// `count` postings in `bytes`; chunks lie below `chunks`. Checks the frame only.
  PostingList(std::string_view bytes, std::uint32_t count, std::uint32_t chunks);

  std::uint32_t count() const { return count_; }
  std::size_t blocks() const { return (count_ + block_postings - 1) / block_postings; }
  bool has_rows() const { return count_ > block_postings; }

  /// For lists with rows.
  std::uint32_t last_of(std::size_t block) const;
  Pairs pairs_of(std::size_t block) const;
  /// The first block, from `from` on, whose last chunk is >= chunk; blocks() when there is none.
  std::size_t find_block(std::uint32_t chunk, std::size_t from) const;

  /// Decodes a block; returns how many postings it holds (1..128). The chunks rise and lie below the limit.
  std::uint32_t decode(std::size_t block, std::uint32_t* chunk, std::uint32_t* frequency) const;

 private:
  std::string_view data_of(std::size_t block) const;
  std::string_view bytes_;
  std::uint32_t count_ = 0, chunks_ = 0;
};

/// Encodes one list: `add` in order of chunk, then `finish`.
class PostingEncoder {
 public:
  void add(std::uint32_t chunk, std::uint8_t frequency, std::uint8_t length);
  std::uint32_t count() const { return count_; }
  /// Appends the encoded list to `out` and begins anew.
  void finish(std::string& out);

 private:
  void close_block(bool full);
  std::array<std::uint32_t, block_postings> chunk_, frequency_;
  std::array<std::uint8_t, block_postings> length_;
  std::uint32_t in_block_ = 0, count_ = 0, before_ = 0;  // before_: one past the last chunk of the blocks closed
  std::string rows_, data_;
};

}  // namespace gw
