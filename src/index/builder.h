// Documents to a segment, in memory: terms in a hash table, their postings as chains of growing pieces in one arena.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/analyser.h"
#include "index/segment_writer.h"

namespace gw {

/// Bytes in pages of 1 MiB; a place is a 32-bit number.
class Arena {
 public:
  static constexpr std::uint32_t page_bytes = 1 << 20;
  std::uint32_t take(std::uint32_t bytes);  ///< never across a page; needs bytes <= page_bytes
  char* at(std::uint32_t place) { return pages_[place / page_bytes].get() + place % page_bytes; }
  const char* at(std::uint32_t place) const { return pages_[place / page_bytes].get() + place % page_bytes; }
  std::size_t bytes() const { return pages_.size() * page_bytes; }
  void clear();

 private:
  std::vector<std::unique_ptr<char[]>> pages_;
  std::uint32_t used_ = page_bytes;  // of the last page
};

class SegmentBuilder {
 public:
  SegmentBuilder();

  void begin_document(std::int64_t number, std::uint64_t tie, std::uint32_t compartment);
  void add_chunk(std::uint32_t ordinal, std::string_view text, std::string_view context_text);

  std::size_t documents() const { return columns_.numbers.size(); }
  std::size_t bytes() const;  ///< memory in use, roughly
  /// Writes what was added as one durable file and begins anew. Needs a document.
  SegmentWriter::Written write(const fs::path& file);
  void clear();

 private:
  struct Chain {
    std::uint32_t head = 0, at = 0;          // first piece; where to write
    std::uint16_t left = 0, step = 0;        // room in the piece; its size
    std::uint32_t chunk = 0, frequency = 0;  // the posting that still grows; frequency 0: none
    std::uint32_t before = 0, count = 0;     // one past the last chunk written; postings written
  };
  static constexpr std::size_t inline_bytes = 24;
  static constexpr std::uint32_t no_context = UINT32_MAX;
  // One cache line: what a token of a body touches.
  struct alignas(64) TermState {
    std::array<char, inline_bytes> text;  // of a longer term: its place in the arena
    std::uint8_t size = 0;
    std::uint32_t context = no_context;   // its chain in contexts, by place
    Chain body;
  };
  // Grows by pages, so that a million terms are not copied again and again.
  class States {
   public:
    static constexpr std::size_t page_states = 4096;
    TermState& operator[](std::size_t i) { return pages_[i / page_states][i % page_states]; }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return pages_.size() * page_states * sizeof(TermState); }
    TermState& append() {
      if (size_ == pages_.size() * page_states) pages_.push_back(std::make_unique<TermState[]>(page_states));
      return (*this)[size_++];
    }

   private:
    std::vector<std::unique_ptr<TermState[]>> pages_;
    std::size_t size_ = 0;
  };
  struct Slot { std::uint32_t hash = 0, term = 0; };  // term: position + 1; 0: free
  struct Seen { std::string_view term; std::uint64_t hash; };

  void add_seen(Field field);
  TermState& state_of(std::string_view term, std::uint64_t hash);
  std::string_view text_of(const TermState& state) const;
  void grow_table();
  void settle(Chain& chain);
  void put_byte(Chain& chain, std::uint8_t byte);
  void write_chain(SegmentWriter& writer, Field field, const Chain& chain) const;

  Analyser analyser_;
  Arena arena_;
  States terms_;
  std::vector<Chain> contexts_;
  std::vector<Slot> slots_;
  std::vector<Seen> seen_;  // the terms of one text
  SegmentColumns columns_;
};

}  // namespace gw
