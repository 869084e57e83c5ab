// When keys were last used: noted by the requests, written behind them, so that reading never waits for the store's writer.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "store/store.h"

namespace gw {

/// Thread-safe. Holds one entry a key at most.
class KeyUses {
 public:
  void note(const std::string& key_id, std::int64_t at);
  /// Writes what was noted since the last call; may wait for the store's lock. Throws what the store throws; the uses are lost then, no more.
  void write_to(Store& store);

 private:
  std::mutex mutex_;
  std::map<std::string, std::int64_t> noted_;
};

}  // namespace gw
