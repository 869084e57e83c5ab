#include "index/keeper.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "index/merge.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

constexpr std::size_t builder_bytes_max = 192u << 20;
constexpr std::int64_t documents_per_read = 256;      // a read transaction stays short, so that the log can be checkpointed
constexpr std::size_t read_bytes_max = 16u << 20;
constexpr std::int64_t pending_per_read = 65536;
constexpr std::size_t tier_width = 6;                 // segments of one size that are merged to one of the next
constexpr std::int64_t smallest_tier_chunks = 512;
constexpr std::int64_t merged_chunks_max = 1 << 27;
constexpr std::uint64_t moves_worth_folding = 20000;

std::uint64_t tie_of(const DocumentRow& row) { return hash64(row.collection + '\0' + row.name); }

void add_document(Db& db, const DocumentRow& row, SegmentBuilder& builder, std::size_t& bytes) {
  builder.begin_document(row.number, tie_of(row), static_cast<std::uint32_t>(row.compartment));
  each_chunk(db, row.number, [&](std::int64_t id, const Chunk& chunk) {
    builder.add_chunk(static_cast<std::uint32_t>(ordinal_of(id)), chunk.text, indexed_context(row, chunk));
    bytes += chunk.text.size();
  });
}

}  // namespace

std::string indexed_context(const DocumentRow& row, const Chunk& chunk) {
  if (chunk.context.starts_with(row.title)) return chunk.context;
  return row.title + "\n" + chunk.context;
}

Keeper::Keeper(Store& store, Snapshots& snapshots, std::unique_ptr<FileLock> lease)
    : store_(store), snapshots_(snapshots), lease_(std::move(lease)) {
  make_private_folder(store_.workspace().segments());
}

std::string Keeper::new_file_name() const { return to_hex(random_bytes(8)) + ".seg"; }

void Keeper::remove_files(const std::vector<std::string>& names) {
  for (const std::string& name : names) remove_file(store_.workspace().segments() / name);
}

void Keeper::remove_leftovers() {
  std::set<std::string> named;
  store_.read([&](Db& db) {
    for (const SegmentRow& row : segment_rows(db)) named.insert(row.file);
  });
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(store_.workspace().segments()))
    if (const std::string name = entry.path().filename().string(); name.ends_with(".seg") && !named.contains(name)) left.push_back(name);
  remove_files(left);
}

SegmentRow Keeper::write_built(std::int64_t seq) {
  // A segment is smaller than what builds it. Without the room the documents wait; what is kept free is for removing.
  if (!store_.has_room(builder_.bytes()))
    throw Error(Code::unavailable, "The disk is nearly full: the latest documents are not searchable until there is room.");
  const std::string name = new_file_name();
  const auto written = builder_.write(store_.workspace().segments() / name);
  return {0, name, static_cast<std::int64_t>(written.documents), static_cast<std::int64_t>(written.chunks), static_cast<std::int64_t>(written.bytes), seq,
          analyser_version};
}

void Keeper::commit_built(std::int64_t seq, std::vector<std::int64_t>& numbers) {
  std::optional<SegmentRow> row;
  if (builder_.documents() > 0) row = write_built(seq);
  store_.write([&](Db& db) {
    if (row) insert_segment(db, *row);
    clear_pending(db, numbers);
  });
  numbers.clear();
}

bool Keeper::any_indexed(const std::vector<std::int64_t>& numbers) {
  const auto snapshot = snapshots_.current();
  return std::ranges::any_of(snapshot->views, [&](const auto& view) {
    return std::ranges::any_of(numbers, [&](std::int64_t n) {
      const std::uint32_t d = view->segment().position_of(n);
      return d != view->segment().documents() && view->compartments()[d] != 0;
    });
  });
}

void Keeper::build_pending(const IndexProgress& progress) {
  std::int64_t done = 0;
  builder_.clear();
  for (;;) {
    std::vector<std::int64_t> waiting, taken;
    std::int64_t seq = 0;  // of the first read: later rows may know more, and applying a move twice changes nothing
    store_.read([&](Db& db) {
      waiting = pending_documents(db, pending_per_read);
      seq = last_move(db);
    });
    if (waiting.empty()) return;
    if (any_indexed(waiting)) return rebuild(progress);  // a number stands in one segment only
    for (std::size_t at = 0; at < waiting.size();) {
      store_.read([&](Db& db) {
        std::size_t bytes = 0;
        for (std::int64_t n = 0; n < documents_per_read && at < waiting.size() && bytes < read_bytes_max; ++n, ++at) {
          taken.push_back(waiting[at]);
          const auto row = document_by_number(db, waiting[at]);
          if (row && row->chunks > 0) add_document(db, *row, builder_, bytes);
        }
      });
      if (builder_.bytes() > builder_bytes_max) commit_built(seq, taken);
      if (progress) progress(done + static_cast<std::int64_t>(at), static_cast<std::int64_t>(waiting.size() - at));
    }
    commit_built(seq, taken);
    done += static_cast<std::int64_t>(waiting.size());
  }
}

// Which segments to write anew together, as places in the snapshot; empty when all is well.
std::vector<std::size_t> Keeper::due(const Snapshot& snapshot) const {
  std::map<int, std::vector<std::size_t>> tiers;
  for (std::size_t i = 0; i < snapshot.views.size(); ++i) {
    const View& view = *snapshot.views[i];
    const Totals gone = view.gone();
    if (gone.documents * 4 > view.segment().documents() || view.moves() > moves_worth_folding) return {i};
    const auto size = static_cast<std::uint64_t>(std::max(snapshot.rows[i].chunks, smallest_tier_chunks) / smallest_tier_chunks);
    tiers[std::bit_width(size) / 3].push_back(i);  // a tier is eight times the one below
  }
  std::vector<std::size_t> together;
  std::int64_t chunks = 0;
  for (auto& [tier, members] : tiers) {
    // A tier that overflows takes the smaller ones along: they would be merged soon after.
    together.insert(together.end(), members.begin(), members.end());
    for (const std::size_t i : members) chunks += snapshot.rows[i].chunks;
    if (members.size() >= tier_width && chunks <= merged_chunks_max) {
      std::ranges::sort(together);
      return together;
    }
  }
  return {};
}

