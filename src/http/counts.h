// How many documents, chunks, unread files there are, by compartment, so that a caller is told only of theirs.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/time.h"
#include "ingest/document_table.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct Count : DocumentCount {
  std::int64_t unread = 0;
};
struct CountedCompartment {
  Compartment compartment;
  Count count;
};

/// Counting reads every row, so it is done once for each version of the store; where it is dear (a million documents while more come in) the last
/// count stands for ten times as long as it took. Thread-safe.
class Counts {
 public:
  explicit Counts(Store& store) : store_(store) {}
  std::shared_ptr<const std::vector<CountedCompartment>> now();

 private:
  Store& store_;
  std::mutex mutex_;
  static constexpr double dear_ms = 50;
  std::int64_t version_ = -1;
  double cost_ms_ = 0;
  Stopwatch since_;
  std::shared_ptr<const std::vector<CountedCompartment>> counted_;
};

}  // namespace gw
