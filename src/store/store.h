// The store of one workspace: one SQLite file in WAL mode, one writer thread that groups commits, a pool of readers.
//
//   callers --write(work)--> queue --> writer: BEGIN IMMEDIATE; each work in a savepoint; COMMIT (fsync); callers go on
//   callers --read(work)---> a reader connection of the pool; the work sees one snapshot
//
// Any process may open the same store: rows are written under the database's lock (waited for, at most 30 s, then Error(busy)).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/settings.h"
#include "store/db.h"
#include "store/workspace.h"

namespace gw {

/// Whether a write needs room or makes it: under the free-space floor only what makes room is let through.
enum class Space { needed, freed };

std::vector<Setting> store_settings();

class Store {
 public:
  /// Opens the workspace's store, creating or migrating it (a copy of the file is put aside first, space checked before).
  /// Error(conflict) when the store was written by a newer program. The floor of free space is 256 MB, or $GROUNDWORK_FREE_FLOOR_MB.
  explicit Store(Workspace workspace);
  ~Store();  ///< finishes what is queued

  const Workspace& workspace() const;

  /// Runs `work` inside a write transaction and returns when it is durable (synchronous=FULL). What it throws undoes its own rows only and is
  /// thrown here. Works of several threads share one commit. Error(unavailable) when the free space is under the floor and the work
  /// needs room (reading and removing go on); Error(busy) when another process keeps the lock for 30 s. Not from inside a work.
  void write(const std::function<void(Db&)>& work, Space space = Space::needed);

  /// Runs `work` on a reader connection inside one read transaction (one snapshot).
  void read(const std::function<void(Db&)>& work) const;

  template <class T, class F>
  T reading(F&& work) const {
    std::optional<T> out;
    read([&](Db& db) { out.emplace(work(db)); });
    return std::move(*out);
  }
  template <class T, class F>
  T writing(F&& work, Space space = Space::needed) {
    std::optional<T> out;
    write([&](Db& db) { out.emplace(work(db)); }, space);
    return std::move(*out);
  }

  /// Changes whenever any process has committed; cheap enough to ask before each query.
  std::int64_t version() const;

  /// A consistent, durable copy of the database into a new file, while others read and write. Error(conflict) when the file is there.
  void copy_to(const std::filesystem::path& file) const;
  /// SQLite's own integrity check; empty when sound, else its sentences.
  std::vector<std::string> integrity() const;
  /// Whether `bytes` more can be written without touching the free space that is kept for removing and for the log.
  bool has_room(std::uint64_t bytes) const;
  /// Rewrites the file so that nothing erased stays in free pages or the log. Needs free space for two copies, and waits for readers
  /// (at most 30 s, then Error(busy)).
  void scrub();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gw
