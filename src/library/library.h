// The life of a document: added, replaced, moved, removed, erased; folders kept in step with what lies on the disk.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "index/index.h"
#include "ingest/document_table.h"
#include "ingest/ingest.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct AddOptions {
  std::string collection = "default";
  std::vector<std::string> groups;  ///< none: those of the same folder or file when it was added before, else everyone
  std::optional<Label> label;       ///< none: likewise, else internal
  bool allow_removals = false;   ///< a folder that vanished, is empty or lost more than half may remove documents; so may a file without text any more
  std::vector<std::string> passwords;
  std::string who = "";          ///< for the audit row
  std::function<void(std::string_view stage, std::int64_t done, std::int64_t all)> progress;  ///< called often; may throw to stop
};

struct Failed { std::string path, reason; };
struct AddReport {
  std::int64_t added = 0, updated = 0, unchanged = 0, removed = 0, empty = 0;
  std::int64_t moved = 0;              ///< same content under a new path (counted in neither added nor removed)
  std::vector<Failed> failed;          ///< at most 1,000 kept, `failed_count` says all
  std::int64_t failed_count = 0;
  std::int64_t conflicts = 0;          ///< of these: names that another document has already; the command's exit code is 2
  std::int64_t read = 0, seen = 0;     ///< "287 of 300 files read"
  std::vector<std::pair<std::string, std::int64_t>> unread_formats;  ///< "not read: FORMAT" with counts
  double seconds = 0;

  /// Takes in what another part of the same run counted (but its seconds); of `failed` no more than are kept.
  void join(AddReport more);
  void fail(const std::string& path, const std::string& reason);
  void count_unread(const std::string& format, std::int64_t files = 1);
};

struct Upload {
  std::string name, bytes;
  std::string title = {}, note = {}, time = {};  ///< "": what the bytes say themselves
};

/// Bytes to a document; ingest's ParserPool (confined children) unless told otherwise.
using Parse = std::function<Parsed(std::string_view bytes, std::string_view name, const ParseOptions& options)>;

/// The text of one scanned page, as blocks of that page; ingest's read_scanned_page unless told otherwise. Error(unavailable) when no program for it is there.
using ReadPage = std::function<Parsed(std::string_view bytes, std::string_view name, std::uint32_t page, const std::vector<std::string>& passwords)>;

class Library {
 public:
  explicit Library(Store& store, Index& index, Parse parse = {}, ReadPage read_page = {});
  ~Library();

  /// Brings files and folders in; returns when what it counts is committed and searchable. One bad file costs one line in `failed`.
  /// Error(not_found) when none of the paths is there. Thread-safe, like all of it.
  AddReport add(const std::vector<std::string>& paths, const AddOptions& options);
  /// The same for files that arrive over HTTP (each name is the document's id).
  AddReport add_uploads(std::vector<Upload> uploads, const AddOptions& options);

  struct Removed { std::int64_t documents = 0; std::string receipt; };
  /// Error(not_found) when a name is not there, Error(conflict) when several collections have it and none is named; then nothing is removed. A
  /// container goes with its parts. `erase` also rewrites the index, the store and its log, and gives a receipt; an erasure that was cut off is
  /// completed by the next `add`, `verify` or erasure.
  Removed remove(const std::vector<std::string>& names, const std::optional<std::string>& collection, bool erase, const std::string& who);
  /// Called in the transaction of an erasure for each document that goes, so that rooms above forget what they made of it. Set once, before any is erased.
  void when_erased(std::function<void(Db&, const std::string& collection, const std::string& name)> forget);
  /// Moves a document to other groups and label; takes effect at the next query.
  void classify(const std::string& name, const std::optional<std::string>& collection, const std::vector<std::string>& groups, Label label, const std::string& who);

  struct UnreadRow { std::string collection, name, path, format, reason; std::int64_t bytes = 0, at = 0; };
  std::vector<UnreadRow> unread(const Scope& scope, std::int64_t limit);

  /// Reads scanned pages that wait, at most `most`, all of one document, which can then be found by them; returns how many are left to be read now (0
  /// too when no program for it is there). For the background of `serve` and the end of `add`. A page that fails three times is given up, with a note;
  /// one whose file is out of reach goes on waiting.
  std::int64_t read_waiting_pages(std::int64_t most);

  /// Completes an erasure that was cut off, then: store integrity, rows among themselves, store and index. What differs, as sentences; empty when all agree.
  std::vector<std::string> verify();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// A consistent copy of the workspace (store, settings, apps, uploads whose pages wait) as one file while others work; and back into an empty folder.
void backup(Store& store, const std::filesystem::path& file);
void restore(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace gw
