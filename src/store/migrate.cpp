#include "store/migrate.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "base/files.h"

namespace gw {
namespace {

int version_of(Db& db) {
  auto row = db.query("PRAGMA user_version");
  GW_ASSERT(row.next());
  return static_cast<int>(row.integer(0));
}

void refuse_newer(int found, int known) {
  if (found > known)
    throw Error(Code::conflict, fmt::format("This workspace was written by a newer Groundwork (schema {}; this program knows up to {}). Use the newer program, "
                                            "or restore a backup made by this one.", found, known));
}

// The copy is made over a second connection: the first one holds the write lock meanwhile, so nothing can change between copy and migration.
void put_copy_aside(const Workspace& workspace, int version) {
  const auto size = fs::file_size(workspace.database());
  if (const auto room = free_bytes(workspace.data()); room < size * 2 + (16 << 20))
    throw Error(Code::unavailable, fmt::format("The store must be brought to a new version, for which {} MB free space are needed; there are {} MB.",
                                               (size * 2 >> 20) + 16, room >> 20));
  make_private_folder(workspace.put_aside());
  const auto aside = workspace.put_aside() / fmt::format("store-v{}.db", version);
  remove_file(aside);
  Db source(workspace.database(), Db::Mode::read);
  source.script("PRAGMA query_only = OFF");  // VACUUM INTO counts as a write to SQLite
  copy_database(source, aside);
}

}  // namespace

void copy_database(Db& db, const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    if (errno == EEXIST) throw Error(Code::conflict, fmt::format("{} is there already.", file.string()));
    throw Error(Code::unavailable, fmt::format("{} cannot be created.", file.string()), fmt::format("open: errno {}", errno));
  }
  try {
    db.run("VACUUM INTO ?", file.string());
  } catch (...) {
    ::close(fd);
    ::unlink(file.c_str());
    throw;
  }
  const int synced = ::fsync(fd);
  ::close(fd);
  if (synced != 0) throw Error(Code::unavailable, fmt::format("{} could not be written to the disk.", file.string()));
  sync_folder(file.parent_path());
}

int migrate(Db& db, const Workspace& workspace, std::span<const Migration> history) {
  const int known = history.back().version;
  int found = version_of(db);
  refuse_newer(found, known);
  if (found == known) return found;
  db.script("BEGIN IMMEDIATE");
  try {
    found = version_of(db);  // another program may have done it while we waited
    refuse_newer(found, known);
    if (found > 0 && found < known) put_copy_aside(workspace, found);
    for (const auto& step : history)
      if (step.version > found) db.script(step.sql);
    db.script(fmt::format("PRAGMA user_version = {}", known));
    db.script("COMMIT");
  } catch (...) {
    if (db.in_transaction()) db.script("ROLLBACK");
    throw;
  }
  return found;
}

}  // namespace gw
