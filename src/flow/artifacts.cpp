#include "flow/artifacts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/text.h"
#include "flow/entry.h"

namespace gw {
namespace {

constexpr std::size_t name_most = 80, told_most = 100, at_once = 200;

fs::path folder_of(const Store& store) { return store.workspace().data() / "artifacts"; }

bool is_hash(std::string_view name) { return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

// Under a name of its own first: another process may write the same file at this moment.
void put_bytes(const Store& store, const std::string& hash, std::string_view bytes) {
  const fs::path folder = folder_of(store), file = folder / hash;
  std::error_code failed;
  if (fs::exists(file, failed)) return fs::last_write_time(file, fs::file_time_type::clock::now(), failed);  // when it was last kept
  make_private_folder(folder);
  const fs::path made = folder / fmt::format("{}.{}.new", hash, to_hex(random_bytes(6)));
  FileWriter writer(made);
  writer.write(bytes);
  writer.finish();
  fs::rename(made, file, failed);
  if (failed) {
    const std::string why = failed.message();
    fs::remove(made, failed);
    throw Error(Code::unavailable, fmt::format("A file of the run could not be written: {}.", why));
  }
  sync_folder(folder);
}

std::string numbered(const std::string& name, std::size_t n) {
  if (n == 1) return name;
  const std::size_t dot = name.rfind('.');
  const std::size_t end = dot == std::string::npos || dot == 0 ? name.size() : dot;
  return fmt::format("{}-{}{}", name.substr(0, end), n, name.substr(end));
}

}  // namespace

RunFile keep_artifact(Store& store, std::string_view run, std::string_view name, std::string_view media, std::string_view bytes) {
  if (bytes.size() > artifact_bytes_most) throw Error(Code::invalid, fmt::format("A file of a run may hold {} MB; this one would hold {} MB.", artifact_bytes_most >> 20, bytes.size() >> 20));
  if (!store.has_room(bytes.size())) throw Error(Code::unavailable, "There is not enough free space for the file.");
  const std::string wanted = file_name_of(name);
  RunFile file{.run = std::string(run), .name = wanted, .media = std::string(media), .hash = sha256_hex(bytes), .bytes = static_cast<std::int64_t>(bytes.size())};
  put_bytes(store, file.hash, bytes);
  store.write([&](Db& db) {
    for (std::size_t n = 1;; ++n) {
      if (n > artifacts_most) throw Error(Code::invalid, fmt::format("A run may make {} files.", artifacts_most));
      file.name = numbered(wanted, n);
      const auto there = run_file(db, run, file.name);
      if (there && there->hash != file.hash) continue;
      if (!there) insert_run_file(db, file);
      break;
    }
    put_bytes(store, file.hash, bytes);  // swept just now, when nothing referred to them; from here on the row does
  });
  return file;
}

std::vector<RunFile> artifacts_of(const Store& store, std::string_view run) {
  return store.reading<std::vector<RunFile>>([&](Db& db) { return files_of_run(db, run); });
}

RunFile artifact_of(const Store& store, std::string_view run, std::string_view name) {
  const auto file = store.reading<std::optional<RunFile>>([&](Db& db) { return run_file(db, run, name); });
  if (!file) throw Error(Code::not_found, fmt::format("The run {} has no file \"{}\".", slice(run, 0, 80), slice(name, 0, 80)));
  return *file;
}

std::string read_artifact(const Store& store, const RunFile& file) {
  auto bytes = as_result([&] { return read_file(folder_of(store) / file.hash, artifact_bytes_most); });
  if (!bytes || sha256_hex(*bytes) != file.hash) throw Error(Code::unavailable, fmt::format("The bytes of \"{}\" are not there any more, or damaged.", file.name), bytes ? "hash" : bytes.error().message());
  return std::move(*bytes);
}

namespace {

// A run is stored at the latest when it ends or waits; what was kept a day ago for one that is not belongs to a process that was killed.
void forget_lost_runs(Store& store) {
  store.write([&](Db& db) {
    for (const auto& file : files_without_run(db, 10'000)) {
      std::error_code failed;
      const auto kept = fs::last_write_time(folder_of(store) / file.hash, failed);
      if (failed || kept < fs::file_time_type::clock::now() - std::chrono::days(1)) delete_run_file(db, file);
    }
  }, Space::freed);
}

}  // namespace

std::int64_t sweep_artifacts(Store& store) {
  forget_lost_runs(store);
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_of(store), failed))
    if (is_hash(entry.path().filename().string())) files.push_back(entry.path());
  std::int64_t removed = 0;
  // Under the write lock: nobody takes up the same bytes between the question and the removal.
  for (std::size_t from = 0; from < files.size(); from += at_once)
    store.write([&](Db& db) {
      for (std::size_t i = from; i < std::min(files.size(), from + at_once); ++i) {
        if (is_kept(db, files[i].filename().string())) continue;
        remove_file(files[i]);
        ++removed;
      }
    }, Space::freed);
  return removed;
}

std::vector<std::string> verify_artifacts(const Store& store) {
  std::vector<std::string> wrong;
  std::string run, name;
  for (;;) {
    const auto rows = store.reading<std::vector<RunFile>>([&](Db& db) { return list_run_files(db, run, name, at_once); });
    if (rows.empty()) return wrong;
    for (const auto& file : rows)
      if (const auto bytes = as_result([&] { return read_artifact(store, file); }); !bytes && wrong.size() < told_most) wrong.push_back(fmt::format("run {}: {}", file.run, bytes.error().message()));
    run = rows.back().run;
    name = rows.back().name;
  }
}

std::string file_name_of(std::string_view name) {
  std::string out;
  std::size_t length = 0;
  const std::size_t dot = name.rfind('.');
  const std::string_view ending = dot != std::string_view::npos && name.size() - dot <= 6 && is_word(name.substr(dot + 1)) ? name.substr(dot) : std::string_view();
  const std::string_view stem = name.substr(0, name.size() - ending.size());
  for (std::size_t i = 0; i < stem.size() && length < name_most;) {
    const char32_t c = decode(stem, i);
    const bool fits = c != replacement && (is_letter(c) || is_digit(c) || c == '_' || (c == '.' && !out.empty() && !out.ends_with('.')));
    if (fits) encode(c, out);
    else if (!out.empty() && !out.ends_with('-')) out.push_back('-');
    ++length;
  }
  while (out.ends_with('-') || out.ends_with('.')) out.pop_back();
  // What Windows takes for a device, whatever the ending.
  const std::string low = lower_ascii(out);
  const bool device = low == "con" || low == "prn" || low == "aux" || low == "nul" || (low.size() == 4 && (low.starts_with("com") || low.starts_with("lpt")) && low[3] >= '0' && low[3] <= '9');
  if (out.empty() || device) out = "file" + (out.empty() ? "" : "-" + out);
  return out + lower_ascii(ending);
}

}  // namespace gw
