#include "base/open_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  const std::string shown = valid_utf8(path.empty() ? "the folder" : path), detail = fmt::format("{}: {}", shown, std::strerror(error));
  switch (error) {
    case ENOENT: throw Error(Code::not_found, fmt::format("{} is not there.", shown), detail);
    case EACCES: case EPERM: throw Error(Code::forbidden, fmt::format("{} may not be opened.", shown), detail);
    case ENOTDIR: throw Error(Code::invalid, fmt::format("{} is not a folder.", shown), detail);
    case ELOOP: case EXDEV: throw Error(Code::invalid, fmt::format("{} is a link, or lies behind one; links are not followed.", shown), detail);
    default: throw Error(Code::unavailable, fmt::format("{}: {}.", shown, std::strerror(error)), detail);
  }
}

FileStamp stamp_of(const struct stat& st) {
  const auto ns = [](const timespec& t) { return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec; };
  return {static_cast<std::uint64_t>(st.st_size), st.st_ino, ns(st.st_mtim), ns(st.st_ctim)};
}

int open_beneath(int folder, const std::string& relative, int flags) {
  struct open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const char* path = relative.empty() ? "." : relative.c_str();
  for (;;) {
    const long fd = ::syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (fd >= 0) return static_cast<int>(fd);
    if (errno == EINTR || errno == EAGAIN) continue;
    // A kernel or a container without openat2: the last step at least is not a link.
    if (errno == ENOSYS || errno == EPERM) {
      const int plain = ::openat(folder, path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
      if (plain >= 0) return plain;
    }
    fail(relative, errno);
  }
}

}  // namespace

InputFile::~InputFile() { ::close(fd_); }

FileStamp InputFile::stamp() const {
  struct stat st{};
  if (::fstat(fd_, &st) != 0) fail("", errno);
  return stamp_of(st);
}

std::size_t InputFile::read(char* into, std::size_t most) {
  for (;;) {
    const ssize_t n = ::read(fd_, into, most);
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) throw Error(Code::unavailable, "The file could not be read.", std::strerror(errno));
  }
}

std::string InputFile::all(std::uint64_t limit) {
  const auto size = stamp().bytes;
  if (size > limit) throw Error(Code::invalid, fmt::format("The file is larger than {} MB.", limit >> 20));
  std::string data;
  data.resize(static_cast<std::size_t>(size) + 1);  // one more, to see that it has not grown
  std::size_t have = 0;
  for (;;) {
    const auto n = read(data.data() + have, data.size() - have);
    have += n;
    if (n == 0) break;
    if (have > limit) throw Error(Code::invalid, fmt::format("The file is larger than {} MB.", limit >> 20));
    if (have == data.size()) data.resize(data.size() * 2);
  }
  data.resize(have);
  return data;
}

OpenFolder::OpenFolder(const std::filesystem::path& path) : fd_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (fd_ < 0) fail(path.string(), errno);
}

OpenFolder::~OpenFolder() { ::close(fd_); }

std::vector<OpenFolder::Entry> OpenFolder::list(const std::string& relative) const {
  const int fd = open_beneath(fd_, relative, O_RDONLY | O_DIRECTORY);
  DIR* folder = ::fdopendir(fd);
  if (folder == nullptr) {
    const int error = errno;
    ::close(fd);
    fail(relative, error);
  }
  std::vector<Entry> out;
  const std::unique_ptr<DIR, int (*)(DIR*)> closed_at_the_end(folder, ::closedir);
  for (;;) {
    errno = 0;
    const dirent* found = ::readdir(folder);
    if (found == nullptr) {
      if (errno != 0) fail(relative, errno);
      return out;
    }
    if (std::strcmp(found->d_name, ".") == 0 || std::strcmp(found->d_name, "..") == 0) continue;
    struct stat st{};
    if (::fstatat(fd, found->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;  // gone since
      fail(relative, errno);
    }
    Entry entry{.kind = Entry::other, .name = found->d_name, .stamp = stamp_of(st)};
    if (S_ISREG(st.st_mode)) entry.kind = Entry::file;
    else if (S_ISDIR(st.st_mode)) entry.kind = Entry::folder;
    else if (S_ISLNK(st.st_mode)) entry.kind = Entry::link;
    out.push_back(std::move(entry));
  }
}

std::unique_ptr<InputFile> OpenFolder::open(const std::string& relative) const {
  const int fd = open_beneath(fd_, relative, O_RDONLY);
  auto file = std::make_unique<InputFile>(fd);
  struct stat st{};
  if (::fstat(fd, &st) != 0) fail(relative, errno);
  if (!S_ISREG(st.st_mode)) throw Error(Code::invalid, fmt::format("{} is not a regular file.", valid_utf8(relative)));
  return file;
}

}  // namespace gw
