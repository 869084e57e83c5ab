// A child process that serves one request after another over a pair of sockets, and is killed and replaced when it misbehaves.
//
//   frame:  "GWF1" | length, 8 bytes, little endian | that many bytes
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "proc/child.h"

namespace gw {

class Worker {
 public:
  struct Limits {
    std::chrono::milliseconds time{20'000};
    std::uint64_t memory_bytes = 512u << 20;  ///< resident, watched; four times as much under AddressSanitizer
    std::uint64_t reply_bytes = 512u << 20;
  };
  /// Starts nothing yet: the first call does.
  explicit Worker(std::vector<std::string> command) : command_(std::move(command)) {}

  /// Sends `pieces` as one frame and returns the frame that comes back. Error(timeout) over the time; Error(invalid) over the memory or the reply's size, or
  /// when the child ended instead: then it is gone, and the next call starts another. Error(unavailable) when none can be started. Not thread-safe.
  std::string call(std::initializer_list<std::string_view> pieces, const Limits& limits);
  std::uint64_t started() const { return started_; }  ///< how many processes so far

 private:
  void start();
  std::string exchange(std::initializer_list<std::string_view> pieces, const Limits& limits);
  std::vector<std::string> command_;
  Child child_;
  Fd socket_;
  std::uint64_t started_ = 0;
  bool fresh_ = false;
};

/// The child's side. False at the end of the stream or when what comes is no frame.
bool read_frame(int fd, std::string& frame, std::uint64_t most);
bool write_frame(int fd, std::initializer_list<std::string_view> pieces);

constexpr std::size_t frame_head_bytes = 12;
std::string frame_head(std::uint64_t length);
bool parse_frame_head(std::string_view head, std::uint64_t& length);

}  // namespace gw
