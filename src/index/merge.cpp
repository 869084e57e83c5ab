#include "index/merge.h"

#include <algorithm>

#include "base/error.h"
#include "index/lengths.h"

namespace gw {
namespace {

constexpr std::uint32_t left_out = UINT32_MAX;

// Appends what stays of one segment; returns the new place of each of its chunks.
std::vector<std::uint32_t> append(const MergeInput& input, SegmentColumns& columns) {
  const Segment& from = *input.segment;
  std::vector<std::uint32_t> place(from.chunks(), left_out);
  for (std::uint32_t d = 0; d < from.documents(); ++d) {
    if (input.compartments[d] == 0) continue;
    columns.add_document(from.numbers()[d], from.ties()[d], input.compartments[d]);
    for (std::uint32_t c = from.first_chunks()[d]; c < from.first_chunks()[d + 1]; ++c) {
      place[c] = columns.chunks();
      columns.add_chunk(from.chunk_ordinals()[c], 0, 0);
      for (const Field f : {body, context}) columns.codes[f].back() = from.codes(f)[c];
    }
    for (const Field f : {body, context}) columns.lengths[f].back() = from.lengths(f)[d];  // exact, where the codes are not
  }
  return place;
}

}  // namespace

SegmentWriter::Written merge_segments(const std::vector<MergeInput>& inputs, const fs::path& file, std::uint32_t analyser) {
  SegmentColumns columns;
  std::vector<std::vector<std::uint32_t>> places;
  for (const MergeInput& input : inputs) places.push_back(append(input, columns));
  GW_ASSERT(!columns.numbers.empty());

  SegmentWriter writer(file, columns);
  std::vector<Segment::Terms> terms;
  std::vector<std::size_t> open;  // inputs that have terms left
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    terms.emplace_back(*inputs[i].segment);
    if (terms[i].next()) open.push_back(i);
  }
  std::uint32_t chunk[block_postings], frequency[block_postings];
  std::string term;
  while (!open.empty()) {
    term = terms[*std::ranges::min_element(open, {}, [&](std::size_t i) { return terms[i].term(); })].term();
    writer.begin_term(term);
    std::vector<std::size_t> still_open;
    for (const std::size_t i : open) {  // in the order of the documents
      if (terms[i].term() == term) {
        for (const Field f : {body, context}) {
          const PostingList& list = terms[i].lists().list[f];
          for (std::size_t block = 0; block < list.blocks(); ++block) {
            const std::uint32_t n = list.decode(block, chunk, frequency);
            for (std::uint32_t p = 0; p < n; ++p)
              if (places[i][chunk[p]] != left_out) writer.add(f, places[i][chunk[p]], frequency[p]);
          }
        }
        if (!terms[i].next()) continue;
      }
      still_open.push_back(i);
    }
    writer.end_term();
    open.swap(still_open);
  }
  return writer.finish(analyser);
}

}  // namespace gw
