// The HTTP/1.1 server: sockets in, plain requests out to a handler, with limits on everything a stranger can stretch.
//
//   accept -> head (16 kB, 10 s) -> check_host, check_origin -> admit (how large a body, and who) -> body (a least speed) -> handle -> write -> idle (60 s)
//
// When all places are taken, the connection that has been silent longest goes first; one address has a share of them only.
// One loop thread; blocking work goes to the pool. The only file that includes Beast is server.cpp.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "net/address.h"
#include "net/message.h"
#include "net/tasks.h"

namespace gw {

struct BodyRule {
  std::uint64_t bytes_max = 1 << 20;
  bool spool = false;  ///< into a private file, not into memory
  std::shared_ptr<const void> place;  ///< kept until the request is answered or given up: what it holds is freed then
};

/// A refusal with a status of HTTP's own (401, 413, ...); `admit` and `handle` may throw it.
struct Refused {
  int status;
  Error error;
};

/// What the server serves. All are called on the loop's thread.
struct Site {
  /// Sees the request without its body; says what body it may bring. Throws Error to refuse it before a byte of the body is read.
  std::function<Task<BodyRule>(const Request& head)> admit;
  std::function<Task<Response>(Request request)> handle;
  /// What a failure looks like on the wire; `request` is null when it could not even be read.
  std::function<Response(const Error& error, int status, const Request* request)> failure;
};

struct ServerLimits {
  std::size_t connections = 512;
  std::size_t per_peer = 64;                     ///< of these, from one address (of IPv6: from one /64)
  std::size_t per_loopback = SIZE_MAX;           ///< the same from this machine, where a proxy may bring everybody
  std::size_t head_bytes = 16 * 1024;
  std::chrono::milliseconds head_time{10'000};   ///< for a whole head, however it drips in
  std::chrono::milliseconds first_time{10'000};  ///< until the first byte
  std::chrono::milliseconds idle_time{60'000};   ///< between two requests
  std::chrono::milliseconds body_grace{15'000};  ///< a body may take this long, and a second more for each `body_speed` bytes received
  std::uint64_t body_speed = 8 * 1024;
  std::chrono::milliseconds write_time{30'000};  ///< for each 64 kB that the reader must take
};

class Server {
 public:
  /// Binds at once: Error(conflict) when the address is taken, Error(invalid) when it is not of this machine.
  /// `spool` is the folder for large bodies.
  Server(Loop& loop, Pool& pool, Address listen, std::vector<std::string> names, ServerLimits limits, std::filesystem::path spool, Site site);
  ~Server();

  Address address() const;  ///< with the port that the system chose
  void start();             ///< begins to accept
  std::size_t connections() const;
  std::size_t answering() const;  ///< requests being read or answered now

  /// Accepts no more, closes idle connections, lets requests in flight finish for at most `grace`, then cancels them. False when some work on the
  /// pool still had not come back two seconds after that.
  Task<bool> stop(std::chrono::milliseconds grace);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace gw
