#include "index/postings.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::size_t row_bytes = 16;

std::uint32_t load32(const char* at) {
  std::uint32_t out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

void put_varint(std::uint64_t n, std::string& out) {
  for (; n >= 0x80; n >>= 7) out.push_back(static_cast<char>(n | 0x80));
  out.push_back(static_cast<char>(n));
}

// Chunks from gaps: each is the one before it, plus its gap - 1, plus 1. Four at a time.
void add_up(std::uint32_t* gaps, std::uint32_t before) {
  using Lanes = std::uint32_t __attribute__((vector_size(16)));
  const Lanes zero = {0, 0, 0, 0};
  Lanes carry = zero + (before - 1);
  for (std::size_t i = 0; i < block_postings; i += 4) {
    Lanes v;
    std::memcpy(&v, gaps + i, sizeof v);
    v += 1;
    v += __builtin_shufflevector(zero, v, 0, 4, 5, 6);
    v += __builtin_shufflevector(zero, v, 0, 1, 4, 5);
    v += carry;
    carry = __builtin_shufflevector(v, v, 3, 3, 3, 3);
    std::memcpy(gaps + i, &v, sizeof v);
  }
}

struct Candidate { std::uint8_t frequency, length; };

// At most four pairs that together are at least as good as every posting of the block.
Pairs competitive(const std::uint32_t* frequency, const std::uint8_t* length, std::uint32_t n) {
  std::array<std::uint8_t, 256> shortest;  // by frequency
  shortest.fill(255);
  int top = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto f = static_cast<std::uint8_t>(frequency[i]);
    shortest[f] = std::min(shortest[f], length[i]);
    top = std::max<int>(top, f);
  }
  std::array<Candidate, 256> kept;
  std::size_t size = 0;
  int best = 256;
  for (int f = top; f > 0; --f) {
    if (shortest[static_cast<std::size_t>(f)] >= best) continue;
    best = shortest[static_cast<std::size_t>(f)];
    kept[size++] = {static_cast<std::uint8_t>(f), static_cast<std::uint8_t>(best)};
  }
  // Falling frequency, falling length. What does not fit is covered by joining neighbours: the higher frequency with the shorter length.
  while (size > 4) {
    std::size_t at = 0;
    int least = 1 << 20;
    for (std::size_t i = 0; i + 1 < size; ++i) {
      const int loss = (kept[i].frequency - kept[i + 1].frequency) * 4 + (kept[i].length - kept[i + 1].length);
      if (loss < least) { least = loss; at = i; }
    }
    kept[at].length = kept[at + 1].length;
    std::copy(kept.begin() + static_cast<std::ptrdiff_t>(at) + 2, kept.begin() + static_cast<std::ptrdiff_t>(size), kept.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    --size;
  }
  Pairs pairs;
  for (std::size_t i = 0; i < 4; ++i) {
    pairs.frequency[i] = kept[i < size ? i : 0].frequency;
    pairs.length[i] = kept[i < size ? i : 0].length;
  }
  return pairs;
}

}  // namespace

void damaged(std::string_view what) {
  throw Error(Code::unavailable, "The index is damaged; it can be built anew from the documents.", "index: " + std::string(what));
}

PostingList::PostingList(std::string_view bytes, std::uint32_t count, std::uint32_t chunks) : bytes_(bytes), count_(count), chunks_(chunks) {
  if (count == 0 || count > chunks) damaged("posting count");
  if (has_rows() && bytes.size() < blocks() * row_bytes) damaged("posting rows");
}

std::uint32_t PostingList::last_of(std::size_t block) const { return load32(bytes_.data() + block * row_bytes); }

Pairs PostingList::pairs_of(std::size_t block) const {
  Pairs pairs;
  const char* at = bytes_.data() + block * row_bytes + 8;
  for (std::size_t i = 0; i < 4; ++i) {
    pairs.frequency[i] = static_cast<std::uint8_t>(at[2 * i]);
    pairs.length[i] = static_cast<std::uint8_t>(at[2 * i + 1]);
  }
  return pairs;
}

std::size_t PostingList::find_block(std::uint32_t chunk, std::size_t from) const {
  const std::size_t all = blocks();
  if (from >= all || last_of(from) >= chunk) return from;
  std::size_t step = 1;
  while (from + step < all && last_of(from + step) < chunk) {
    from += step;
    step *= 2;
  }
  std::size_t low = from + 1, high = std::min(from + step, all);  // last_of(from) < chunk
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (last_of(middle) < chunk) low = middle + 1;
    else high = middle;
  }
  return low;
}

std::string_view PostingList::data_of(std::size_t block) const {
  if (!has_rows()) return bytes_;
  const std::size_t rows = blocks() * row_bytes;
  const std::uint32_t from = block == 0 ? 0 : load32(bytes_.data() + (block - 1) * row_bytes + 4);
  const std::uint32_t to = load32(bytes_.data() + block * row_bytes + 4);
  if (from > to || to > bytes_.size() - rows) damaged("posting block bounds");
  return bytes_.substr(rows + from, to - from);
}

