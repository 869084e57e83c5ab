#include "store/store.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "store/migrate.h"
#include "store/migrations.h"

namespace gw {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// A group is closed when its first work has waited this long, so that a stream of small writes cannot put a commit off.
constexpr auto group_time = 20ms;
constexpr std::size_t readers_kept = 16;
constexpr std::uint64_t free_floor_mb_most = 1ull << 30;

std::uint64_t free_floor() {
  const char* set = std::getenv("GROUNDWORK_FREE_FLOOR_MB");
  if (set == nullptr || *set == '\0') return 256ull << 20;
  std::uint64_t megabytes = 0;
  const char* end = set + std::strlen(set);
  if (const auto [at, failed] = std::from_chars(set, end, megabytes); failed != std::errc() || at != end || megabytes > free_floor_mb_most)
    throw Error(Code::invalid, "$GROUNDWORK_FREE_FLOOR_MB must be a number of megabytes.");
  return megabytes << 20;
}

// What the log holds must still find its place in the database file, so it counts as spoken for.
std::uint64_t log_bytes(const Workspace& workspace) {
  std::error_code failed;
  const auto bytes = fs::file_size(workspace.database().string() + "-wal", failed);
  return failed ? 0 : bytes;
}

const Workspace& prepared(const Workspace& workspace) {
  std::error_code failed;
  if (!fs::is_directory(workspace.root, failed)) throw Error(Code::not_found, fmt::format("The workspace {} is not there.", workspace.root.string()));
  make_private_folder(workspace.data());
  ::chmod(workspace.data().c_str(), 0700);
  return workspace;
}

// What SQLite spills (the copy that VACUUM makes) must lie where only this user reads, and where there is room. The variable is SQLite's and
// belongs to the process; the first store sets it, and SQLite looks elsewhere when the folder is gone.
void keep_spills_in(const fs::path& folder) {
  static std::once_flag once;
  std::call_once(once, [&] { sqlite3_temp_directory = sqlite3_mprintf("%s", folder.c_str()); });
}

// Right after its creation by another process a store may answer "locked" without waiting (two programs switch it to WAL at once).
std::unique_ptr<Db> open_writer(const Workspace& workspace) {
  for (const auto until = Clock::now() + lock_patience;;) {
    try {
      auto db = std::make_unique<Db>(workspace.database(), Db::Mode::write);
      migrate(*db, workspace, migrations());
      return db;
    } catch (const Error& e) {
      if (e.code() != Code::busy || Clock::now() > until) throw;
      std::this_thread::sleep_for(10ms);
    }
  }
}

struct Work {
  const std::function<void(Db&)>* act = nullptr;
  Space space = Space::needed;
  bool alone = false;  // outside a transaction (VACUUM)
  std::exception_ptr failed;
  bool done = false;
};

}  // namespace

std::vector<Setting> store_settings() {
  return {{"free_floor_mb", "megabytes of the disk that stay free; under them only what makes room is done", "256", 0, free_floor_mb_most, SetBy::variable}};
}

struct Store::State {
  explicit State(Workspace w)
      : workspace(std::move(w)), floor(free_floor()), writer(open_writer(prepared(workspace))), watcher(workspace.database(), Db::Mode::read) {
    keep_spills_in(workspace.data());
    thread = std::thread([this] { serve(); });
  }
  ~State() {
    {
      std::lock_guard lock(mutex);
      stopping = true;
    }
    arrived.notify_all();
    thread.join();
  }

  void serve();
  void run_group(std::deque<Work*>& group);
  void run_alone(Work& work);
  void put(Work& work);
  std::unique_ptr<FileLock> take_turn() const;

  Workspace workspace;
  std::uint64_t floor;
  std::unique_ptr<Db> writer;  // the writer thread's own after construction

  std::mutex mutex;  // guards queue, stopping, Work::done
  std::condition_variable arrived, finished;
  std::deque<Work*> queue;
  bool stopping = false;

  mutable std::mutex pool_mutex;
  mutable std::vector<std::unique_ptr<Db>> pool;

  mutable std::mutex watch_mutex;
  mutable Db watcher;  // writes nothing, so its data_version changes with this process's commits too

  std::thread thread;
};

void Store::State::put(Work& work) {
  GW_ASSERT(std::this_thread::get_id() != thread.get_id());  // a write inside a write would wait for itself
  std::unique_lock lock(mutex);
  queue.push_back(&work);
  arrived.notify_one();
  finished.wait(lock, [&] { return work.done; });
  if (work.failed) std::rethrow_exception(work.failed);
}

void Store::State::serve() {
  std::unique_lock lock(mutex);
  for (;;) {
    arrived.wait(lock, [&] { return stopping || !queue.empty(); });
    if (queue.empty()) return;
    std::deque<Work*> group;
    if (queue.front()->alone) {
      group.push_back(queue.front());
      queue.pop_front();
      lock.unlock();
      run_alone(*group.front());
      lock.lock();
    } else {
      lock.unlock();
      run_group(group);
      lock.lock();
    }
    for (auto* work : group) work->done = true;
    finished.notify_all();
  }
}

// SQLite's lock is not fair: who polls can starve beside a process that commits back to back. Who wants to write takes a turn first and keeps
// it until the transaction has begun, so the one that just committed queues behind.
std::unique_ptr<FileLock> Store::State::take_turn() const {
  for (const auto until = Clock::now() + lock_patience;;) {
    if (auto turn = FileLock::try_take(workspace.data() / "turn.lock")) return turn;
    if (Clock::now() > until) throw Error(Code::busy, "Another process is writing to the store; try again.");
    std::this_thread::sleep_for(2ms);
  }
}

