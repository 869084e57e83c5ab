// A workspace as one file: a copy of the store, in which the settings and apps lie as rows of a table `backup_files`.
//
// The index is derived and not in it: the copy holds no segments, and all documents wait for the index; `restore` builds it.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/result.h"
#include "library/backup_table.h"
#include "library/library.h"
#include "store/migrations.h"

namespace gw {
namespace {

constexpr std::uint64_t settings_most = 64 << 20;  // bytes of all settings and apps together

constexpr std::uint64_t waiting_most = 256ull << 20;  // of one upload whose pages wait
constexpr std::uint64_t artifact_most = 64ull << 20;   // of one file that a run made
// What lies in the data folder beside the store; no settings lie there.
const std::string waiting_prefix = "waiting/", artifacts_prefix = "artifacts/";

bool is_hidden(const fs::path& path) {
  return std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part.string().starts_with('.'); });
}

// groundwork.yaml, policy.yaml and what else lies in the root as settings; everything under apps/. Links are left out.
std::vector<fs::path> settings_of(const fs::path& root) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(root, fs::directory_options::skip_permission_denied))
    if (entry.symlink_status().type() == fs::file_type::regular && entry.path().extension() == ".yaml") out.push_back(entry.path().filename());
  std::error_code none;
  if (fs::symlink_status(root / "apps", none).type() == fs::file_type::directory)
    for (const auto& entry : fs::recursive_directory_iterator(root / "apps", fs::directory_options::skip_permission_denied))
      if (entry.symlink_status().type() == fs::file_type::regular) out.push_back(fs::relative(entry.path(), root));
  std::erase_if(out, is_hidden);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.symlink_status().type() == fs::file_type::regular) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

bool is_backup(const fs::path& file) {
  try {
    Db db(file, Db::Mode::read);
    return is_backup_store(db);
  } catch (const Error&) {
    return false;
  }
}

struct Unfinished {
  fs::path path;
  bool keep = false;
  ~Unfinished() {
    if (keep) return;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) ::unlink((path.string() + end).c_str());
  }
};

void sync_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!synced) throw Error(Code::unavailable, fmt::format("{} could not be written to the disk.", path.string()));
}

void copy_file_private(const fs::path& from, const fs::path& to) {
  MappedFile source(from);
  FileWriter writer(to);
  writer.write(source.bytes());
  writer.finish();
}

bool is_safe(const fs::path& path) {
  return !path.empty() && path.is_relative() && std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part.empty(); }) &&
         !is_hidden(path);
}

// The copy of the backup that lies in the workspace becomes its store; the files in it go to their places.
void unpack(const Workspace& workspace, const fs::path& file) {
  Db db(workspace.database(), Db::Mode::write);
  if (!is_backup_store(db)) throw Error(Code::invalid, fmt::format("{} is no backup of Groundwork.", file.string()));
  if (auto row = db.query("PRAGMA integrity_check(1)"); !row.next() || row.view(0) != "ok") throw Error(Code::invalid, fmt::format("{} is damaged.", file.string()));
  each_backup_file(db, [&](const std::string& path, std::string_view bytes) {
    const fs::path relative(path);
    if (!is_safe(relative)) throw Error(Code::invalid, fmt::format("{} holds a file that would lie outside the folder.", file.string()));
    const bool is_data = path.starts_with(waiting_prefix) || path.starts_with(artifacts_prefix);
    const auto to = (is_data ? workspace.data() : workspace.root) / relative;
    if (is_data) make_private_folder(to.parent_path());
    else fs::create_directories(to.parent_path());
    write_file(to, bytes);
  });
  db.script("BEGIN IMMEDIATE");
  make_plain_store(db);
  db.script("COMMIT");
}

// Migrated when it is older, refused when it is newer; and everything can be found.
void bring_up(const Workspace& workspace) {
  Store store(workspace);
  Index index(store);
  index.catch_up();
}

}  // namespace

