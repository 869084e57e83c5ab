// How many documents, chunks, unread files there are, by compartment, so that a caller is told only of theirs.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct Count {
  std::int64_t documents = 0, chunks = 0, reading = 0, pending = 0, unread = 0;
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

std::vector<CountedCompartment> count_compartments(Db&);

/// A walk over the documents in order of collection and name, from behind a place; rows that the scope does not see are passed over unread.
struct Place {
  std::string collection, name;
};
/// `take(number)` is called for each visible document until it returns false; then the place where it stopped. nullopt at the end.
std::optional<Place> walk_documents(Db&, const Scope&, const std::optional<std::string>& collection, const Place& after,
                                    const std::function<bool(std::int64_t number)>& take);

}  // namespace gw
