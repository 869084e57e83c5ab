#include "flow/run_file_table.h"

namespace gw {
namespace {

constexpr std::string_view columns = "SELECT run, name, media, hash, bytes FROM run_files ";

RunFile file_in(const Rows& row) { return {.run = row.text(0), .name = row.text(1), .media = row.text(2), .hash = row.text(3), .bytes = row.integer(4)}; }

std::vector<RunFile> all_of(Rows row) {
  std::vector<RunFile> out;
  while (row.next()) out.push_back(file_in(row));
  return out;
}

}  // namespace

void insert_run_file(Db& db, const RunFile& file) {
  db.run("INSERT INTO run_files(run, name, media, hash, bytes) VALUES(?, ?, ?, ?, ?)", file.run, file.name, file.media, file.hash, file.bytes);
}

std::optional<RunFile> run_file(Db& db, std::string_view run, std::string_view name) {
  auto row = db.query(std::string(columns) + "WHERE run = ? AND name = ?", run, name);
  if (!row.next()) return std::nullopt;
  return file_in(row);
}

std::vector<RunFile> files_of_run(Db& db, std::string_view run) { return all_of(db.query(std::string(columns) + "WHERE run = ? ORDER BY name", run)); }

bool is_kept(Db& db, std::string_view hash) {
  auto row = db.query("SELECT 1 FROM run_files WHERE hash = ? LIMIT 1", hash);
  return row.next();
}

std::vector<RunFile> files_without_run(Db& db, std::int64_t limit) {
  return all_of(db.query(std::string(columns) + "WHERE NOT EXISTS(SELECT 1 FROM runs WHERE id = run) LIMIT ?", limit));
}

void delete_run_file(Db& db, const RunFile& file) { db.run("DELETE FROM run_files WHERE run = ? AND name = ?", file.run, file.name); }

std::vector<RunFile> list_run_files(Db& db, std::string_view run, std::string_view name, std::int64_t limit) {
  return all_of(db.query(std::string(columns) + "WHERE (run, name) > (?, ?) ORDER BY run, name LIMIT ?", run, name, limit));
}

}  // namespace gw