std::uint32_t PostingList::decode(std::size_t block, std::uint32_t* chunk, std::uint32_t* frequency) const {
  const std::string_view data = data_of(block);
  std::uint32_t before = 0;
  if (has_rows() && block > 0) before = last_of(block - 1) + 1;
  if (before > chunks_) damaged("posting order");
  if ((block + 1) * block_postings <= count_ && has_rows()) {
    if (data.size() < 2) damaged("posting block");
    const int gap_bits = static_cast<unsigned char>(data[0]), frequency_bits = static_cast<unsigned char>(data[1]);
    if (gap_bits > 32 || frequency_bits > 8 || data.size() != 2 + packed_bytes(gap_bits) + packed_bytes(frequency_bits)) damaged("posting block size");
    unpack(data.data() + 2, gap_bits, chunk);
    unpack(data.data() + 2 + packed_bytes(gap_bits), frequency_bits, frequency);
    add_up(chunk, before);
    for (std::size_t i = 0; i < block_postings; ++i) ++frequency[i];
    if (gap_bits > 23 && !std::is_sorted(chunk, chunk + block_postings)) damaged("posting order");  // narrower gaps cannot wrap around
    if (before > (1u << 31) || chunk[block_postings - 1] != last_of(block) || chunk[block_postings - 1] >= chunks_) damaged("posting chunk");
    return block_postings;
  }
  const auto n = static_cast<std::uint32_t>(count_ - block * block_postings);
  const char *at = data.data(), *end = at + data.size();
  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      if (at == end || shift > 35) damaged("posting tail");
      const auto byte = static_cast<unsigned char>(*at++);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    std::uint32_t f = 1;
    if (value & 1) {
      if (at == end) damaged("posting tail");
      f = static_cast<unsigned char>(*at++);
      if (f == 0) damaged("posting frequency");
    }
    const std::uint64_t here = before + (value >> 1);
    if (here >= chunks_) damaged("posting chunk");
    chunk[i] = static_cast<std::uint32_t>(here);
    frequency[i] = f;
    before = static_cast<std::uint32_t>(here) + 1;
  }
  if (at != end || (has_rows() && chunk[n - 1] != last_of(block))) damaged("posting tail end");
  return n;
}

void PostingEncoder::add(std::uint32_t chunk, std::uint8_t frequency, std::uint8_t length) {
  GW_ASSERT(frequency > 0 && chunk >= before_ && (in_block_ == 0 || chunk > chunk_[in_block_ - 1]));
  ++count_;
  if (in_block_ == block_postings) close_block(true);
  chunk_[in_block_] = chunk;
  frequency_[in_block_] = frequency;
  length_[in_block_] = length;
  ++in_block_;
}

void PostingEncoder::close_block(bool full) {
  std::array<std::uint32_t, block_postings> gap, frequency;
  const std::uint32_t n = in_block_;
  for (std::uint32_t i = 0; i < n; ++i) {
    gap[i] = chunk_[i] - (i == 0 ? before_ : chunk_[i - 1] + 1);
    frequency[i] = frequency_[i] - 1;
  }
  if (full) {
    const int gap_bits = bits_needed(gap.data()), frequency_bits = bits_needed(frequency.data());
    data_.push_back(static_cast<char>(gap_bits));
    data_.push_back(static_cast<char>(frequency_bits));
    pack(gap.data(), gap_bits, data_);
    pack(frequency.data(), frequency_bits, data_);
  } else {
    for (std::uint32_t i = 0; i < n; ++i) {
      put_varint(static_cast<std::uint64_t>(gap[i]) << 1 | (frequency[i] > 0), data_);
      if (frequency[i] > 0) data_.push_back(static_cast<char>(frequency_[i]));
    }
  }
  const std::uint32_t last = chunk_[n - 1];
  if (count_ > block_postings) {
    const auto size = static_cast<std::uint32_t>(data_.size());
    const Pairs pairs = competitive(frequency_.data(), length_.data(), n);
    rows_.append(reinterpret_cast<const char*>(&last), 4).append(reinterpret_cast<const char*>(&size), 4);
    for (std::size_t i = 0; i < 4; ++i) {
      rows_.push_back(static_cast<char>(pairs.frequency[i]));
      rows_.push_back(static_cast<char>(pairs.length[i]));
    }
  }
  before_ = last + 1;
  in_block_ = 0;
}

void PostingEncoder::finish(std::string& out) {
  if (in_block_ > 0) close_block(in_block_ == block_postings && count_ > block_postings);
  out += rows_;
  out += data_;
  rows_.clear();
  data_.clear();
  in_block_ = count_ = before_ = 0;
}

}  // namespace gw
