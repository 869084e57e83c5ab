// Imports that run behind a request: files and folders of the server's own disk brought in, one import after another, watched by anyone who asks.
#pragma once
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "library/library.h"

namespace gw {

class Imports {
 public:
  enum class State { running, done, failed };
  struct Progress {
    State state = State::running;
    std::string stage = "waiting";   ///< "reading", "removing", "indexing", .. ; at the end "done" or "failed"
    std::int64_t done = 0, all = 0;  ///< of the stage; at the end the files seen, all of them; all: 0 while it is not known
    std::optional<AddReport> report;
    std::optional<Error> error;
  };

  class Import {
   public:
    Import(std::string id, std::vector<std::string> paths, AddOptions options) : id(std::move(id)), paths(std::move(paths)), options(std::move(options)) {}
    const std::string id;
    const std::vector<std::string> paths;
    const AddOptions options;
    Progress progress() const;
    /// Runs it to its end; never throws. `stopping` ends it at the next file.
    void run(Library& library, const std::atomic<bool>& stopping);

   private:
    void note(std::string_view stage, std::int64_t done, std::int64_t all);
    mutable std::mutex mutex_;
    Progress progress_;
  };

  /// Queues an import; Error(busy) when 16 wait already.
  std::shared_ptr<Import> add(std::vector<std::string> paths, AddOptions options);
  /// The next one to run; null when none waits.
  std::shared_ptr<Import> next();
  /// Error(not_found) for one that never was or is long over: the last 100 are kept.
  std::shared_ptr<Import> find(const std::string& id) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<Import>> waiting_, known_;
};

}  // namespace gw
