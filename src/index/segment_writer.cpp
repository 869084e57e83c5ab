#include "index/segment_writer.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/error.h"
#include "base/hash.h"
#include "index/lengths.h"

namespace gw {
namespace {

void put_varint(std::uint64_t n, std::string& out) {
  for (; n >= 0x80; n >>= 7) out.push_back(static_cast<char>(n | 0x80));
  out.push_back(static_cast<char>(n));
}

template <class T>
void put_raw(const T& value, std::string& out) { out.append(reinterpret_cast<const char*>(&value), sizeof value); }

}  // namespace

void SegmentColumns::add_document(std::int64_t number, std::uint64_t tie, std::uint32_t compartment) {
  numbers.push_back(number);
  ties.push_back(tie);
  compartments.push_back(compartment);
  for (auto& column : lengths) column.push_back(0);
  first_chunks.push_back(chunks());
}

void SegmentColumns::add_chunk(std::uint32_t ordinal, std::uint32_t body_length, std::uint32_t context_length) {
  GW_ASSERT(!numbers.empty() && chunks() < chunks_per_segment_max);
  chunk_documents.push_back(static_cast<std::uint32_t>(numbers.size() - 1));
  chunk_ordinals.push_back(ordinal);
  codes[body].push_back(length_code(body_length));
  codes[context].push_back(length_code(context_length));
  lengths[body].back() += body_length;
  lengths[context].back() += context_length;
}

SegmentWriter::SegmentWriter(const fs::path& file, const SegmentColumns& columns) : file_(file), columns_(columns) { file_.write(segment_magic); }

void SegmentWriter::begin_term(std::string_view term) {
  GW_ASSERT(term > before_ && !term.empty());
  term_ = term;
}

void SegmentWriter::end_term() {
  if (encoder_[body].count() == 0 && encoder_[context].count() == 0) return;
  const bool head = footer_.terms % terms_per_block == 0;
  if (head) {
    GW_ASSERT(dictionary_.size() < UINT32_MAX);
    put_raw(postings_bytes_, blocks_);
    put_raw(static_cast<std::uint32_t>(dictionary_.size()), blocks_);
    put_raw(std::uint32_t{0}, blocks_);
  }
  std::size_t shared = 0;
  if (!head) shared = static_cast<std::size_t>(std::ranges::mismatch(before_, term_).in1 - before_.begin());
  put_varint(shared, dictionary_);
  put_varint(term_.size() - shared, dictionary_);
  dictionary_.append(term_, shared);
  for (auto& encoder : encoder_) {
    const std::uint32_t count = encoder.count();
    put_varint(count, dictionary_);
    if (count == 0) continue;
    lists_.clear();
    encoder.finish(lists_);
    put_varint(lists_.size(), dictionary_);
    file_.write(lists_);
    postings_checksum_.add(lists_);
    postings_bytes_ += lists_.size();
  }
  before_.swap(term_);
  ++footer_.terms;
}

void SegmentWriter::put_section(Section s, std::string_view bytes) {
  static constexpr char zeros[8] = {};
  if (const auto over = file_.size() % 8; over != 0) file_.write({zeros, 8 - over});
  footer_.section[static_cast<std::size_t>(s)] = {file_.size(), bytes.size(), checksum_of(bytes)};
  file_.write(bytes);
}

template <class T>
void SegmentWriter::put_column(Section s, const std::vector<T>& column) {
  put_section(s, {reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T)});
}

SegmentWriter::Written SegmentWriter::finish(std::uint32_t analyser) {
  const auto& c = columns_;
  footer_.section[static_cast<std::size_t>(Section::postings)] = {segment_magic.size(), postings_bytes_, postings_checksum_.value()};
  put_section(Section::dictionary, dictionary_);
  put_section(Section::blocks, blocks_);
  put_column(Section::numbers, c.numbers);
  put_column(Section::ties, c.ties);
  put_column(Section::body_lengths, c.lengths[body]);
  put_column(Section::context_lengths, c.lengths[context]);
  put_column(Section::compartments, c.compartments);
  std::vector<std::uint32_t> firsts = c.first_chunks;
  firsts.push_back(c.chunks());
  put_column(Section::first_chunks, firsts);
  put_column(Section::chunk_documents, c.chunk_documents);
  put_column(Section::chunk_ordinals, c.chunk_ordinals);
  put_column(Section::body_codes, c.codes[body]);
  put_column(Section::context_codes, c.codes[context]);
  std::vector<std::uint32_t> order(c.numbers.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, {}, [&](std::uint32_t d) { return c.numbers[d]; });
  put_column(Section::by_number, order);
  footer_.documents = c.numbers.size();
  footer_.chunks = c.chunks();
  footer_.analyser = analyser;
  footer_.checksum = hash64({reinterpret_cast<const char*>(&footer_), offsetof(SegmentFooter, checksum)});
  std::memcpy(footer_.end.data(), segment_end.data(), segment_end.size());
  static constexpr char zeros[8] = {};
  if (const auto over = file_.size() % 8; over != 0) file_.write({zeros, 8 - over});
  file_.write({reinterpret_cast<const char*>(&footer_), sizeof footer_});
  file_.finish();
  return {footer_.documents, footer_.chunks, footer_.terms, file_.size()};
}

}  // namespace gw
