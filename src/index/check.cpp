#include "index/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "base/hash.h"
#include "index/analyser.h"
#include "index/keeper.h"

namespace gw {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t sentences_max = 100;
constexpr std::int64_t documents_per_read = 256;
constexpr int looks = 10;  // at what differs, while others write

struct Stand { std::size_t view; std::uint32_t document; };

// Something that differs about one document. It may be that the store and the snapshot were read at different commits: then it is gone at another look.
struct Doubt {
  std::int64_t number;
  bool words;  // its words differ; they never change under one number
  std::string sentence;
};

// The sum over the terms of a text and its context, each once with its frequency, as Segment::verify gives it.
class Fingerprints {
 public:
  std::uint64_t of(std::string_view text, std::string_view context_text) { return of(body, text) + of(context, context_text); }

 private:
  std::uint64_t of(Field field, std::string_view words) {
    hashes_.clear();
    const auto see = [&](std::string_view term) { hashes_.push_back(hash64(term)); };
    analyser_.each(words, [&](std::string_view term, std::uint32_t, std::uint32_t) { see(term); });
    analyser_.each_single(see);
    std::ranges::sort(hashes_);
    std::uint64_t sum = 0;
    for (std::size_t from = 0, to = 0; from < hashes_.size(); from = to) {
      while (to < hashes_.size() && hashes_[to] == hashes_[from]) ++to;
      sum += weight_in_fingerprint(hashes_[from], field, to - from);
    }
    return sum;
  }
  Analyser analyser_;
  std::vector<std::uint64_t> hashes_;
};

class Check {
 public:
  Check(const Store& store, Snapshots& snapshots) : store_(store), snapshots_(snapshots), snapshot_(snapshots.current()) {}

  std::vector<std::string> run() {
    fingerprints_.resize(snapshot_->views.size());
    for (std::size_t i = 0; i < snapshot_->views.size(); ++i) {
      check_row(i);
      note_documents(i);
    }
    std::string collection, name;
    for (bool more = true; more;) {
      store_.read([&](Db& db) {
        const auto rows = list_documents(db, "", collection, name, documents_per_read);
        more = !rows.empty();
        for (const DocumentRow& row : rows) check_document(db, row);
        if (more) {
          collection = rows.back().collection;
          name = rows.back().name;
        }
      });
    }
    store_.read([&](Db& db) {
      for (const auto& [number, stand] : stands_)
        if (!document_by_number(db, number)) doubt(number, false, strange(number));
    });
    for (int look = 0; look < looks && !doubts_.empty(); ++look) look_again();
    for (auto& one : doubts_) wrong(std::move(one.sentence));
    return std::move(wrong_);
  }

 private:
  void wrong(std::string sentence) {
    if (wrong_.size() < sentences_max) wrong_.push_back(std::move(sentence));
  }
  void doubt(std::int64_t number, bool words, std::string sentence) {
    if (doubts_.size() < sentences_max) doubts_.push_back({number, words, std::move(sentence)});
  }
  static std::string strange(std::int64_t number) { return fmt::format("The index holds document {}, which is not in the store.", number); }
  static std::string missing(const DocumentRow& row) { return fmt::format("Document {} ({}) is not in the index.", row.number, row.name); }
  static std::string displaced(const DocumentRow& row) { return fmt::format("Document {} ({}) is in another compartment of the index.", row.number, row.name); }

  void check_row(std::size_t i) {
    const SegmentRow& row = snapshot_->rows[i];
    const Segment& segment = snapshot_->views[i]->segment();
    if (segment.documents() != row.documents || segment.chunks() != row.chunks || static_cast<std::int64_t>(segment.bytes()) != row.bytes)
      wrong(fmt::format("Segment {} is not the one that the manifest names.", row.file));
    for (const std::string& sentence : segment.verify(&fingerprints_[i])) wrong(fmt::format("Segment {}: {}.", row.file, sentence));
  }

  void note_documents(std::size_t i) {
    const View& view = *snapshot_->views[i];
    for (std::uint32_t d = 0; d < view.segment().documents(); ++d) {
      if (view.compartments()[d] == 0) continue;
      const std::int64_t number = view.segment().numbers()[d];
      if (!stands_.try_emplace(number, Stand{i, d}).second) wrong(fmt::format("Document {} is in the index twice.", number));
    }
  }

  void check_document(Db& db, const DocumentRow& row) {
    const auto found = stands_.find(row.number);
    if (found == stands_.end()) {
      if (row.chunks > 0 && !is_pending(db, row.number)) doubt(row.number, false, missing(row));
      return;
    }
    const auto [i, d] = found->second;
    const View& view = *snapshot_->views[i];
    if (view.compartments()[d] != row.compartment) doubt(row.number, false, displaced(row));
    if (!same_words(db, row, view.segment(), fingerprints_[i], d))
      doubt(row.number, true, fmt::format("Document {} ({}) is indexed with other words than it has.", row.number, row.name));
  }

  bool same_words(Db& db, const DocumentRow& row, const Segment& segment, const std::vector<std::uint64_t>& indexed, std::uint32_t d) {
    const std::uint32_t first = segment.first_chunks()[d], end = segment.first_chunks()[d + 1];
    std::uint32_t at = first;
    bool same = true;
    each_chunk(db, row.number, [&](std::int64_t id, const Chunk& chunk) {
      same = same && at < end && segment.chunk_ordinals()[at] == static_cast<std::uint32_t>(ordinal_of(id)) &&
             (segment.analyser() != analyser_version || words_.of(chunk.text, indexed_context(row, chunk)) == indexed[at]);
      ++at;
    });
    return same && at == end;
  }

  bool is_pending(Db& db, std::int64_t number) {
    if (!pending_read_) {
      for (const std::int64_t n : pending_documents(db, INT64_MAX)) pending_.insert(n);
      pending_read_ = true;
    }
    return pending_.contains(number);
  }

  // Others may write meanwhile: what differs must differ at every look, each with the snapshot and the rows of the moment.
  void look_again() {
    if (store_.version() == snapshot_->version) return;  // nothing was written since: it is as it is
    std::this_thread::sleep_for(5ms);
    snapshot_ = snapshots_.current();
    pending_.clear();
    pending_read_ = false;
    store_.read([&](Db& db) {
      std::erase_if(doubts_, [&](const Doubt& doubt) {
        const auto row = document_by_number(db, doubt.number);
        if (doubt.words) return !row;
        const auto compartment = compartment_in_index(doubt.number);
        if (!row) return compartment == gone;
        if (compartment == gone) return row->chunks == 0 || is_pending(db, doubt.number);
        return compartment == row->compartment;
      });
    });
  }

  std::int64_t compartment_in_index(std::int64_t number) const {
    for (const auto& view : snapshot_->views)
      if (const auto d = view->segment().position_of(number); d != view->segment().documents() && view->compartments()[d] != gone) return view->compartments()[d];
    return gone;
  }

  const Store& store_;
  Snapshots& snapshots_;
  std::shared_ptr<const Snapshot> snapshot_;
  Fingerprints words_;
  std::vector<std::vector<std::uint64_t>> fingerprints_;  // by view, then by chunk
  std::unordered_map<std::int64_t, Stand> stands_;
  std::unordered_set<std::int64_t> pending_;
  bool pending_read_ = false;
  std::vector<Doubt> doubts_;
  std::vector<std::string> wrong_;
};

}  // namespace

std::vector<std::string> check_index(const Store& store, Snapshots& snapshots) { return Check(store, snapshots).run(); }

}  // namespace gw
