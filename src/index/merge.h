// Several segments to one: documents one after another, those that are gone left out, posting lists streamed term by term.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "index/segment_writer.h"

namespace gw {

struct MergeInput {
  const Segment* segment;
  std::span<const std::uint32_t> compartments;  ///< of its documents as of now; 0 is left out
};

/// Writes the merged segment as one durable file. Needs at least one document that stays; memory: the columns and the dictionary.
SegmentWriter::Written merge_segments(const std::vector<MergeInput>& inputs, const fs::path& file, std::uint32_t analyser);

}  // namespace gw
