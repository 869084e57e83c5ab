#include "index/snapshot.h"

#include <algorithm>
#include <thread>

#include "base/error.h"

namespace gw {
namespace {
constexpr int tries = 20;  // a file may vanish between reading the manifest and opening it, when a merge ends just then
}

std::shared_ptr<const Snapshot> Snapshots::current() {
  const std::int64_t version = store_.version();  // asked first: a commit that comes meanwhile is seen the next time
  {
    const std::lock_guard lock(mutex_);
    if (last_->version == version) return last_;
  }
  const std::lock_guard refreshing(refresh_);
  std::shared_ptr<const Snapshot> last;
  {
    const std::lock_guard lock(mutex_);
    last = last_;
  }
  if (last->version >= 0 && last->version == store_.version()) return last;
  auto made = next(*last, store_.version());
  const std::lock_guard lock(mutex_);
  last_ = made;
  return made;
}

std::shared_ptr<const Snapshot> Snapshots::next(const Snapshot& last, std::int64_t version) const {
  for (int attempt = 1;; ++attempt) {
    auto made = std::make_shared<Snapshot>();
    made->version = version;
    std::int64_t from = last.seq;  // the oldest move that anything here may need
    std::vector<Move> moves;
    store_.read([&](Db& db) {
      made->rows = segment_rows(db);
      made->seq = last_move(db);
      for (const SegmentRow& row : made->rows)
        if (std::ranges::none_of(last.rows, [&](const SegmentRow& r) { return r.id == row.id; })) from = std::min(from, row.moves_seq);
      moves = moves_after(db, from);
    });
    const auto after = [&](std::int64_t seq) {
      const auto first = std::ranges::upper_bound(moves, seq, {}, &Move::seq);
      return std::span<const Move>(first, moves.end());
    };
    try {
      for (const SegmentRow& row : made->rows) {
        const auto known = std::ranges::find(last.rows, row.id, &SegmentRow::id);
        if (known != last.rows.end()) {
          made->views.push_back(View::moved(last.views[static_cast<std::size_t>(known - last.rows.begin())], after(last.seq)));
        } else {
          auto segment = std::make_shared<const Segment>(store_.workspace().segments() / row.file);
          made->views.push_back(std::make_shared<const View>(std::move(segment), row.id, after(row.moves_seq)));
        }
      }
      return made;
    } catch (const Error& error) {
      if (error.code() != Code::not_found) throw;
      if (attempt == tries) throw Error(Code::unavailable, "A part of the index is missing; it can be built anew from the documents.", error.detail());
      std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
    }
  }
}

}  // namespace gw
