// The protocol as lines on standard input and output, for a client that starts the program itself.
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "base/error.h"
#include "http/http.h"
#include "http/mcp.h"

namespace gw {
namespace {

constexpr std::size_t line_bytes_most = 4 << 20, queued_most = 64, runs_at_once = 4;

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto some = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (some < 0 && errno == EINTR) continue;
    if (some <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(some));
  }
  return true;
}

// Lines of standard input; one that is too long is passed over and told as such.
class Lines {
 public:
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    for (;;) {
      const auto end = have_.find('\n');
      if (end != have_.npos) {
        if (!too_long) line.append(have_, 0, end);
        have_.erase(0, end + 1);
        too_long = too_long || line.size() > line_bytes_most;
        return true;
      }
      if (!too_long) line += have_;
      have_.clear();
      too_long = too_long || line.size() > line_bytes_most;
      if (too_long) line.clear();
      char some[64 * 1024];
      const auto got = ::read(STDIN_FILENO, some, sizeof some);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      have_.assign(some, static_cast<std::size_t>(got));
    }
  }

 private:
  std::string have_;
};

// Messages are answered by a few threads, so that a long run holds up nothing; whoever cancels a request hears no more of it.
class Answering {
 public:
  Answering(const Mcp& mcp, const Caller& caller) : mcp_(mcp), caller_(caller) {
    for (std::size_t i = 0; i < runs_at_once; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Answering() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    threads_.clear();
  }

  void put(std::string line, bool batches) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return queue_.size() < queued_most; });
    queue_.emplace_back(std::move(line), batches);
    lock.unlock();
    changed_.notify_all();
  }
  void say(const json::value& message) {
    const std::string line = json_text(message) + "\n";
    const std::lock_guard lock(writing_);
    write_all(line);
  }
  void cancel(const json::value& id) {
    const std::lock_guard lock(mutex_);
    if (cancelled_.size() < queued_most) cancelled_.insert(json::serialize(id));
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return ended_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const auto [line, batches] = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      changed_.notify_all();
      const auto reply = mcp_.answer(line, caller_, nullptr, batches);
      lock.lock();
      if (!reply.message) continue;
      const auto* id = reply.message->is_object() ? reply.message->get_object().if_contains("id") : nullptr;
      if (id != nullptr && cancelled_.erase(json::serialize(*id)) > 0) continue;
      lock.unlock();
      say(*reply.message);
      lock.lock();
    }
  }

  const Mcp& mcp_;
  const Caller& caller_;
  std::mutex mutex_, writing_;
  std::condition_variable changed_;
  std::deque<std::pair<std::string, bool>> queue_;
  std::set<std::string> cancelled_;
  bool ended_ = false;
  std::vector<std::jthread> threads_;
};

// The id that a notification of a cancelled request names; null when the line is none.
json::value cancelled_by(const std::string& line) {
  if (line.find("notifications/cancelled") == line.npos) return nullptr;
  try {
    const auto message = parse_json(line);
    if (!message.is_object() || message.get_object().contains("id") || string_or(message.get_object(), "method") != "notifications/cancelled") return nullptr;
    const auto* params = message.get_object().if_contains("params");
    const auto* id = params != nullptr && params->is_object() ? params->get_object().if_contains("requestId") : nullptr;
    return id != nullptr ? *id : json::value();
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

int serve_mcp(const Served& served, const Caller& caller) {
  const Mcp mcp(served.runner, served.settings.text("name.en"));
  Answering answering(mcp, caller);
  Lines lines;
  std::string line;
  bool too_long = false, batches = false;
  while (lines.next(line, too_long)) {
    if (too_long) {
      answering.say(json::object{{"jsonrpc", "2.0"}, {"id", nullptr}, {"error", json::object{{"code", -32700}, {"message", "A message is at most 4 MB."}}}});
      continue;
    }
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    if (const auto asked = mcp_revision_asked(line); !asked.empty()) batches = asked == "2025-03-26";
    if (const auto id = cancelled_by(line); !id.is_null()) answering.cancel(id);
    else answering.put(std::move(line), batches);
  }
  return 0;
}

}  // namespace gw
