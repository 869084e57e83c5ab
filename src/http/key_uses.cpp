#include "http/key_uses.h"

#include <utility>

#include "policy/people.h"

namespace gw {

void KeyUses::note(const std::string& key_id, std::int64_t at) {
  std::lock_guard lock(mutex_);
  noted_[key_id] = at;
}

void KeyUses::write_to(Store& store) {
  std::map<std::string, std::int64_t> noted;
  {
    std::lock_guard lock(mutex_);
    noted = std::exchange(noted_, {});
  }
  if (noted.empty()) return;
  store.write([&](Db& db) {
    for (const auto& [id, at] : noted) note_use(db, id, at);
  });
}

}  // namespace gw
