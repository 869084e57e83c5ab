#include "library/backup_table.h"

#include "base/error.h"
#include "ingest/document_table.h"
#include "policy/people.h"

namespace gw {
namespace {
constexpr std::int64_t mark = 0x47574B42;  // "GWKB", in the header of the file
}

bool is_backup_store(Db& db) {
  auto row = db.query("PRAGMA application_id");
  return row.next() && row.integer(0) == mark;
}

void make_backup_store(Db& db) {
  db.script("PRAGMA application_id = 1196903234; CREATE TABLE backup_files(path TEXT PRIMARY KEY, bytes BLOB NOT NULL)");
  db.script("DELETE FROM segments; DELETE FROM moves");
  make_all_pending(db);
}

void make_plain_store(Db& db) {
  // A backup may come from a stranger: it names no files of the index, and nothing in it acts by itself.
  if (auto row = db.query("SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"); !row.next() || row.integer(0) != 0)
    throw Error(Code::invalid, "The backup holds what no backup of Groundwork holds.");
  db.script("PRAGMA application_id = 0; DROP TABLE backup_files; DELETE FROM segments; DELETE FROM moves");
  make_all_pending(db);
}

void put_backup_file(Db& db, const std::string& path, std::string_view bytes) {
  db.run("INSERT INTO backup_files(path, bytes) VALUES(?, ?)", path, Blob{bytes});
}

void each_backup_file(Db& db, const std::function<void(const std::string&, std::string_view)>& visit) {
  auto row = db.query("SELECT path, bytes FROM backup_files ORDER BY path");
  while (row.next()) visit(row.text(0), row.view(1));
}

void note_backup(Db& db, const std::string& file) { audit(db, "", "backup", file); }

}  // namespace gw
