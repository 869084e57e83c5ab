// A folder held open: what is read through it lies in it. No link is followed on the way, whatever others change meanwhile.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gw {

/// What tells that a file is as it was, without reading it. Times in nanoseconds.
struct FileStamp {
  std::uint64_t bytes = 0, node = 0;
  std::int64_t modified = 0, changed = 0;
  bool operator==(const FileStamp&) const = default;
};

/// A regular file open for reading front to back.
class InputFile {
 public:
  explicit InputFile(int fd) : fd_(fd) {}
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  FileStamp stamp() const;
  std::size_t read(char* into, std::size_t most);  ///< 0 at the end
  /// The rest of it. Error(invalid) when the file is larger than `limit`.
  std::string all(std::uint64_t limit);

 private:
  int fd_;
};

class OpenFolder {
 public:
  /// Error(not_found), Error(forbidden), Error(invalid: not a folder). A link as `path` itself is followed: that is where the person pointed.
  explicit OpenFolder(const std::filesystem::path& path);
  ~OpenFolder();
  OpenFolder(const OpenFolder&) = delete;
  OpenFolder& operator=(const OpenFolder&) = delete;

  struct Entry {
    enum Kind { file, folder, link, other } kind = other;
    std::string name;
    FileStamp stamp;
  };
  /// The entries of the sub-folder `relative` ("" for this one), in no order, without "." and "..".
  std::vector<Entry> list(const std::string& relative) const;
  /// Error(invalid) when it is not a regular file.
  std::unique_ptr<InputFile> open(const std::string& relative) const;

 private:
  int fd_;
};

}  // namespace gw
