// A segment as it is now: its documents in the compartments they have moved to; and what of it one scope sees.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/manifest_table.h"
#include "index/segment.h"
#include "policy/rights.h"

namespace gw {

struct Totals {
  std::uint64_t documents = 0, chunks = 0;
  std::array<std::uint64_t, fields> length{};
  void add(const Totals& other);
};

/// What one scope sees of one view. Holds counts of terms: shared by all queries with this scope, dies with the view.
class Visible {
 public:
  Visible(const Segment& segment, std::span<const std::uint32_t> compartments, const Scope& scope, const Totals& totals);

  const Totals& totals() const { return totals_; }
  bool everything() const { return kind_ == Kind::everything; }
  bool sees(std::uint32_t chunk) const { return kind_ == Kind::everything || (bits_[chunk / 64] >> (chunk % 64) & 1); }
  const std::vector<std::uint64_t>& bits() const { return bits_; }  ///< by chunk; empty when everything is seen
  /// The chunks it sees, in order, when they are few; else empty.
  const std::vector<std::uint32_t>& few() const { return few_; }
  bool is_few() const { return kind_ == Kind::few; }

  /// In how many visible chunks the list has a posting.
  std::uint32_t count(const PostingList& list) const;
  /// count() for both fields of a term, remembered.
  std::array<std::uint32_t, fields> counts(std::string_view term, const TermLists& lists) const;

  bool of(const Scope& scope) const { return scope_ == scope.visible; }

 private:
  enum class Kind { everything, most, part, few };
  Kind kind_;
  std::vector<bool> scope_;
  Totals totals_;
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> few_, hidden_;  // the visible ones, or the hidden ones, when they are few
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::array<std::uint32_t, fields>> counts_;
};

/// Calls found(i, frequency) for each i whose chunks[i] (in order) has a posting. Decodes only the blocks it needs.
template <class Found>
void match(const PostingList& list, std::span<const std::uint32_t> chunks, Found&& found);

class View {
 public:
  View(std::shared_ptr<const Segment> segment, std::int64_t id, std::span<const Move> moves);
  /// The same segment with further moves; the view itself when none concerns it.
  static std::shared_ptr<const View> moved(const std::shared_ptr<const View>& view, std::span<const Move> moves);

  const Segment& segment() const { return *segment_; }
  std::int64_t id() const { return id_; }
  std::span<const std::uint32_t> compartments() const { return compartments_; }
  Totals gone() const;         ///< of documents that were removed
  std::uint32_t moves() const { return moves_; }  ///< how many moves concern it since it was written

  std::shared_ptr<const Visible> visible_to(const Scope& scope) const;

 private:
  View(const View& other);
  bool apply(std::span<const Move> moves);
  void sum_up();
  std::shared_ptr<const Segment> segment_;
  std::int64_t id_;
  std::vector<std::uint32_t> compartments_;
  std::map<std::uint32_t, Totals> totals_;  // by compartment
  std::uint32_t moves_ = 0;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<const Visible>> visible_;  // latest use first
};

template <class Found>
void match(const PostingList& list, std::span<const std::uint32_t> chunks, Found&& found) {
  std::uint32_t chunk[block_postings], frequency[block_postings];
  std::size_t block = 0, i = 0;
  while (i < chunks.size() && block < list.blocks()) {
    if (list.has_rows()) block = list.find_block(chunks[i], block);
    if (block == list.blocks()) return;
    const std::uint32_t n = list.decode(block, chunk, frequency);
    const std::uint32_t last = chunk[n - 1];
    for (std::uint32_t p = 0; i < chunks.size() && chunks[i] <= last; ++i) {
      while (chunk[p] < chunks[i]) ++p;
      if (chunk[p] == chunks[i]) found(i, frequency[p]);
    }
    ++block;
  }
}

}  // namespace gw
