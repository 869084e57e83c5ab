#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace gw {
namespace {

std::function<void(std::string_view, const fs::path&)> fault;

void act(std::string_view operation, const fs::path& path) {
  if (fault) fault(operation, path);
}

[[noreturn]] void fail(std::string_view what, const fs::path& path, int error) {
  const std::string detail = fmt::format("{} {}: {}", what, path.string(), std::strerror(error));
  switch (error) {
    case ENOENT: case ENOTDIR: throw Error(Code::not_found, fmt::format("{} is not there.", path.string()), detail);
    case EACCES: case EPERM: throw Error(Code::forbidden, fmt::format("{} may not be opened.", path.string()), detail);
    case ENOSPC: case EDQUOT: throw Error(Code::unavailable, "The disk is full.", detail);
    case EISDIR: case ELOOP: throw Error(Code::invalid, fmt::format("{} is not a regular file.", path.string()), detail);
    default: throw Error(Code::unavailable, fmt::format("{}: {}.", path.string(), std::strerror(error)), detail);
  }
}

struct Fd {
  int fd;
  ~Fd() { if (fd >= 0) ::close(fd); }
};

void write_all(int fd, std::string_view data, const fs::path& path) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      fail("write", path, errno);
    }
    data.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

void inject_file_faults(std::function<void(std::string_view, const fs::path&)> f) { fault = std::move(f); }

std::string read_file(const fs::path& path, std::uint64_t limit) {
  Fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) fail("open", path, errno);
  struct stat st{};
  if (::fstat(file.fd, &st) != 0) fail("stat", path, errno);
  if (!S_ISREG(st.st_mode)) throw Error(Code::invalid, fmt::format("{} is not a regular file.", path.string()));
  if (static_cast<std::uint64_t>(st.st_size) > limit)
    throw Error(Code::invalid, fmt::format("{} is larger than {} MB.", path.string(), limit >> 20));
  std::string data(static_cast<std::size_t>(st.st_size), '\0');
  std::size_t have = 0;
  while (have < data.size()) {
    const ssize_t n = ::read(file.fd, data.data() + have, data.size() - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("read", path, errno);
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  data.resize(have);
  return data;
}

void write_file(const fs::path& path, std::string_view data) {
  FileWriter writer(path.string() + ".new");
  writer.write(data);
  writer.finish();
  act("rename", path);
  if (::rename((path.string() + ".new").c_str(), path.c_str()) != 0) fail("rename", path, errno);
  sync_folder(path.parent_path());
}

void make_private_folder(const fs::path& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) return;
  if (path.has_parent_path() && !fs::exists(path.parent_path(), failed)) fs::create_directories(path.parent_path(), failed);
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail("mkdir", path, errno);
}

void sync_folder(const fs::path& path) {
  Fd folder{::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.fd < 0) fail("open", path, errno);
  act("fsync", path);
  if (::fsync(folder.fd) != 0) fail("fsync", path, errno);
}

void remove_file(const fs::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("unlink", path, errno);
}

std::uint64_t free_bytes(const fs::path& path) {
  struct statvfs st{};
  if (::statvfs(path.c_str(), &st) != 0) fail("statvfs", path, errno);
  return static_cast<std::uint64_t>(st.f_bavail) * st.f_frsize;
}

MappedFile::MappedFile(const fs::path& path) {
  Fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) fail("open", path, errno);
  struct stat st{};
  if (::fstat(file.fd, &st) != 0) fail("stat", path, errno);
  size_ = static_cast<std::size_t>(st.st_size);
  if (size_ == 0) return;
  void* at = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.fd, 0);
  if (at == MAP_FAILED) fail("map", path, errno);
  data_ = static_cast<const char*>(at);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

FileWriter::FileWriter(fs::path path) : path_(std::move(path)) {
  act("create", path_);
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd_ < 0) fail("create", path_, errno);
  buffer_.reserve(1 << 20);
}

FileWriter::~FileWriter() {
  if (fd_ >= 0) ::close(fd_);
  if (!finished_) ::unlink(path_.c_str());
}

void FileWriter::write(std::string_view data) {
  size_ += data.size();
  if (buffer_.size() + data.size() > (1 << 20)) flush();
  if (data.size() > (1 << 20)) {
    act("write", path_);
    write_all(fd_, data, path_);
  } else {
    buffer_ += data;
  }
}

void FileWriter::flush() {
  act("write", path_);
  write_all(fd_, buffer_, path_);
  buffer_.clear();
}

void FileWriter::finish() {
  flush();
  act("fsync", path_);
  if (::fsync(fd_) != 0) fail("fsync", path_, errno);
  ::close(fd_);
  fd_ = -1;
  sync_folder(path_.parent_path());
  finished_ = true;
}

std::unique_ptr<FileLock> FileLock::try_take(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) fail("open", path, errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return nullptr;
  }
  return std::unique_ptr<FileLock>(new FileLock(fd));
}

FileLock::~FileLock() { ::close(fd_); }

}  // namespace gw
