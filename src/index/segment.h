// One immutable segment file, mapped: documents, chunks, a sorted dictionary and posting lists.
//
//   "GWSEGM01" | postings | dictionary | block rows | document columns | chunk columns | footer
//
//   block row    postings' place u64 | dictionary block's place u32 | 0 u32             one per 16 terms
//   term         varint shared | varint rest | rest of the term | varint count in body [varint bytes] | varint count in context [varint bytes]
//                (shared: bytes in common with the term before; 0 at the head of a block; the lists of a block's terms follow each other)
//   documents    number i64 | tie u64 | body length u64 | context length u64 | compartment u32 | first chunk u32 (one more, the end)
//   chunks       document u32 | ordinal u32 | body length code u8 | context length code u8
//   by number    document positions in order of number u32
//   footer       section rows (place u64, size u64, checksum u64) | counts | versions | checksum of the footer | "GWSEGEND"
//
// Everything but the postings is checked against its checksum when the file is opened, the postings by `verify`; a reader of postings checks
// every bound, so a damaged file is Error(unavailable), never a crash. Little-endian.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "index/postings.h"

namespace gw {

constexpr std::size_t fields = 2;
enum Field : std::size_t { body, context };

constexpr std::string_view segment_magic = "GWSEGM01", segment_end = "GWSEGEND";
constexpr std::size_t terms_per_block = 16;
constexpr std::uint32_t chunks_per_segment_max = 1u << 30;

enum class Section : std::size_t {
  postings, dictionary, blocks, numbers, ties, body_lengths, context_lengths, compartments, first_chunks, chunk_documents, chunk_ordinals,
  body_codes, context_codes, by_number, count_
};
constexpr std::size_t sections = static_cast<std::size_t>(Section::count_);

struct SegmentFooter {
  struct Row { std::uint64_t place = 0, size = 0, checksum = 0; };
  std::array<Row, sections> section{};
  std::uint64_t documents = 0, chunks = 0, terms = 0;
  std::uint32_t analyser = 0, reserved = 0;
  std::uint64_t checksum = 0;  // of all above
  std::array<char, 8> end{};
};

/// A checksum of any length of bytes, taken piece by piece: the hash of (hash so far, hash of the next MiB).
class RunningChecksum {
 public:
  void add(std::string_view bytes);
  std::uint64_t value();

 private:
  void fold();
  std::uint64_t so_far_ = 0;
  std::string piece_;
};
std::uint64_t checksum_of(std::string_view bytes);

/// What one posting adds to the fingerprint of its chunk; `hash` is the term's hash64.
std::uint64_t weight_in_fingerprint(std::uint64_t hash, Field field, std::uint64_t frequency);

struct TermLists {
  std::array<PostingList, fields> list;  ///< count() 0: the term is not in that field
};

class Segment {
 public:
  explicit Segment(const fs::path& file);                ///< Error(not_found) when the file is gone, Error(unavailable) when damaged
  explicit Segment(std::string_view bytes);              ///< over bytes that outlive it
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  std::uint32_t documents() const { return static_cast<std::uint32_t>(footer_.documents); }
  std::uint32_t chunks() const { return static_cast<std::uint32_t>(footer_.chunks); }
  std::uint64_t terms() const { return footer_.terms; }
  std::uint64_t bytes() const { return bytes_.size(); }
  std::uint32_t analyser() const { return footer_.analyser; }

  // Columns by the document's position in the segment.
  std::span<const std::int64_t> numbers() const { return numbers_; }
  std::span<const std::uint64_t> ties() const { return ties_; }                  ///< hash of collection and name
  std::span<const std::uint64_t> lengths(Field f) const { return lengths_[f]; }  ///< terms in all its chunks
  std::span<const std::uint32_t> compartments() const { return compartments_; }  ///< as of the segment's moves_seq
  std::span<const std::uint32_t> first_chunks() const { return first_chunks_; }  ///< one more than documents
  // Columns by the chunk's position.
  std::span<const std::uint32_t> chunk_documents() const { return chunk_documents_; }
  std::span<const std::uint32_t> chunk_ordinals() const { return chunk_ordinals_; }
  std::span<const std::uint8_t> codes(Field f) const { return codes_[f]; }

  /// The position of a document, documents() when it is not here.
  std::uint32_t position_of(std::int64_t number) const;

  TermLists find(std::string_view term) const;

  /// All terms in order, for merging and verifying.
  class Terms {
   public:
    explicit Terms(const Segment& segment) : segment_(segment) {}
    bool next();  ///< false at the end
    std::string_view term() const { return term_; }
    const TermLists& lists() const { return lists_; }

   private:
    const Segment& segment_;
    std::size_t block_ = 0, in_block_ = 0, at_ = 0;
    std::uint64_t seen_ = 0, postings_at_ = 0;
    std::string term_;
    TermLists lists_;
  };

  /// Reads everything: checksum of the postings, order of terms, every posting. Sentences of what is wrong. With `fingerprints`: of each chunk the
  /// sum of the weight_in_fingerprint of its postings, so that it can be compared with its text.
  std::vector<std::string> verify(std::vector<std::uint64_t>* fingerprints = nullptr) const;

 private:
  void open();
  std::string_view section(Section s) const;
  template <class T>
  std::span<const T> column(Section s, std::uint64_t count) const;
  void check_columns() const;
  struct BlockRow { std::uint64_t postings; std::uint32_t dictionary, reserved; };
  BlockRow block_row(std::size_t block) const;
  std::string_view block_bytes(std::size_t block) const;
  struct Entry { std::uint64_t shared = 0; std::string_view rest; std::array<std::uint64_t, fields> count{}, size{}; };
  Entry read_entry(std::string_view bytes, std::size_t& at) const;
  TermLists lists_at(const Entry& entry, std::uint64_t place) const;

  std::unique_ptr<MappedFile> file_;
  std::string_view bytes_, postings_, dictionary_, block_rows_;
  SegmentFooter footer_;
  std::size_t blocks_ = 0;
  std::span<const std::int64_t> numbers_;
  std::span<const std::uint64_t> ties_;
  std::array<std::span<const std::uint64_t>, fields> lengths_;
  std::span<const std::uint32_t> compartments_, first_chunks_, chunk_documents_, chunk_ordinals_, by_number_;
  std::array<std::span<const std::uint8_t>, fields> codes_;
};

}  // namespace gw
