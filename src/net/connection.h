// One connection to another machine, as bytes: looked up, connected, greeted by TLS where asked, all within one deadline. Blocks; for worker threads.
//
// What fails before any byte of a request has gone is an Error(unavailable) whose message is a part of a sentence; later failures are told by the result.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

using Deadline = std::chrono::steady_clock::time_point;

/// An address as bytes: 4 of IPv4, 16 of IPv6. An IPv4 address in IPv6's clothes has 4.
struct IpAddress {
  std::string bytes;
  std::string text;  ///< "10.0.0.1", "fd00::1"
};

/// Whether it is what a machine's own network offers it and no other system: link-local, metadata of clouds, unspecified, multicast.
bool is_local_service(const IpAddress& ip);

/// Addresses of a name, or the literal itself, in the order to try. Error(unavailable) when there is none or the time is over; a resolver that does not
/// answer is left behind, not waited for.
std::vector<IpAddress> addresses_of(const std::string& host, Deadline deadline);

class Connection {
 public:
  /// To the first of these addresses that takes it. Error(unavailable) with the last reason.
  Connection(const std::vector<IpAddress>& addresses, std::uint16_t port, Deadline deadline);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// TLS 1.2 or later; the certificate must be trusted by this system (SSL_CERT_FILE and SSL_CERT_DIR are read) and made out to `host`. Error(unavailable).
  void start_tls(const std::string& host, Deadline deadline);

  enum class End { none, closed, broken, time };
  struct Moved {
    std::size_t bytes = 0;
    End end = End::none;
  };
  /// Writes all, unless it says why not. With TLS `bytes` may be less than what the other side got.
  Moved write(std::string_view bytes, Deadline deadline);
  /// What is there, at least one byte, unless it says why not.
  Moved read(char* into, std::size_t most, Deadline deadline);

  const IpAddress& peer() const { return peer_; }

 private:
  struct Tls;
  int fd_ = -1;
  IpAddress peer_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace gw
