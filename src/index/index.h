// Words over all documents, under access rights: immutable memory-mapped segments, statistics of what the caller may see.
//
// The index is derived data. A document committed to the store is `pending` until the holder of the writer lease has put it into a segment;
// `catch_up` does that. Readers follow by the store's version. Results and scores equal, bit for bit, those of an index that holds only what
// the scope sees.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct Hit {
  std::int64_t chunk = 0;  ///< chunk id, see ingest/document_table.h
  double score = 0;
};

struct SearchOptions {
  std::size_t k = 10;               ///< chunks, 1..1000
  std::size_t most_per_document = 3;
  bool exhaustive = false;          ///< the oracle: no pruning; equal results
};

/// Thread-safe.
class Index {
 public:
  explicit Index(Store& store);
  ~Index();

  /// The best chunks for the words of `query` (its first 512 code points; the rest is ignored). Score descending; ties by the
  /// hash of collection and name, then ordinal. Sees every commit that the index has caught up with, of any process.
  std::vector<Hit> search(std::string_view query, const Scope& scope, const SearchOptions& options = {});

  /// Inverse document frequency of each distinct term of `text` (its first 512 code points) in the bodies within the scope; for scorers of sentences.
  struct TermWeight { std::string term; double idf = 0; };
  std::vector<TermWeight> weigh(std::string_view text, const Scope& scope);

  /// Puts pending documents into segments, when the writer lease can be had (true); false when another process holds it.
  /// `progress` is called with documents done and waiting; what it throws stops the work and is thrown here, what was committed stays.
  /// Merges as the policy says; builds everything anew when segments are missing, damaged or of another analyser.
  bool catch_up(const std::function<void(std::int64_t done, std::int64_t waiting)>& progress = {});
  /// Waits until nothing is pending, by catching up here or by letting the other process do it. Error(timeout) after `seconds`.
  void wait_until_current(double seconds);
  std::int64_t waiting() const;

  /// Builds all segments anew from the store's documents; the old ones answer until the new ones are committed. Error(busy) when another
  /// process keeps the lease for 30 s.
  void rebuild();
  /// After documents were removed to be erased (moved to `gone`): leaves no term of theirs, nor of anything removed before (their earlier versions), in
  /// any segment file. Error(busy) as above.
  void rewrite(const std::vector<std::int64_t>& numbers);
  std::vector<std::string> verify();  ///< what differs between store and segments, as sentences; empty when they agree

  struct State { std::int64_t segments = 0, documents = 0, chunks = 0, bytes = 0, terms = 0; };
  State state();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// Records, inside the transaction that changes the document's row, that it now lies in `compartment` (gone = removed).
void move_document(Db&, std::int64_t number, std::int64_t compartment);

}  // namespace gw
