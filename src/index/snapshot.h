// What a query reads: the views of all segments at one commit of the store. Immutable; a commit makes a new one that shares what did not change.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "index/view.h"
#include "store/store.h"

namespace gw {

struct Snapshot {
  std::int64_t version = -1;  ///< of the store
  std::int64_t seq = 0;       ///< all moves up to this one are applied
  std::vector<SegmentRow> rows;
  std::vector<std::shared_ptr<const View>> views;  ///< one a row, in the same order
};

/// Thread-safe.
class Snapshots {
 public:
  explicit Snapshots(const Store& store) : store_(store) {}
  /// The snapshot of the latest commit; made anew when the store has changed. Error(unavailable) when a segment is missing or damaged.
  std::shared_ptr<const Snapshot> current();

 private:
  std::shared_ptr<const Snapshot> next(const Snapshot& last, std::int64_t version) const;
  const Store& store_;
  std::mutex mutex_, refresh_;
  std::shared_ptr<const Snapshot> last_ = std::make_shared<const Snapshot>();
};

}  // namespace gw