void Keeper::replace(const Snapshot& snapshot, const std::vector<std::size_t>& which) {
  std::vector<MergeInput> inputs;
  std::vector<std::string> old;
  bool anything = false;
  for (const std::size_t i : which) {
    const View& view = *snapshot.views[i];
    inputs.push_back({&view.segment(), view.compartments()});
    old.push_back(snapshot.rows[i].file);
    anything = anything || view.gone().documents < view.segment().documents();
  }
  SegmentRow row;
  if (anything) {
    row.file = new_file_name();
    const auto written = merge_segments(inputs, store_.workspace().segments() / row.file, static_cast<std::uint32_t>(snapshot.rows[which.front()].analyser));
    row.documents = static_cast<std::int64_t>(written.documents);
    row.chunks = static_cast<std::int64_t>(written.chunks);
    row.bytes = static_cast<std::int64_t>(written.bytes);
    row.moves_seq = snapshot.seq;
    row.analyser = snapshot.rows[which.front()].analyser;
  }
  store_.write([&](Db& db) {
    for (const std::size_t i : which) delete_segment(db, snapshot.rows[i].id);
    if (anything) insert_segment(db, row);
  });
  remove_files(old);
  log::debug("index.merged", {{"segments", which.size()}, {"chunks", row.chunks}});
}

void Keeper::merge() {
  for (;;) {
    const auto snapshot = snapshots_.current();
    const auto which = due(*snapshot);
    if (which.empty()) break;
    std::uint64_t bytes = 0;
    for (const std::size_t i : which) bytes += static_cast<std::uint64_t>(snapshot->rows[i].bytes);
    if (!store_.has_room(bytes)) break;  // many segments search as well as few, only slower
    replace(*snapshot, which);
  }
  fold_moves();
}

// Segments that no move concerns learn all of them at once, so that moves that every segment knows can be deleted.
void Keeper::fold_moves() {
  const auto snapshot = snapshots_.current();
  std::int64_t known_by_all = snapshot->seq;
  std::vector<std::int64_t> untouched;
  for (std::size_t i = 0; i < snapshot->views.size(); ++i) {
    if (snapshot->views[i]->moves() == 0) {
      if (snapshot->rows[i].moves_seq < snapshot->seq) untouched.push_back(snapshot->rows[i].id);
    } else {
      known_by_all = std::min(known_by_all, snapshot->rows[i].moves_seq);
    }
  }
  const auto oldest = store_.reading<std::optional<std::int64_t>>([](Db& db) { return first_move(db); });
  if (!oldest || *oldest > known_by_all) return;
  store_.write([&](Db& db) {
    for (const std::int64_t id : untouched) set_moves_seq(db, id, snapshot->seq);
    delete_moves_to(db, known_by_all);
  }, Space::freed);
}

void Keeper::rewrite(const std::vector<std::int64_t>& numbers) {
  const auto snapshot = snapshots_.current();
  for (std::size_t i = 0; i < snapshot->views.size(); ++i) {
    const Segment& segment = snapshot->views[i]->segment();
    // Earlier versions and names of an erased document lie under other numbers, removed long ago: no segment may keep what was removed.
    const bool holds = std::ranges::any_of(numbers, [&](std::int64_t n) { return segment.position_of(n) != segment.documents(); });
    if (holds || snapshot->views[i]->gone().documents > 0) replace(*snapshot, {i});
  }
  fold_moves();
}

void Keeper::rebuild(const IndexProgress& progress) {
  std::vector<SegmentRow> old, made;
  std::vector<std::int64_t> taken;
  std::int64_t seq = 0, all = 0;
  store_.read([&](Db& db) {
    old = segment_rows(db);
    seq = last_move(db);
    all = count_documents(db);
  });
  builder_.clear();
  std::string collection, name;
  for (bool more = true; more;) {
    store_.read([&](Db& db) {
      std::size_t bytes = 0;
      const auto rows = list_documents(db, "", collection, name, documents_per_read);
      more = !rows.empty();
      for (const DocumentRow& row : rows) {
        if (row.chunks > 0) add_document(db, row, builder_, bytes);
        taken.push_back(row.number);
        collection = row.collection;
        name = row.name;
        if (bytes > read_bytes_max) break;
      }
    });
    if (builder_.bytes() > builder_bytes_max) made.push_back(write_built(seq));
    const auto done = static_cast<std::int64_t>(taken.size());
    if (progress) progress(done, std::max<std::int64_t>(0, all - done));
  }
  if (builder_.documents() > 0) made.push_back(write_built(seq));
  store_.write([&](Db& db) {
    for (const SegmentRow& row : old) delete_segment(db, row.id);
    for (const SegmentRow& row : made) insert_segment(db, row);
    clear_pending(db, taken);
  });
  std::vector<std::string> files;
  for (const SegmentRow& row : old) files.push_back(row.file);
  remove_files(files);
}

bool Keeper::sound() {
  try {
    const auto snapshot = snapshots_.current();
    return std::ranges::all_of(snapshot->rows, [](const SegmentRow& row) { return row.analyser == analyser_version; });
  } catch (const Error& error) {
    log::warning("index.unsound", {{"reason", error.detail()}});
    return false;
  }
}

}  // namespace gw
