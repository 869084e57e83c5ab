#include "index/manifest_table.h"

#include "base/error.h"
#include "index/index.h"

namespace gw {

std::vector<SegmentRow> segment_rows(Db& db) {
  std::vector<SegmentRow> rows;
  auto row = db.query("SELECT id, file, documents, chunks, bytes, moves_seq, analyser FROM segments ORDER BY id");
  while (row.next()) {
    // A name is joined to a folder, and the file it names is removed one day: it must be one that `new_file_name` makes.
    const auto file = row.view(1);
    if (file.size() != 20 || !file.ends_with(".seg") || file.find_first_not_of("0123456789abcdef") != 16) throw Error(Code::unavailable, "The index is damaged; `verify --rebuild` builds it anew.", "a segment's name");
    rows.push_back({row.integer(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5), row.integer(6)});
  }
  return rows;
}

std::int64_t insert_segment(Db& db, const SegmentRow& row) {
  db.run("INSERT INTO segments(file, documents, chunks, bytes, moves_seq, analyser) VALUES(?,?,?,?,?,?)", row.file, row.documents, row.chunks, row.bytes,
         row.moves_seq, row.analyser);
  return db.last_id();
}

void delete_segment(Db& db, std::int64_t id) { db.run("DELETE FROM segments WHERE id = ?", id); }
void set_moves_seq(Db& db, std::int64_t id, std::int64_t seq) { db.run("UPDATE segments SET moves_seq = ? WHERE id = ?", seq, id); }

std::vector<Move> moves_after(Db& db, std::int64_t seq) {
  std::vector<Move> moves;
  auto row = db.query("SELECT seq, document, compartment FROM moves WHERE seq > ? ORDER BY seq", seq);
  while (row.next()) moves.push_back({row.integer(0), row.integer(1), row.integer(2)});
  return moves;
}

std::optional<std::int64_t> first_move(Db& db) {
  auto row = db.query("SELECT min(seq) FROM moves");
  if (!row.next() || row.null(0)) return std::nullopt;
  return row.integer(0);
}

// Moves that every segment knows are deleted, so the greatest may stand in a segment's row alone.
std::int64_t last_move(Db& db) {
  auto row = db.query("SELECT max((SELECT coalesce(max(seq), 0) FROM moves), (SELECT coalesce(max(moves_seq), 0) FROM segments))");
  return row.next() ? row.integer(0) : 0;
}

void delete_moves_to(Db& db, std::int64_t seq) { db.run("DELETE FROM moves WHERE seq <= ?", seq); }

void move_document(Db& db, std::int64_t number, std::int64_t compartment) {
  db.run("INSERT INTO moves(document, compartment) VALUES(?, ?)", number, compartment);
}

}  // namespace gw
