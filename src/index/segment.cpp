#include "index/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/hash.h"

namespace gw {
namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::size_t term_bytes_max = 64;

std::uint64_t read_varint(std::string_view bytes, std::size_t& at) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    if (at >= bytes.size() || shift > 56) damaged("dictionary number");
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

std::uint64_t fold_hash(std::uint64_t so_far, std::string_view piece) {
  const std::uint64_t both[2] = {so_far, hash64(piece)};
  return hash64({reinterpret_cast<const char*>(both), sizeof both});
}

}  // namespace

void RunningChecksum::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t n = std::min(bytes.size(), piece_bytes - piece_.size());
    piece_.append(bytes.substr(0, n));
    bytes.remove_prefix(n);
    if (piece_.size() == piece_bytes) fold();
  }
}
void RunningChecksum::fold() {
  so_far_ = fold_hash(so_far_, piece_);
  piece_.clear();
}
std::uint64_t RunningChecksum::value() {
  if (!piece_.empty()) fold();
  return so_far_;
}
std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t so_far = 0;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), piece_bytes))) so_far = fold_hash(so_far, bytes.substr(0, piece_bytes));
  return so_far;
}

Segment::Segment(const fs::path& file) : file_(std::make_unique<MappedFile>(file)), bytes_(file_->bytes()) { open(); }
Segment::Segment(std::string_view bytes) : bytes_(bytes) { open(); }

std::string_view Segment::section(Section s) const {
  const auto& row = footer_.section[static_cast<std::size_t>(s)];
  const std::uint64_t room = bytes_.size() - sizeof(SegmentFooter);
  if (row.place > room || row.size > room - row.place || row.place % 8 != 0) damaged("section bounds");
  return bytes_.substr(row.place, row.size);
}

template <class T>
std::span<const T> Segment::column(Section s, std::uint64_t count) const {
  const std::string_view bytes = section(s);
  if (bytes.size() != count * sizeof(T)) damaged("column size");
  return {reinterpret_cast<const T*>(bytes.data()), count};
}

void Segment::open() {
  if (bytes_.size() < segment_magic.size() + sizeof footer_ || !bytes_.starts_with(segment_magic)) damaged("not a segment");
  std::memcpy(&footer_, bytes_.data() + bytes_.size() - sizeof footer_, sizeof footer_);
  if (std::string_view(footer_.end.data(), footer_.end.size()) != segment_end) damaged("segment cut off");
  if (hash64({reinterpret_cast<const char*>(&footer_), offsetof(SegmentFooter, checksum)}) != footer_.checksum) damaged("footer checksum");
  if (footer_.chunks > chunks_per_segment_max || footer_.documents > chunks_per_segment_max || footer_.terms > bytes_.size()) damaged("counts");
  for (std::size_t s = 1; s < sections; ++s)
    if (checksum_of(section(static_cast<Section>(s))) != footer_.section[s].checksum) damaged(fmt::format("checksum of section {}", s));
  postings_ = section(Section::postings);
  dictionary_ = section(Section::dictionary);
  block_rows_ = section(Section::blocks);
  blocks_ = (footer_.terms + terms_per_block - 1) / terms_per_block;
  if (block_rows_.size() != blocks_ * sizeof(BlockRow)) damaged("dictionary rows");
  const std::uint64_t documents = footer_.documents, chunks = footer_.chunks;
  numbers_ = column<std::int64_t>(Section::numbers, documents);
  ties_ = column<std::uint64_t>(Section::ties, documents);
  lengths_[body] = column<std::uint64_t>(Section::body_lengths, documents);
  lengths_[context] = column<std::uint64_t>(Section::context_lengths, documents);
  compartments_ = column<std::uint32_t>(Section::compartments, documents);
  first_chunks_ = column<std::uint32_t>(Section::first_chunks, documents + 1);
  chunk_documents_ = column<std::uint32_t>(Section::chunk_documents, chunks);
  chunk_ordinals_ = column<std::uint32_t>(Section::chunk_ordinals, chunks);
  codes_[body] = column<std::uint8_t>(Section::body_codes, chunks);
  codes_[context] = column<std::uint8_t>(Section::context_codes, chunks);
  by_number_ = column<std::uint32_t>(Section::by_number, documents);
  check_columns();
}

// What other code uses as a position without looking again.
void Segment::check_columns() const {
  if (first_chunks_.front() != 0 || first_chunks_.back() != chunks() || !std::ranges::is_sorted(first_chunks_)) damaged("first chunks");
  for (std::uint32_t d : chunk_documents_)
    if (d >= documents()) damaged("chunk's document");
  for (std::uint32_t d : by_number_)
    if (d >= documents()) damaged("order of numbers");
}

std::uint32_t Segment::position_of(std::int64_t number) const {
  const auto at = std::ranges::lower_bound(by_number_, number, {}, [&](std::uint32_t d) { return numbers_[d]; });
  return at != by_number_.end() && numbers_[*at] == number ? *at : documents();
}

