#include "index/check.h"

#include <fmt/format.h>

#include <unordered_map>

#include "index/analyser.h"
#include "index/builder.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

constexpr std::size_t sentences_max = 100;
constexpr std::int64_t documents_per_read = 256;

struct Place { const View* view; std::uint32_t document; };

class Check {
 public:
  Check(const Store& store, const Snapshot& snapshot) : store_(store), snapshot_(snapshot) {}

  std::vector<std::string> run() {
    for (std::size_t i = 0; i < snapshot_.views.size(); ++i) {
      check_row(snapshot_.rows[i], *snapshot_.views[i]);
      note_documents(*snapshot_.views[i]);
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
      for (const auto& [number, place] : places_)
        if (!document_by_number(db, number)) wrong(fmt::format("The index holds document {}, which is not in the store.", number));
    });
    return std::move(wrong_);
  }

 private:
  void wrong(std::string sentence) {
    if (wrong_.size() < sentences_max) wrong_.push_back(std::move(sentence));
  }

  void check_row(const SegmentRow& row, const View& view) {
    const Segment& segment = view.segment();
    if (segment.documents() != row.documents || segment.chunks() != row.chunks || static_cast<std::int64_t>(segment.bytes()) != row.bytes)
      wrong(fmt::format("Segment {} is not the one that the manifest names.", row.file));
    for (const std::string& sentence : segment.verify()) wrong(fmt::format("Segment {}: {}.", row.file, sentence));
  }

  void note_documents(const View& view) {
    for (std::uint32_t d = 0; d < view.segment().documents(); ++d) {
      if (view.compartments()[d] == 0) continue;
      const std::int64_t number = view.segment().numbers()[d];
      if (!places_.try_emplace(number, Place{&view, d}).second) wrong(fmt::format("Document {} is in the index twice.", number));
    }
  }

  void check_document(Db& db, const DocumentRow& row) {
    const auto found = places_.find(row.number);
    if (found == places_.end()) {
      if (row.chunks > 0 && !is_pending(db, row.number)) wrong(fmt::format("Document {} ({}) is not in the index.", row.number, row.name));
      return;
    }
    const auto [view, d] = found->second;
    const Segment& segment = view->segment();
    if (view->compartments()[d] != row.compartment) wrong(fmt::format("Document {} ({}) is in another compartment of the index.", row.number, row.name));
    std::uint64_t words = 0;
    std::uint32_t chunks = 0;
    each_chunk(db, row.number, [&](std::int64_t, const Chunk& chunk) {
      ++chunks;
      analyser_.each(chunk.text, [&](std::string_view, std::uint32_t, std::uint32_t) { ++words; });
    });
    const std::uint32_t indexed = segment.first_chunks()[d + 1] - segment.first_chunks()[d];
    const bool same_words = segment.analyser() != analyser_version || words == segment.lengths(body)[d];
    if (chunks != indexed || !same_words) wrong(fmt::format("Document {} ({}) is indexed with other words than it has.", row.number, row.name));
  }

  bool is_pending(Db& db, std::int64_t number) {
    if (pending_.empty() && !pending_read_) {
      for (const std::int64_t n : pending_documents(db, INT64_MAX)) pending_.emplace(n, true);
      pending_read_ = true;
    }
    return pending_.contains(number);
  }

  const Store& store_;
  const Snapshot& snapshot_;
  Analyser analyser_;
  std::unordered_map<std::int64_t, Place> places_;
  std::unordered_map<std::int64_t, bool> pending_;
  bool pending_read_ = false;
  std::vector<std::string> wrong_;
};

}  // namespace

std::vector<std::string> check_index(const Store& store, const Snapshot& snapshot) { return Check(store, snapshot).run(); }

}  // namespace gw
