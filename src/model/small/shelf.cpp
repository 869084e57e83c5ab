#include "model/small/shelf.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "model/small/model_table.h"

namespace gw {
namespace {

constexpr std::size_t slots_most = 64, memory_per_byte = 6;  // of what is stored

FittedModel fitted_from(const StoredModel& stored) {
  FittedModel out{.number = stored.number, .name = stored.name, .kind = stored.kind};
  if (stored.kind == "labels") out.labels = Linear::parse(stored.blob);
  else if (stored.kind == "people") out.people = Blend::parse(stored.blob);
  else if (stored.kind == "clauses") out.clauses = PassageFinder::parse(stored.blob);
  else throw Error(Code::invalid, fmt::format("Model {} is of a kind that this program does not know: {}.", stored.number, stored.kind));
  return out;
}

}  // namespace

struct Shelf::Slot {
  explicit Slot(std::int64_t number) : number(number) {}
  const std::int64_t number;
  std::mutex mutex;  // held while it is parsed
  std::shared_ptr<const FittedModel> value;
  std::size_t bytes = 0;  // guarded by the shelf's mutex
};

Shelf::Shelf(Store& store, std::size_t bytes_most) : store_(store), bytes_most_(bytes_most) {}
Shelf::~Shelf() = default;

std::shared_ptr<const FittedModel> Shelf::model(std::int64_t number) {
  std::shared_ptr<Slot> slot;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(slots_, [&](const auto& one) { return one->number == number; });
    slot = found == slots_.end() ? std::make_shared<Slot>(number) : *found;
    if (found != slots_.end()) slots_.erase(found);
    slots_.push_back(slot);
  }
  std::shared_ptr<const FittedModel> out;
  std::size_t bytes = 0;
  {
    const std::lock_guard lock(slot->mutex);
    if (slot->value) return slot->value;
    const auto stored = store_.reading<std::optional<StoredModel>>([&](Db& db) { return model_by_number(db, number); });
    if (!stored) throw Error(Code::not_found, fmt::format("There is no model {}.", number));
    out = slot->value = std::make_shared<const FittedModel>(fitted_from(*stored));
    bytes = stored->blob.size() * memory_per_byte;
  }
  const std::lock_guard lock(mutex_);
  slot->bytes = bytes;
  std::size_t all = 0;
  for (const auto& one : slots_) all += one->bytes;
  while (slots_.size() > 1 && (all > bytes_most_ || slots_.size() > slots_most)) {
    all -= slots_.front()->bytes;
    slots_.erase(slots_.begin());
  }
  return out;
}

}  // namespace gw
