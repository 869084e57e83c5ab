// A started process, for spawn and worker: open descriptors, its group, its end.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gw {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { reset(); }
  void reset();
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// A file in memory that holds `bytes`, read from its beginning.
Fd file_in_memory(std::string_view bytes);

struct Start {
  std::vector<std::string> command;      ///< command[0] is a path
  int in = -1, out = -1, err = -1;       ///< become 0, 1, 2; -1 is /dev/null
  int extra = -1;                        ///< becomes 3
  bool confined = false;                 ///< Landlock and the filter of system calls for programs (confine.h)
  std::uint64_t cpu_seconds = 0;         ///< 0: no limit
  std::uint64_t address_space = 0;       ///< 0: no limit
};

class Child {
 public:
  Child() = default;
  explicit Child(const Start& start);  ///< Error(unavailable) when it cannot be started
  ~Child() { kill(); }
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child& operator=(Child&& other) noexcept;
  bool running() const { return pid_ > 0; }
  std::uint64_t resident_bytes() const;   ///< of itself, quickly; 0 when it is gone
  struct Group { std::uint64_t resident_bytes = 0; std::size_t processes = 0; };
  Group group() const;                    ///< itself and all that it started; looks through /proc
  /// True when it ended; then `status` is as of waitpid and the child is reaped.
  bool ended(int& status);
  void kill();                            ///< the whole group, and reaps

 private:
  pid_t pid_ = -1;
};

}  // namespace gw
