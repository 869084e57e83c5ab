// The library's own tables: where documents came from (sources, files), what could not be read, which pages wait for OCR, which erasures are due.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/open_folder.h"
#include "library/library.h"

namespace gw {

/// A folder or file that was given to `add`, with the rights given last.
struct KeptSource {
  std::int64_t id = 0;
  std::vector<std::string> groups;
  Label label = Label::internal;
};
std::optional<KeptSource> source_at(Db&, const std::string& collection, const std::string& root);
/// Makes the row or brings its rights up to date.
std::int64_t keep_source(Db&, const std::string& collection, const std::string& root, const std::vector<std::string>& groups, Label label, std::int64_t at);
std::optional<std::string> root_of_source(Db&, std::int64_t source);

/// The hash of `.jsonl` files: their documents are compared one by one.
constexpr const char* lines_hash = "lines";

/// A file of a source as it was last read; `hash` is "" for one that is to be read anew.
struct KnownFile {
  std::string hash;
  FileStamp stamp;
  std::int64_t documents = 0;
};
std::unordered_map<std::string, KnownFile> known_files(Db&, std::int64_t source);
std::optional<KnownFile> known_file(Db&, std::int64_t source, const std::string& path);  ///< its documents are not counted
void keep_file(Db&, std::int64_t source, const std::string& path, const std::string& hash, const FileStamp& stamp);
void restamp_file(Db&, std::int64_t source, const std::string& path, const std::string& hash, const FileStamp& stamp);  ///< if it is known by this hash
void distrust_file(Db&, std::int64_t source, const std::string& path);  ///< it is read anew at the next synchronisation
void distrust_lines(Db&, std::int64_t source);                          ///< the same for all `.jsonl` files
void forget_file(Db&, std::int64_t source, const std::string& path);

struct Unread {
  std::string name, format, reason, hash;
  std::int64_t bytes = 0;
};
void keep_unread(Db&, const std::string& collection, std::optional<std::int64_t> source, const std::string& path, const Unread& unread, std::int64_t compartment,
                 std::int64_t at);
/// Forgets the file and what lies in it.
void forget_unread(Db&, const std::string& collection, const std::string& name);
/// The names of the file and of what lies in it are seen by whom the file is.
void move_unread(Db&, const std::string& collection, const std::string& name, std::int64_t compartment);
void rename_unread(Db&, const std::string& collection, const std::string& name, const std::string& to, const std::string& path);
std::unordered_map<std::int64_t, std::int64_t> unread_per_compartment(Db&);
std::vector<Library::UnreadRow> unread_files(Db&, const Scope& scope, std::int64_t limit);

struct WaitingPage {
  std::int64_t document = 0;
  std::uint32_t page = 0;
  std::int64_t tries = 0;
};
void keep_waiting_pages(Db&, std::int64_t document, const std::vector<std::uint32_t>& pages);
/// Pages of one document, the one that waits longest and was tried least; at most `most`, in order.
std::vector<WaitingPage> next_waiting_pages(Db&, std::int64_t most);
std::vector<std::uint32_t> waiting_pages_of(Db&, std::int64_t document);
void count_try(Db&, std::int64_t document, std::uint32_t page);
void forget_waiting_page(Db&, std::int64_t document, std::uint32_t page);
void forget_waiting_pages(Db&, std::int64_t document);
std::int64_t count_waiting_pages(Db&, std::int64_t tries_below);

std::int64_t begin_erasure(Db&, const std::string& who, const std::string& receipt, std::int64_t at);
void end_erasures(Db&);
std::int64_t count_erasures_due(Db&);

/// Rows that belong to nothing (for `verify`), as sentences.
std::vector<std::string> stray_sources(Db&);

}  // namespace gw