Segment::BlockRow Segment::block_row(std::size_t block) const {
  BlockRow row;
  std::memcpy(&row, block_rows_.data() + block * sizeof row, sizeof row);
  return row;
}

std::string_view Segment::block_bytes(std::size_t block) const {
  const std::uint64_t from = block_row(block).dictionary;
  const std::uint64_t to = block + 1 < blocks_ ? block_row(block + 1).dictionary : dictionary_.size();
  if (from > to || to > dictionary_.size()) damaged("dictionary block");
  return dictionary_.substr(from, to - from);
}

Segment::Entry Segment::read_entry(std::string_view bytes, std::size_t& at) const {
  Entry entry;
  entry.shared = read_varint(bytes, at);
  const std::uint64_t rest = read_varint(bytes, at);
  if (entry.shared > term_bytes_max || rest > term_bytes_max || rest > bytes.size() - at) damaged("dictionary term");
  entry.rest = bytes.substr(at, rest);
  at += rest;
  for (std::size_t f = 0; f < fields; ++f) {
    entry.count[f] = read_varint(bytes, at);
    if (entry.count[f] > 0) entry.size[f] = read_varint(bytes, at);
    if (entry.count[f] > chunks() || entry.size[f] > postings_.size()) damaged("dictionary counts");
  }
  return entry;
}

TermLists Segment::lists_at(const Entry& entry, std::uint64_t place) const {
  TermLists lists;
  for (std::size_t f = 0; f < fields; ++f) {
    if (place > postings_.size() || entry.size[f] > postings_.size() - place) damaged("posting list bounds");
    if (entry.count[f] > 0)
      lists.list[f] = PostingList(postings_.substr(place, entry.size[f]), static_cast<std::uint32_t>(entry.count[f]), chunks());
    place += entry.size[f];
  }
  return lists;
}

TermLists Segment::find(std::string_view term) const {
  std::size_t low = 0, high = blocks_;  // the last block whose first term is <= term
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    std::size_t at = 0;
    if (read_entry(block_bytes(middle), at).rest <= term) low = middle + 1;
    else high = middle;
  }
  if (low == 0) return {};
  const std::size_t block = low - 1;
  const std::string_view bytes = block_bytes(block);
  std::uint64_t place = block_row(block).postings;
  std::string here;
  for (std::size_t at = 0; at < bytes.size();) {
    const Entry entry = read_entry(bytes, at);
    if (entry.shared > here.size()) damaged("dictionary prefix");
    here.resize(entry.shared);
    here += entry.rest;
    if (here == term) return lists_at(entry, place);
    if (here > term) break;
    place += entry.size[body] + entry.size[context];
  }
  return {};
}

bool Segment::Terms::next() {
  if (seen_ == segment_.footer_.terms) return false;
  const std::string_view bytes = segment_.block_bytes(block_);
  if (in_block_ == 0) {
    at_ = 0;
    term_.clear();
    postings_at_ = segment_.block_row(block_).postings;
  }
  const Entry entry = segment_.read_entry(bytes, at_);
  if (entry.shared > term_.size()) damaged("dictionary prefix");
  term_.resize(entry.shared);
  term_ += entry.rest;
  lists_ = segment_.lists_at(entry, postings_at_);
  postings_at_ += entry.size[body] + entry.size[context];
  ++seen_;
  if (++in_block_ == terms_per_block) {
    in_block_ = 0;
    ++block_;
  }
  return true;
}

std::uint64_t weight_in_fingerprint(std::uint64_t hash, Field field, std::uint64_t frequency) {
  const std::uint64_t both[2] = {hash, field};
  return hash64({reinterpret_cast<const char*>(both), sizeof both}) * std::min(frequency, frequency_max);
}

std::vector<std::string> Segment::verify(std::vector<std::uint64_t>* fingerprints) const {
  std::vector<std::string> wrong;
  if (fingerprints != nullptr) fingerprints->assign(chunks(), 0);
  if (checksum_of(postings_) != footer_.section[0].checksum) wrong.push_back("the posting lists do not match their checksum");
  try {
    std::string before;
    std::uint32_t chunk[block_postings], frequency[block_postings];
    for (Terms terms(*this); terms.next();) {
      if (terms.term().empty() || (!before.empty() && terms.term() <= before)) damaged("order of terms");
      before = terms.term();
      const std::uint64_t hash = hash64(terms.term());
      for (const Field field : {body, context}) {
        const PostingList& list = terms.lists().list[field];
        for (std::size_t block = 0; block < list.blocks(); ++block) {
          const std::uint32_t n = list.decode(block, chunk, frequency);
          if (fingerprints == nullptr) continue;
          for (std::uint32_t i = 0; i < n; ++i) (*fingerprints)[chunk[i]] += weight_in_fingerprint(hash, field, frequency[i]);
        }
      }
    }
  } catch (const Error& error) {
    wrong.push_back(error.detail());
  }
  return wrong;
}

}  // namespace gw
