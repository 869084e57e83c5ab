// The one door to the file system, so that faults can be injected and limits hold everywhere.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace gw {
namespace fs = std::filesystem;

/// Reads a whole regular file. Error(not_found) when it is not there, Error(invalid) when larger than `limit` or not a regular file.
std::string read_file(const fs::path& path, std::uint64_t limit);

/// Replaces `path` by `data` so that a crash leaves the old or the new file: temporary file, fsync, rename, fsync of the folder. Mode 0600.
void write_file(const fs::path& path, std::string_view data);

/// Creates a folder (and its parents) with mode 0700.
void make_private_folder(const fs::path& path);
void sync_folder(const fs::path& path);
void remove_file(const fs::path& path);  ///< no error when it is gone already

/// Free bytes for this user on the file system of `path`.
std::uint64_t free_bytes(const fs::path& path);

/// A read-only memory map of a whole file. The view is valid as long as the object; the file may be unlinked meanwhile.
class MappedFile {
 public:
  explicit MappedFile(const fs::path& path);  ///< Error(not_found) when it is not there
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A new file written front to back with a buffer; `finish` makes it durable (fsync of the file and its folder). Dropped unfinished, it is removed.
class FileWriter {
 public:
  explicit FileWriter(fs::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  void write(std::string_view data);
  std::uint64_t size() const { return size_; }
  void finish();

 private:
  void flush();
  fs::path path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::string buffer_;
  bool finished_ = false;
};

/// An exclusive lock on a file, held as long as the object lives and released by the kernel when the process dies.
class FileLock {
 public:
  /// null when another process (or another FileLock here) holds it.
  static std::unique_ptr<FileLock> try_take(const fs::path& path);
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

/// For tests: called before every write, fsync and rename with the operation's name and path; may throw to play a full disk.
void inject_file_faults(std::function<void(std::string_view operation, const fs::path&)> fault);

}  // namespace gw
