// Runs that wait for a thread of the server: begun by a request that did not wait, left by a process that died, or woken.
#pragma once
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace gw {

/// Thread-safe. What is lost with the process is taken up by the next one (Runner::resume).
class RunQueue {
 public:
  void put(std::string id) {
    const std::lock_guard lock(mutex_);
    ids_.push_back(std::move(id));
  }
  std::optional<std::string> take() {
    const std::lock_guard lock(mutex_);
    if (ids_.empty()) return std::nullopt;
    std::string id = std::move(ids_.front());
    ids_.pop_front();
    return id;
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return ids_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> ids_;
};

}  // namespace gw
