// Reads over the tables of other rooms that only the page needs: counts by compartment, the list of documents.
#include <map>

#include "http/counts.h"

namespace gw {

std::vector<CountedCompartment> count_compartments(Db& db) {
  std::map<std::int64_t, Count> counts;
  {
    auto rows = db.query("SELECT compartment, COUNT(*), SUM(chunks), SUM(state = 'reading') FROM documents GROUP BY compartment");
    while (rows.next()) {
      auto& count = counts[rows.integer(0)];
      count.documents = rows.integer(1);
      count.chunks = rows.integer(2);
      count.reading = rows.integer(3);
    }
  }
  {
    auto rows = db.query("SELECT d.compartment, COUNT(*) FROM pending p JOIN documents d ON d.number = p.document GROUP BY d.compartment");
    while (rows.next()) counts[rows.integer(0)].pending = rows.integer(1);
  }
  {
    auto rows = db.query("SELECT compartment, COUNT(*) FROM unread GROUP BY compartment");
    while (rows.next()) counts[rows.integer(0)].unread = rows.integer(1);
  }
  std::vector<CountedCompartment> out;
  for (auto& compartment : compartments(db))
    if (const auto at = counts.find(compartment.id); at != counts.end()) out.push_back({std::move(compartment), at->second});
  return out;
}

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

std::optional<Place> walk_documents(Db& db, const Scope& scope, const std::optional<std::string>& collection, const Place& after,
                                    const std::function<bool(std::int64_t)>& take) {
  auto rows = collection ? db.query("SELECT number, compartment, collection, name FROM documents WHERE collection = ? AND (collection, name) > (?, ?) "
                                    "ORDER BY collection, name", *collection, after.collection, after.name)
                         : db.query("SELECT number, compartment, collection, name FROM documents WHERE (collection, name) > (?, ?) ORDER BY collection, name",
                                    after.collection, after.name);
  Place last = after;
  while (rows.next()) {
    if (!scope.sees(rows.integer(1))) continue;
    if (!take(rows.integer(0))) return last;
    last = {rows.text(2), rows.text(3)};
  }
  return std::nullopt;
}

}  // namespace gw
