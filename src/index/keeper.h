// What the holder of the writer lease does: puts pending documents into segments, merges segments, folds moves, removes leftover files.
//
// A segment file is durable before its row is committed; the file it replaces is unlinked after. A process that dies in between leaves files
// that no row names: the next holder removes them.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "index/builder.h"
#include "index/snapshot.h"
#include "ingest/document_table.h"
#include "store/store.h"

namespace gw {

/// What of a chunk's surroundings the index sees: the document's title in front of the headings, once.
std::string indexed_context(const DocumentRow& row, const Chunk& chunk);

using IndexProgress = std::function<void(std::int64_t done, std::int64_t waiting)>;

class Keeper {
 public:
  Keeper(Store& store, Snapshots& snapshots, std::unique_ptr<FileLock> lease);

  void remove_leftovers();
  void build_pending(const IndexProgress& progress);
  /// Merges until no tier is full and no segment holds much that is gone.
  void merge();
  /// Writes anew each segment that still holds one of the documents, which must be gone, or anything else that was removed.
  void rewrite(const std::vector<std::int64_t>& numbers);
  /// All documents into new segments, which replace the old ones in one commit.
  void rebuild(const IndexProgress& progress);
  /// Whether all segments can be opened and were written by this analyser.
  bool sound();

 private:
  bool any_indexed(const std::vector<std::int64_t>& numbers);
  std::string new_file_name() const;
  SegmentRow write_built(std::int64_t seq);
  void commit_built(std::int64_t seq, std::vector<std::int64_t>& numbers);
  void replace(const Snapshot& snapshot, const std::vector<std::size_t>& which);
  std::vector<std::size_t> due(const Snapshot& snapshot) const;
  void fold_moves();
  void remove_files(const std::vector<std::string>& names);

  Store& store_;
  Snapshots& snapshots_;
  std::unique_ptr<FileLock> lease_;
  SegmentBuilder builder_;
};

}  // namespace gw
