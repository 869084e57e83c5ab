// The manifest: which segment files make up the index, and which documents moved to another compartment since.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/db.h"

namespace gw {

struct SegmentRow {
  std::int64_t id = 0;
  std::string file;  ///< name within the folder of segments
  std::int64_t documents = 0, chunks = 0, bytes = 0;
  std::int64_t moves_seq = 0;  ///< the segment knows the compartments as of this move
  std::int64_t analyser = 0;
};

struct Move { std::int64_t seq = 0, document = 0, compartment = 0; };

std::vector<SegmentRow> segment_rows(Db&);
std::int64_t insert_segment(Db&, const SegmentRow& row);  ///< its id
void delete_segment(Db&, std::int64_t id);
void set_moves_seq(Db&, std::int64_t id, std::int64_t seq);

std::vector<Move> moves_after(Db&, std::int64_t seq);  ///< in order
std::optional<std::int64_t> first_move(Db&);           ///< the oldest one kept
std::int64_t last_move(Db&);                           ///< all moves up to this one are in the documents' rows
void delete_moves_to(Db&, std::int64_t seq);

}  // namespace gw
