// One run of `add`: reads and parses on several threads, commits in batches in the order of the input, lets the index catch up meanwhile.
//
//   files, lines -> Ordered (workers: read, hash, parse, chunk) -> batch of 256 documents or 8 MB -> one commit -> index, on its own thread
#pragma once
#include <exception>
#include <map>
#include <mutex>
#include <condition_variable>
#include <thread>
#include <unordered_set>

#include "library/library.h"
#include "library/ordered.h"
#include "library/putting.h"
#include "library/walk.h"

namespace gw {

/// Lets the index catch up on its own thread whenever it is woken, at most twice a second, so that what was added is found while adding goes on.
class CatchingUp {
 public:
  CatchingUp(Store& store, Index& index);
  ~CatchingUp();
  void wake();
  /// Ends the thread, then waits until the index has all that is committed now (not what others go on adding); `tell` is called meanwhile and may
  /// throw. Throws what the index threw.
  void finish(const std::function<void(std::int64_t waiting)>& tell);

 private:
  void serve();
  void stop();
  Store& store_;
  Index& index_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool due_ = false, stopping_ = false, abandoned_ = false;
  std::exception_ptr failed_;
  std::thread thread_;
};

/// The path that was given, as sources name it: absolute, links followed; also when nothing is there (any more).
std::filesystem::path whole_path(const std::filesystem::path& given, std::error_code& failed);

/// Of a file or line that had text when it was read last.
constexpr const char* no_text_any_more =
    "There is no text in it any more; its earlier version stays until it is removed, or added again with --allow-removals.";

/// A stamp of zeros for a file that was touched just now: a change within the clock's grain would look the same.
FileStamp trusted(FileStamp stamp);

/// What a file gave, before it is in the store.
struct FileRead {
  std::string path;   ///< its key within the source
  std::string shown;  ///< for people: in `failed`
  std::string hash;
  FileStamp stamp;
  bool same = false;  ///< known by this hash; nothing else is filled
  std::int64_t same_documents = 0;
  bool moved = false; ///< a vanished file has this hash; nothing else is filled
  std::string moved_from;  ///< the path that was claimed for it
  std::vector<Ready> documents;  ///< a container first, then what lies in it
  std::vector<Unread> unread;    ///< the file itself, or parts of it
  bool empty = false;
  std::int64_t parts = 0;
};

/// What a file of JSON lines holds, told from its beginning.
enum class LinesKind { documents, pairs, questions, other };
LinesKind kind_of_lines(std::string_view beginning);
bool named_as_lines(std::string_view path);  ///< .jsonl, .ndjson

class Adding {
 public:
  Adding(Store&, Index&, Workers&, const Parse&, const AddOptions&);

  void add_path(const std::filesystem::path& path);
  void add_upload(Upload upload);
  /// After the last path: commits, waits for the index, writes the audit row.
  AddReport finish(const std::string& subject);

 private:
  using Read = std::function<std::size_t(char*, std::size_t)>;

  // adding.cpp
  void fail(const std::string& path, const std::string& reason);
  bool rights_named() const { return !options_.groups.empty() || options_.label; }
  void tell(std::string_view stage, std::int64_t done, std::int64_t all) const;
  void give_origin(Db&, const std::vector<std::string>& groups, Label label);
  void open_origin(const std::string& root, bool keeps_source);
  FileRead read_bytes(std::string path, std::string shown, std::string bytes, bool keep_original, bool may_move) const;
  void read_tree(FileRead& into, std::string_view bytes, const std::string& name, const std::string& container, int depth, bool keep_original) const;
  void put(FileRead file);
  void put_file(Db&, FileRead& file, AddReport& tally);
  std::vector<DocumentRow> documents_of(Db&, const std::string& name, const std::string& path) const;
  void count_clash(Db&, const FileRead& file, const std::string& name, AddReport& tally) const;
  void flush();

  // synchronise.cpp
  void add_folder(const std::filesystem::path& root);
  void add_file(const std::filesystem::path& file);
  void add_files(const OpenFolder& folder, const std::vector<SeenFile>& files, const std::string& root, bool in_folder);
  void add_lines_file(const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool in_folder);
  void add_other_lines(LinesKind kind, const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool in_folder);
  FileRead read_from(const OpenFolder& folder, const SeenFile& seen, const std::string& root, bool may_move) const;
  void settle_vanished(const std::string& root, bool nothing_seen);
  bool claim_move(FileRead& file);
  void put_moved(Db&, const FileRead& file, AddReport& tally);
  std::optional<std::filesystem::path> join_folder(const std::filesystem::path& file);
  void gone_root(const std::filesystem::path& root);

  // json_lines.cpp
  /// `mirror`: documents of this path whose line is gone are removed.
  void add_lines(const Read& read, const std::string& path, const std::string& shown, std::uint64_t size, bool mirror);
  void drop_lost(const std::string& path, const std::string& shown, const std::function<bool(const std::string& name)>& is_there);

  Store& store_;
  Index& index_;
  Workers& workers_;
  const Parse& parse_;
  const AddOptions& options_;
  AddReport report_;
  CatchingUp catching_up_;
  std::int64_t total_ = 0, done_ = 0;

  Origin origin_;
  std::vector<FileRead> batch_;
  std::size_t batch_documents_ = 0, batch_bytes_ = 0;

  // Of the folder that is being synchronised. Workers read the first three; they do not change while any works.
  std::unordered_map<std::string, KnownFile> known_;
  std::unordered_set<std::string> vanished_;                            // known paths that were not seen
  std::unordered_multimap<std::string, std::string> vanished_by_hash_;  // hash to path
  std::unordered_set<std::string> claimed_;                             // vanished paths whose content turned up elsewhere
  std::unordered_set<std::string> lines_to_read_;                       // `.jsonl` files of this run whose lines were not read yet
};

}  // namespace gw
