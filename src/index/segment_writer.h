// Writes one segment file front to back: posting lists as their terms come, in order, then the columns.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "index/postings.h"
#include "index/segment.h"

namespace gw {

/// The columns of documents and chunks while a segment is made.
struct SegmentColumns {
  std::vector<std::int64_t> numbers;
  std::vector<std::uint64_t> ties;
  std::array<std::vector<std::uint64_t>, fields> lengths;
  std::vector<std::uint32_t> compartments, first_chunks;
  std::vector<std::uint32_t> chunk_documents, chunk_ordinals;
  std::array<std::vector<std::uint8_t>, fields> codes;

  void add_document(std::int64_t number, std::uint64_t tie, std::uint32_t compartment);
  void add_chunk(std::uint32_t ordinal, std::uint32_t body_length, std::uint32_t context_length);  ///< of the last document
  std::uint32_t chunks() const { return static_cast<std::uint32_t>(chunk_documents.size()); }
};

class SegmentWriter {
 public:
  /// `columns` must be complete (lengths shape the rows of posting blocks) and outlive the writer.
  SegmentWriter(const fs::path& file, const SegmentColumns& columns);

  /// Terms in rising order of bytes; each posting in rising order of chunk.
  void begin_term(std::string_view term);
  void add(Field field, std::uint32_t chunk, std::uint32_t frequency) {
    encoder_[field].add(chunk, static_cast<std::uint8_t>(std::min<std::uint64_t>(frequency, frequency_max)), columns_.codes[field][chunk]);
  }
  void end_term();  ///< a term without postings leaves no trace

  struct Written { std::uint64_t documents = 0, chunks = 0, terms = 0, bytes = 0; };
  Written finish(std::uint32_t analyser);  ///< makes the file durable

 private:
  void put_section(Section s, std::string_view bytes);
  template <class T>
  void put_column(Section s, const std::vector<T>& column);

  FileWriter file_;
  const SegmentColumns& columns_;
  std::array<PostingEncoder, fields> encoder_;
  SegmentFooter footer_;
  RunningChecksum postings_checksum_;
  std::uint64_t postings_bytes_ = 0;
  std::string term_, before_, dictionary_, blocks_, lists_;
};

}  // namespace gw