void backup(Store& store, const fs::path& given) {
  std::error_code failed;
  const auto file = fs::absolute(given);
  const auto status = fs::symlink_status(file, failed);
  if (status.type() != fs::file_type::not_found && !(status.type() == fs::file_type::regular && is_backup(file)))
    throw Error(Code::conflict, fmt::format("{} is there already and is no backup; it was left as it is.", file.string()));
  if (!fs::is_directory(file.parent_path(), failed)) throw Error(Code::not_found, fmt::format("The folder {} is not there.", file.parent_path().string()));
  auto size = fs::file_size(store.workspace().database(), failed);
  for (const auto& path : files_in(store.workspace().data() / "artifacts")) if (const auto more = fs::file_size(path, failed); !failed) size += more;
  if (const auto room = free_bytes(file.parent_path()); room < size + (16 << 20))
    throw Error(Code::unavailable, fmt::format("The backup needs up to {} MB; there are {} MB free.", (size >> 20) + 16, room >> 20));
  Unfinished made{file.string() + "." + to_hex(random_bytes(6)) + ".new"};  // nobody else's: copy_to makes it, or fails
  store.copy_to(made.path);
  {
    Db copy(made.path, Db::Mode::write);
    copy.script("BEGIN IMMEDIATE");
    make_backup_store(copy);
    std::uint64_t all = 0;
    for (const auto& path : settings_of(store.workspace().root)) {
      const std::string bytes = read_file(store.workspace().root / path, settings_most);
      if ((all += bytes.size()) > settings_most) throw Error(Code::invalid, "The settings and apps are larger than 64 MB; they do not look like settings.");
      put_backup_file(copy, path.generic_string(), bytes);
    }
    // Uploads whose scanned pages wait for OCR: their bytes are nowhere else.
    for (const auto& path : files_in(store.workspace().data() / "waiting")) {
      const auto kept = as_result([&] { return read_file(path, waiting_most); });
      if (kept) put_backup_file(copy, waiting_prefix + path.filename().string(), *kept);  // gone meanwhile: its pages have been read
    }
    for (const auto& path : files_in(store.workspace().data() / "artifacts")) {
      if (path.extension() == ".new") continue;  // being written: no run of the copy knows it yet
      const auto kept = as_result([&] { return read_file(path, artifact_most); });
      if (kept) put_backup_file(copy, artifacts_prefix + path.filename().string(), *kept);  // gone meanwhile: so has its run
    }
    copy.script("COMMIT; PRAGMA journal_mode = DELETE");  // one file, without a log beside it
  }
  sync_file(made.path);
  fs::rename(made.path, file, failed);
  if (failed) throw Error(Code::unavailable, fmt::format("{} could not be written: {}.", file.string(), failed.message()));
  made.keep = true;
  sync_folder(file.parent_path());
  store.write([&](Db& db) { note_backup(db, file.string()); }, Space::freed);
}

void restore(const fs::path& file, const fs::path& folder) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) throw Error(Code::not_found, fmt::format("{} is not there.", file.string()));
  if (fs::exists(folder, failed) && !(fs::is_directory(folder, failed) && fs::is_empty(folder, failed)))
    throw Error(Code::conflict, fmt::format("{} is not empty; a backup is restored into a folder that is empty or not there yet.", folder.string()));
  // The backup is opened as a copy: it may lie where nothing can be written, and must stay as it is.
  fs::create_directories(folder, failed);
  if (!fs::is_directory(folder, failed)) throw Error(Code::unavailable, fmt::format("The folder {} cannot be made.", folder.string()));
  const Workspace workspace{fs::canonical(folder)};
  if (free_bytes(workspace.root) < fs::file_size(file) * 2) throw Error(Code::unavailable, "There is not enough free space to restore the backup.");
  make_private_folder(workspace.data());
  try {
    copy_file_private(file, workspace.database());
    unpack(workspace, file);
    bring_up(workspace);
  } catch (const std::exception& e) {
    const auto* known = dynamic_cast<const Error*>(&e);
    for (const auto& entry : fs::directory_iterator(workspace.root, failed)) fs::remove_all(entry.path(), failed);  // it was empty
    if (known == nullptr || known->code() == Code::internal)
      throw Error(Code::invalid, fmt::format("{} is no backup of Groundwork, or it is damaged.", file.string()), known != nullptr ? known->detail() : e.what());
    throw;
  }
}

}  // namespace gw
