#include "proc/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "base/error.h"
#include "proc/confine.h"

namespace gw {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int tick_ms = 20;
constexpr std::uint64_t memory_at_rest = 192u << 20;  // a child that keeps more than this after a request is replaced

bool read_all(int fd, char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::read(fd, to, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool write_all(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

std::string frame_head(std::uint64_t length) {
  std::string head = "GWF1";
  for (int i = 0; i < 8; ++i) head.push_back(static_cast<char>(length >> (8 * i)));
  return head;
}

bool parse_frame_head(std::string_view head, std::uint64_t& length) {
  if (head.size() < frame_head_bytes || !head.starts_with("GWF1")) return false;
  length = 0;
  for (std::size_t i = 0; i < 8; ++i) length |= static_cast<std::uint64_t>(static_cast<unsigned char>(head[4 + i])) << (8 * i);
  return true;
}

bool read_frame(int fd, std::string& frame, std::uint64_t most) {
  char head[frame_head_bytes];
  std::uint64_t length = 0;
  if (!read_all(fd, head, sizeof head) || !parse_frame_head({head, sizeof head}, length) || length > most) return false;
  frame.resize(length);
  return read_all(fd, frame.data(), frame.size());
}

bool write_frame(int fd, std::initializer_list<std::string_view> pieces) {
  std::uint64_t length = 0;
  for (const auto piece : pieces) length += piece.size();
  if (!write_all(fd, frame_head(length))) return false;
  for (const auto piece : pieces)
    if (!write_all(fd, piece)) return false;
  return true;
}

void Worker::start() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw Error(Code::unavailable, "Too many files are open.");
  socket_ = Fd(ends[0]);
  const Fd theirs(ends[1]);
  ::fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
  Start start;
  start.command = command_;
  start.in = start.out = theirs.get();
  start.err = sanitized ? 2 : -1;  // a report of a sanitizer must be seen
  child_ = Child(start);
  ++started_;
  fresh_ = true;
}

std::string Worker::call(std::initializer_list<std::string_view> pieces, const Limits& limits) {
  int status = 0;
  if (!child_.running() || child_.ended(status)) start();
  else fresh_ = false;
  try {
    std::string reply = exchange(pieces, limits);
    if (child_.resident_bytes() > memory_at_rest * (sanitized ? 4 : 1)) child_.kill();
    return reply;
  } catch (const Error&) {
    child_.kill();
    socket_.reset();
    throw;
  }
}

std::string Worker::exchange(std::initializer_list<std::string_view> pieces, const Limits& limits) {
  std::uint64_t length = 0;
  for (const auto piece : pieces) length += piece.size();
  const std::string head = frame_head(length);
  std::vector<std::string_view> rest{head};
  rest.insert(rest.end(), pieces.begin(), pieces.end());
  std::size_t next = 0;

  std::string reply_head, reply;
  std::uint64_t reply_length = 0;
  const auto deadline = Clock::now() + limits.time;
  const std::uint64_t memory = limits.memory_bytes * (sanitized ? 4 : 1);
  auto looked = Clock::now();
  const auto ended = [&]() -> Error {
    int status = 0;
    for (int i = 0; i < 200 && !child_.ended(status); ++i) ::usleep(1000);
    if (fresh_ && WIFEXITED(status) && (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126))
      return Error(Code::unavailable, "The parser process could not be started.");
    return Error(Code::invalid, "The file made the parser stop; it may be damaged or hostile.", WIFSIGNALED(status) ? "signal" : "exit");
  };
  for (;;) {
    while (next < rest.size() && rest[next].empty()) ++next;
    pollfd both{socket_.get(), static_cast<short>(POLLIN | (next < rest.size() ? POLLOUT : 0)), 0};
    ::poll(&both, 1, tick_ms);
    if ((both.revents & POLLOUT) != 0 && next < rest.size()) {
      const ssize_t n = ::send(socket_.get(), rest[next].data(), rest[next].size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0) rest[next].remove_prefix(static_cast<std::size_t>(n));
      else if (n < 0 && errno != EAGAIN && errno != EINTR) throw ended();
    }
    if ((both.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
      char buffer[1 << 16];
      const ssize_t n = ::read(socket_.get(), buffer, sizeof buffer);
      if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) throw ended();
      if (n > 0) {
        std::string_view got(buffer, static_cast<std::size_t>(n));
        if (reply_head.size() < frame_head_bytes) {
          const auto take = std::min(got.size(), frame_head_bytes - reply_head.size());
          reply_head += got.substr(0, take);
          got.remove_prefix(take);
          if (reply_head.size() == frame_head_bytes) {
            if (!parse_frame_head(reply_head, reply_length)) throw Error(Code::invalid, "The file made the parser stop; it may be damaged or hostile.", "frame");
            if (reply_length > limits.reply_bytes) throw Error(Code::invalid, "The file holds more than can be read at once.");
          }
        }
        reply += got;
        if (reply_head.size() == frame_head_bytes) {
          if (reply.size() > reply_length) throw Error(Code::invalid, "The file made the parser stop; it may be damaged or hostile.", "frame");
          if (reply.size() == reply_length) return reply;
        }
      }
    }
    if (const auto now = Clock::now(); now - looked > std::chrono::milliseconds(tick_ms)) {
      looked = now;
      if (now >= deadline) throw Error(Code::timeout, "The file took too long to read.");
      if (child_.resident_bytes() > memory) throw Error(Code::invalid, "The file needs too much memory to read.");
    }
  }
}

}  // namespace gw
