#include "http/counts.h"

#include "ingest/document_table.h"
#include "library/source_table.h"

namespace gw {
namespace {

std::vector<CountedCompartment> count_compartments(Db& db) {
  const auto documents = documents_per_compartment(db);
  const auto unread = unread_per_compartment(db);
  std::vector<CountedCompartment> out;
  for (auto& compartment : compartments(db)) {
    const auto known = documents.find(compartment.id);
    const auto not_read = unread.find(compartment.id);
    if (known == documents.end() && not_read == unread.end()) continue;
    CountedCompartment counted{std::move(compartment), {}};
    if (known != documents.end()) static_cast<DocumentCount&>(counted.count) = known->second;
    if (not_read != unread.end()) counted.count.unread = not_read->second;
    out.push_back(std::move(counted));
  }
  return out;
}

}  // namespace

std::shared_ptr<const std::vector<CountedCompartment>> Counts::now() {
  std::lock_guard lock(mutex_);
  // The version is read first: what is committed meanwhile makes the next caller count again.
  const auto version = store_.version();
  if (counted_ && (version == version_ || (cost_ms_ > dear_ms && since_.ms() < 10 * cost_ms_))) return counted_;
  const Stopwatch watch;
  counted_ = std::make_shared<const std::vector<CountedCompartment>>(store_.reading<std::vector<CountedCompartment>>([](Db& db) { return count_compartments(db); }));
  version_ = version;
  cost_ms_ = watch.ms();
  since_ = Stopwatch();
  return counted_;
}

}  // namespace gw