// Fills `group` with the works it ran; all of them are durable, or carry what failed, when it returns.
void Store::State::run_group(std::deque<Work*>& group) {
  const auto next = [&]() -> Work* {
    std::lock_guard lock(mutex);
    if (queue.empty() || queue.front()->alone) return nullptr;
    auto* work = queue.front();
    queue.pop_front();
    group.push_back(work);
    return work;
  };
  const auto fail_all = [&](const std::exception_ptr& why) {
    if (writer->in_transaction()) try { writer->script("ROLLBACK"); } catch (const Error&) {}
    for (auto* work : group)
      if (!work->failed) work->failed = why;
  };
  auto* work = next();
  const auto started = Clock::now();
  try {
    {
      const auto turn = take_turn();
      writer->script("BEGIN IMMEDIATE");
    }
    const bool room = floor == 0 || free_bytes(workspace.data()) >= floor + log_bytes(workspace);
    for (; work != nullptr; work = Clock::now() - started < group_time ? next() : nullptr) {
      try {
        if (!room && work->space == Space::needed)
          throw Error(Code::unavailable, fmt::format("The disk is nearly full (less than {} MB free): nothing is taken in until there is room. Reading, searching and "
                                                     "removing go on.", floor >> 20));
        writer->run("SAVEPOINT work");
        (*work->act)(*writer);
        writer->run("RELEASE work");
      } catch (...) {
        work->failed = std::current_exception();
        // A full disk makes SQLite undo the whole transaction; then nothing of this group stands.
        if (!writer->in_transaction()) throw;
        if (room || work->space == Space::freed) {
          writer->run("ROLLBACK TO work");
          writer->run("RELEASE work");
        }
      }
    }
    writer->script("COMMIT");
  } catch (...) {
    fail_all(std::current_exception());
  }
}

void Store::State::run_alone(Work& work) {
  try {
    const auto turn = take_turn();
    (*work.act)(*writer);
  } catch (...) {
    work.failed = std::current_exception();
  }
}

Store::Store(Workspace workspace) : state_(std::make_unique<State>(std::move(workspace))) {}
Store::~Store() = default;

const Workspace& Store::workspace() const { return state_->workspace; }

void Store::write(const std::function<void(Db&)>& work, Space space) {
  Work queued{&work, space};
  state_->put(queued);
}

void Store::read(const std::function<void(Db&)>& work) const {
  std::unique_ptr<Db> db;
  {
    std::lock_guard lock(state_->pool_mutex);
    if (!state_->pool.empty()) {
      db = std::move(state_->pool.back());
      state_->pool.pop_back();
    }
  }
  if (!db) db = std::make_unique<Db>(state_->workspace.database(), Db::Mode::read);
  db->run("BEGIN");
  try {
    work(*db);
  } catch (...) {
    try { db->run("ROLLBACK"); } catch (const Error&) { throw; }
    std::lock_guard lock(state_->pool_mutex);
    if (state_->pool.size() < readers_kept) state_->pool.push_back(std::move(db));
    throw;
  }
  db->run("COMMIT");
  std::lock_guard lock(state_->pool_mutex);
  if (state_->pool.size() < readers_kept) state_->pool.push_back(std::move(db));
}

std::int64_t Store::version() const {
  std::lock_guard lock(state_->watch_mutex);
  return state_->watcher.data_version();
}

void Store::copy_to(const std::filesystem::path& file) const {
  Db source(state_->workspace.database(), Db::Mode::read);
  source.script("PRAGMA query_only = OFF");  // VACUUM INTO counts as a write to SQLite; the source is only read
  copy_database(source, file);
}

std::vector<std::string> Store::integrity() const {
  Db source(state_->workspace.database(), Db::Mode::read);
  std::vector<std::string> wrong;
  for (auto row = source.query("PRAGMA integrity_check(100)"); row.next();)
    if (auto said = row.text(0); said != "ok") wrong.push_back("store: " + said);
  for (auto row = source.query("PRAGMA foreign_key_check"); row.next();)
    wrong.push_back(fmt::format("store: a row of {} belongs to a row of {} that is not there.", row.text(0), row.text(2)));
  return wrong;
}

bool Store::has_room(std::uint64_t bytes) const {
  return state_->floor == 0 || free_bytes(state_->workspace.data()) >= state_->floor + log_bytes(state_->workspace) + bytes;
}

void Store::scrub() {
  const auto size = fs::file_size(state_->workspace.database());
  if (free_bytes(state_->workspace.data()) < size * 2 + (16 << 20))
    throw Error(Code::unavailable, fmt::format("Erasing rewrites the store, for which {} MB free space are needed.", (size * 2 >> 20) + 16));
  const std::function<void(Db&)> act = [](Db& db) {
    const auto empty_log = [&] {
      for (const auto until = Clock::now() + lock_patience;;) {  // readers of other processes may still look at the log
        auto row = db.query("PRAGMA wal_checkpoint(TRUNCATE)");
        if (row.next() && row.integer(0) == 0) return;
        if (Clock::now() > until) throw Error(Code::busy, "Another process reads the store; what was erased still stands in its log. Try again.");
        std::this_thread::sleep_for(20ms);
      }
    };
    empty_log();
    db.script("VACUUM");
    empty_log();
  };
  Work queued{&act, Space::freed, true};
  state_->put(queued);
}

}  // namespace gw
