// The store of one workspace: one SQLite file in WAL mode, one writer thread that groups commits, a pool of readers.
//
//   callers --write(work)--> queue --> writer: BEGIN IMMEDIATE; each work in a savepoint; COMMIT (fsync); callers go on
//   callers --read(work)---> a reader connection of the pool; the work sees one snapshot
//
// Any process may open the same store: rows are written under the database's lock (waited for, at most 30 s, then Error(busy)).
#pragma once
#include <functional>
#include <memory>

#include "store/db.h"
#include "store/workspace.h"

namespace gw {

class Store {
 public:
  /// Opens the workspace's store, creating or migrating it (a copy of the file is put aside first, space checked before).
  /// Error(conflict) when the store was written by a newer program.
  explicit Store(Workspace workspace);
  ~Store();  ///< finishes what is queued

  const Workspace& workspace() const;

  /// Runs `work` inside a write transaction and returns when it is durable (synchronous=FULL). What it throws undoes its own rows only and is
  /// thrown here. Works of several threads share one commit. Error(unavailable) when the free space is under the floor (reading goes on).
  void write(const std::function<void(Db&)>& work);

  /// Runs `work` on a reader connection inside one read transaction (one snapshot).
  void read(const std::function<void(Db&)>& work) const;

  template <class T, class F>
  T reading(F&& work) const {
    std::optional<T> out;
    read([&](Db& db) { out.emplace(work(db)); });
    return std::move(*out);
  }
  template <class T, class F>
  T writing(F&& work) {
    std::optional<T> out;
    write([&](Db& db) { out.emplace(work(db)); });
    return std::move(*out);
  }

  /// Changes whenever any process has committed; cheap enough to ask before each query.
  std::int64_t version() const;

  /// A consistent copy of the database into a new file, while others read and write.
  void copy_to(const std::filesystem::path& file) const;
  /// SQLite's own integrity check; empty when sound, else its sentences.
  std::vector<std::string> integrity() const;
  /// Rewrites the file so that nothing erased stays in free pages or the log.
  void scrub();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gw
