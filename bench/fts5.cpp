// SQLite FTS5 on the same terms: any of the terms, best ten by bm25, rights as a join.
//
//   fts5 CORPUS_FOLDER DATABASE
//
// Its time grows with the number of matching rows, so each caller asks for a minute at most; the rows say how many queries that were.
#include <fmt/format.h>
#include <sqlite3.h>

#include <fstream>
#include <stdexcept>

#include "base/files.h"
#include "base/text.h"
#include "base/time.h"
#include "timings.h"

namespace {

using namespace gw;
using namespace gw::bench;

constexpr double seconds_most = 60;
constexpr int rows_per_commit = 20'000;

struct Database {
  explicit Database(const fs::path& file) {
    if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) throw std::runtime_error("the database cannot be opened");
  }
  ~Database() { sqlite3_close(db); }
  void run(const std::string& sql) {
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db));
  }
  sqlite3* db = nullptr;
};

struct Statement {
  Statement(Database& in, const char* sql) {
    if (sqlite3_prepare_v2(in.db, sql, -1, &row, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(in.db));
  }
  ~Statement() { sqlite3_finalize(row); }
  void bind(int at, std::string_view text) { sqlite3_bind_text(row, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT); }
  int step() { return sqlite3_step(row); }
  sqlite3_stmt* row = nullptr;
};

// The terms come ready: runs of anything that is no ASCII punctuation, and the point of 3.14.
constexpr const char* tables =
    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1048576; PRAGMA mmap_size=8589934592;"
    "CREATE TABLE chunk(id INTEGER PRIMARY KEY, compartment INTEGER NOT NULL);"
    "CREATE VIRTUAL TABLE words USING fts5(terms, content='', tokenize=\"ascii tokenchars '.'\");";

void build(Database& database, const fs::path& chunks) {
  database.run(tables);
  const Stopwatch watch;
  Statement words(database, "INSERT INTO words(rowid, terms) VALUES(?, ?)"), chunk(database, "INSERT INTO chunk VALUES(?, ?)");
  std::ifstream in(chunks);
  std::int64_t id = 0;
  database.run("BEGIN");
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    sqlite3_bind_int64(words.row, 1, ++id);
    words.bind(2, std::string_view(line).substr(tab + 1));
    sqlite3_bind_int64(chunk.row, 1, id);
    sqlite3_bind_int64(chunk.row, 2, std::stoll(line.substr(0, tab)));
    if (words.step() != SQLITE_DONE || chunk.step() != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database.db));
    sqlite3_reset(words.row);
    sqlite3_reset(chunk.row);
    if (id % rows_per_commit == 0) database.run("COMMIT; BEGIN");
  }
  database.run("COMMIT");
  found("fts5", "building, s", fmt::format("{:.1f}", watch.seconds()));
  database.run("INSERT INTO words(words) VALUES('optimize')");
  found("fts5", "with optimize, s", fmt::format("{:.1f}", watch.seconds()));
}

std::string any_of(std::string_view terms) {
  std::string out;
  for (const auto term : split(terms, ' ')) out += fmt::format("{}\"{}\"", out.empty() ? "" : " OR ", term);
  return out;
}

void measure(Database& database, const std::vector<std::string>& queries, std::string_view share, std::string_view compartments) {
  const bool everything = share.starts_with("100");
  database.run("CREATE TEMP TABLE IF NOT EXISTS visible(compartment INTEGER PRIMARY KEY); DELETE FROM visible;");
  for (const auto compartment : split(compartments, ' ')) database.run(fmt::format("INSERT INTO visible VALUES({})", compartment));
  Statement search(database, everything ? "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
                                        : "SELECT words.rowid FROM words JOIN chunk ON chunk.id = words.rowid WHERE words MATCH ? AND chunk.compartment IN "
                                          "(SELECT compartment FROM visible) ORDER BY rank LIMIT 10");
  Timings times;
  const Stopwatch all;
  for (const std::string& query : queries) {
    if (all.seconds() > seconds_most) break;
    const std::string expression = any_of(query);
    const BothClocks watch;
    search.bind(1, expression);
    while (search.step() == SQLITE_ROW) {}
    if (sqlite3_reset(search.row) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database.db));
    times.add(watch.took());
  }
  found("fts5 search", share, times.row());
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

int run(const fs::path& corpus, const fs::path& file) {
  fs::remove(file);
  Database database(file);
  found("fts5", "version", sqlite3_libversion());
  build(database, corpus / "chunks.txt");
  found("fts5", "MB on disk", fmt::format("{:.1f}", static_cast<double>(fs::file_size(file)) / 1e6));
  const auto queries = lines_of(corpus / "queries.txt");
  const auto callers = lines_of(corpus / "callers.txt");
  Statement warm(database, "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10");
  const Stopwatch watch;
  for (auto query = queries.rbegin(); query != queries.rend() && watch.seconds() < seconds_most / 6; ++query) {
    warm.bind(1, any_of(*query));
    while (warm.step() == SQLITE_ROW) {}
    sqlite3_reset(warm.row);
  }
  for (const auto& line : callers) {
    const std::size_t tab = line.find('\t');
    measure(database, queries, std::string_view(line).substr(0, tab), trim(std::string_view(line).substr(tab + 1)));
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: fts5 CORPUS_FOLDER DATABASE\n");
    return 2;
  }
  try {
    return run(words[1], words[2]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
