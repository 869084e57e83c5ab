#include "library/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "base/time.h"
#include "ingest/ocr.h"
#include "library/adding.h"
#include "library/inside.h"
#include "library/source_table.h"

namespace gw {
namespace {

std::size_t threads() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8); }

// Children are started with the first file that needs a parser: most commands read none.
Parse confined() {
  auto pool = std::make_shared<std::unique_ptr<ParserPool>>();
  auto once = std::make_shared<std::once_flag>();
  return [pool, once](std::string_view bytes, std::string_view name, const ParseOptions& options) {
    std::call_once(*once, [&] { *pool = std::make_unique<ParserPool>(threads()); });
    return (*pool)->parse(bytes, name, options);
  };
}

std::string subject_of(const std::vector<std::string>& names) {
  if (names.empty()) return "";
  return names.size() == 1 ? names.front() : fmt::format("{} and {} more", names.front(), names.size() - 1);
}

}  // namespace

Workers& Library::Inside::workers() {
  std::call_once(workers_once, [&] { workers_made = std::make_unique<Workers>(threads()); });
  return *workers_made;
}

Library::Library(Store& store, Index& index, Parse parse, ReadPage read_page)
    : inside_(std::make_unique<Inside>(store, index, parse ? std::move(parse) : confined(), read_page ? std::move(read_page) : ReadPage(read_scanned_page))) {}
Library::~Library() = default;

AddReport Library::add(const std::vector<std::string>& paths, const AddOptions& options) {
  if (paths.empty()) throw Error(Code::invalid, "Name the files or folders to add.");
  Stopwatch watch;
  try {
    std::lock_guard one_at_a_time(inside_->erasing);
    inside_->finish_erasures({});
  } catch (const Error& e) {  // it stays due, and `verify` says so
    log::warning("library.erasure_due", {{"code", name_of(e.code())}, {"detail", e.detail()}});
  }
  std::error_code failed;
  if (std::none_of(paths.begin(), paths.end(), [&](const std::string& path) {
        return std::filesystem::exists(std::filesystem::symlink_status(path, failed)) || inside_->knows_root(options.collection, path);
      }))
    throw Error(Code::not_found, fmt::format("{} is not there.", subject_of(paths)));
  Adding adding(inside_->store, inside_->index, inside_->workers(), inside_->parse, options);
  for (const auto& path : paths) adding.add_path(path);
  auto report = adding.finish(subject_of(paths));
  report.seconds = watch.seconds();
  return report;
}

AddReport Library::add_uploads(std::vector<Upload> uploads, const AddOptions& options) {
  Stopwatch watch;
  std::vector<std::string> names;
  for (const auto& upload : uploads) names.push_back(upload.name);
  Adding adding(inside_->store, inside_->index, inside_->workers(), inside_->parse, options);
  for (auto& upload : uploads) adding.add_upload(std::move(upload));
  auto report = adding.finish(subject_of(names));
  report.seconds = watch.seconds();
  return report;
}

bool Library::Inside::knows_root(const std::string& collection, const std::string& path) {
  std::error_code failed;
  const auto root = whole_path(path, failed);
  return !failed && store.reading<bool>([&](Db& db) { return source_at(db, collection, root.string()).has_value(); });
}

std::vector<Library::UnreadRow> Library::unread(const Scope& scope, std::int64_t limit) {
  return inside_->store.reading<std::vector<UnreadRow>>([&](Db& db) { return unread_files(db, scope, limit); });
}

}  // namespace gw
