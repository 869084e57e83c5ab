#include "store/db.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "base/error.h"

namespace gw {
namespace {

// SQL built at run time (lists of unknown length) must not fill the cache for ever.
constexpr std::size_t statements_kept = 256;

[[noreturn]] void fail(sqlite3* db, int result) {
  const std::string detail = fmt::format("sqlite {}: {}", result, db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(result));
  switch (result & 0xFF) {
    case SQLITE_BUSY: case SQLITE_LOCKED: throw Error(Code::busy, "Another process is writing to the store; try again.", detail);
    case SQLITE_FULL: throw Error(Code::unavailable, "The disk is full.", detail);
    case SQLITE_CONSTRAINT: throw Error(Code::conflict, "That is there already, or it belongs to something that is not there.", detail);
    case SQLITE_CORRUPT: case SQLITE_NOTADB:
      throw Error(Code::internal, "The store is damaged; `groundwork verify` says where, `groundwork restore` brings a backup back.", detail);
    case SQLITE_READONLY: case SQLITE_PERM: case SQLITE_AUTH: throw Error(Code::forbidden, "The store may not be written.", detail);
    case SQLITE_CANTOPEN: throw Error(Code::unavailable, "The store cannot be opened.", detail);
    case SQLITE_IOERR: {
      const int system = db != nullptr ? sqlite3_system_errno(db) : 0;
      if (system == ENOSPC || system == EDQUOT) throw Error(Code::unavailable, "The disk is full.", detail);
      throw Error(Code::unavailable, "The disk failed while the store was read or written.", detail);
    }
    case SQLITE_TOOBIG: throw Error(Code::invalid, "That is too large for the store.", detail);
    case SQLITE_INTERRUPT: throw Error(Code::timeout, "The work in the store was stopped.", detail);
    default: throw Error(Code::internal, "The store failed; the log says how.", detail);
  }
}

void check(sqlite3* db, int result) {
  if (result != SQLITE_OK) fail(db, result);
}

}  // namespace

Rows::Rows(Rows&& other) noexcept
    : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), in_use_(other.in_use_), done_(other.done_) {}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  if (in_use_ == nullptr) {
    sqlite3_finalize(statement_);
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *in_use_ = false;
}

bool Rows::next() {
  if (done_) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  done_ = true;
  if (result != SQLITE_DONE) {
    const int extended = sqlite3_extended_errcode(db_);
    fail(db_, (extended & 0xFF) == (result & 0xFF) ? extended : result);
  }
  sqlite3_reset(statement_);  // a finished statement must not hold the snapshot
  return false;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Rows::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string Rows::text(int column) const { return std::string(view(column)); }
bool Rows::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::string_view Rows::view(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

// SQLite's own waiting sleeps up to 100 ms a turn; a group commit lasts a few, so look more often.
int Db::wait_for_lock(void* self, int tries) {
  auto& db = *static_cast<Db*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (tries == 0) db.waiting_since_ = now;
  if (now - db.waiting_since_ > lock_patience) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(tries < 20 ? 1 : 5));
  return 1;
}

Db::Db(const std::filesystem::path& file, Mode mode) {
  if (mode == Mode::write) {  // SQLite would create it readable for all; its log and its shared memory take over the mode
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) ::close(fd);
  }
  // A reader of a WAL database writes too (its mark in the shared memory), hence read-write for both and query_only for readers.
  const int result = sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    check(db_, result);
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_handler(db_, wait_for_lock, this);
    script("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = FILE");
    if (mode == Mode::write) {
      // The page size matters only for a new file: eight kilobytes hold several chunks of text.
      script("PRAGMA page_size = 8192; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
      if (auto row = query("PRAGMA journal_mode = WAL"); !row.next() || row.text(0) != "wal")
        throw Error(Code::unavailable, "The file system of the workspace cannot hold the store (no shared memory for its log).");
      script("PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
    } else {
      script("PRAGMA query_only = ON; PRAGMA cache_size = -8192; PRAGMA mmap_size = 268435456");
    }
  } catch (...) {
    cache_.clear();
    sqlite3_close_v2(db_);
    throw;
  }
}

Db::~Db() {
  for (auto& [sql, cached] : cache_) sqlite3_finalize(cached->statement);
  sqlite3_close_v2(db_);
}

Rows Db::prepare(std::string_view sql) {
  const auto found = cache_.find(sql);
  if (found != cache_.end() && !found->second->in_use) {
    found->second->in_use = true;
    return {db_, found->second->statement, &found->second->in_use};
  }
  const bool keep = found == cache_.end() && cache_.size() < statements_kept;
  sqlite3_stmt* statement = nullptr;
  check(db_, sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr));
  GW_ASSERT(statement != nullptr);
  if (!keep) return {db_, statement, nullptr};
  auto& cached = cache_[std::string(sql)] = std::make_unique<Cached>(Cached{statement, true});
  return {db_, statement, &cached->in_use};
}

void Db::bind(Rows& rows, int at, std::int64_t v) { check(db_, sqlite3_bind_int64(rows.statement_, at, v)); }
void Db::bind(Rows& rows, int at, double v) { check(db_, sqlite3_bind_double(rows.statement_, at, v)); }
void Db::bind(Rows& rows, int at, std::nullptr_t) { check(db_, sqlite3_bind_null(rows.statement_, at)); }
void Db::bind(Rows& rows, int at, std::string_view v) {
  check(db_, sqlite3_bind_text64(rows.statement_, at, v.data() != nullptr ? v.data() : "", v.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Db::bind(Rows& rows, int at, Blob v) {
  check(db_, sqlite3_bind_blob64(rows.statement_, at, v.bytes.data() != nullptr ? v.bytes.data() : "", v.bytes.size(), SQLITE_TRANSIENT));
}

void Db::script(const std::string& sql) { check(db_, sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr)); }
std::int64_t Db::last_id() const { return sqlite3_last_insert_rowid(db_); }
std::int64_t Db::changes() const { return sqlite3_changes64(db_); }
bool Db::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

std::int64_t Db::data_version() {
  auto row = query("PRAGMA data_version");
  GW_ASSERT(row.next());
  return row.integer(0);
}

}  // namespace gw
