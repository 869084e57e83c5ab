// One SQLite connection and its statements; the only place that calls SQLite. A connection is used by one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace gw {

/// A prepared statement, bound and stepped in one expression:
///   auto row = db.query("SELECT title FROM documents WHERE number = ?", number);  while (row.next()) use(row.text(0));
/// Views returned by text() and blob() die at the next next(). Statements are cached per connection by their SQL.
class Rows {
 public:
  Rows(Rows&&) noexcept;
  ~Rows();
  bool next();
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  std::string_view view(int column) const;  ///< text or blob, without a copy
  bool null(int column) const;

 private:
  friend class Db;
  Rows(sqlite3* db, sqlite3_stmt* statement, bool* in_use) : db_(db), statement_(statement), in_use_(in_use) {}
  sqlite3* db_;
  sqlite3_stmt* statement_;
  bool* in_use_;  // null: the statement is this object's own
  bool done_ = false;
};

/// How long a connection waits for another process's lock before Error(busy).
constexpr std::chrono::seconds lock_patience{30};

struct Blob { std::string_view bytes; };  ///< bound as a blob, not as text

class Db {
 public:
  enum class Mode { read, write };
  /// Opens (Mode::write: creates) the file with the house's settings (WAL, foreign keys, busy time-out, secure_delete, trusted_schema off).
  Db(const std::filesystem::path& file, Mode mode);
  ~Db();
  Db(const Db&) = delete;
  Db& operator=(const Db&) = delete;

  template <class... Values>
  Rows query(std::string_view sql, const Values&... values) {
    Rows rows = prepare(sql);
    int at = 0;
    (bind(rows, ++at, values), ...);
    return rows;
  }
  /// Runs one statement to its end; returns the number of rows it changed.
  template <class... Values>
  std::int64_t run(std::string_view sql, const Values&... values) {
    Rows rows = query(sql, values...);
    while (rows.next()) {}
    return changes();
  }
  void script(const std::string& sql);  ///< several statements, no parameters
  std::int64_t last_id() const;
  std::int64_t changes() const;
  std::int64_t data_version();  ///< PRAGMA data_version: changes when another connection has committed
  bool in_transaction() const;
  sqlite3* raw() { return db_; }

 private:
  struct Cached { sqlite3_stmt* statement; bool in_use = false; };
  Rows prepare(std::string_view sql);
  void bind(Rows&, int, std::int64_t);
  void bind(Rows&, int, double);
  void bind(Rows&, int, std::string_view);
  void bind(Rows&, int, Blob);
  void bind(Rows&, int, std::nullptr_t);
  template <class I>
    requires std::is_integral_v<I>
  void bind(Rows& r, int at, I v) { bind(r, at, static_cast<std::int64_t>(v)); }
  void bind(Rows& r, int at, const char* v) { bind(r, at, std::string_view(v)); }
  void bind(Rows& r, int at, const std::string& v) { bind(r, at, std::string_view(v)); }
  template <class T>
  void bind(Rows& r, int at, const std::optional<T>& v) { if (v) bind(r, at, *v); else bind(r, at, nullptr); }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  sqlite3* db_ = nullptr;
  std::chrono::steady_clock::time_point waiting_since_;  // of the busy handler
  static int wait_for_lock(void* self, int tries);
  std::unordered_map<std::string, std::unique_ptr<Cached>, Hash, std::equal_to<>> cache_;
};

}  // namespace gw
