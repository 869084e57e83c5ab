// A server on the loopback, for tests, that answers each request as a test says, however rudely.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace gw {

class RudeServer {
 public:
  /// What it answers to a whole request; the connection is closed afterwards. Called on its thread.
  using Answer = std::function<void(int fd, const std::string& request)>;

  explicit RudeServer(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&at), sizeof at);
    ::listen(listener_, 16);
    socklen_t size = sizeof at;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
    port = ntohs(at.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }
  ~RudeServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
  }

  static void say(int fd, std::string_view bytes) { (void)!::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  static std::string ok(std::string_view body, std::string_view status = "200 OK", std::string_view more = "") {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" + std::string(body);
  }
  /// Waits until the other side has gone: for answers that never come.
  static void wait_for_end(int fd) {
    char byte;
    while (::recv(fd, &byte, 1, 0) > 0) {}
  }

  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::uint16_t port = 0;

 private:
  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 20) <= 0) continue;
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) continue;
      const std::string request = whole(fd);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      answer_(fd, request);
      ::close(fd);
    }
  }
  static std::string whole(int fd) {
    std::string out;
    char bytes[65536];
    for (;;) {
      const auto end = out.find("\r\n\r\n");
      if (end != std::string::npos) {
        std::size_t length = 0;
        if (const auto at = out.find("Content-Length: "); at < end) std::from_chars(out.data() + at + 16, out.data() + end, length);
        if (out.size() >= end + 4 + length) return out;
      }
      const ssize_t n = ::recv(fd, bytes, sizeof bytes, 0);
      if (n <= 0) return out;
      out.append(bytes, static_cast<std::size_t>(n));
    }
  }

  Answer answer_;
  int listener_ = -1;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::jthread thread_;
};

}  // namespace gw
