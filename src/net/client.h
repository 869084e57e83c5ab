// One HTTP/1.1 request to another machine and its answer. Only policy/outgoing may include this: what leaves, leaves there.
//
//   look up ─> admit ─> connect ─> TLS ─> │ send ─> receive
//        nothing has been sent: Error     │ whatever happens now is told by the reply: `broken` says that nobody knows what the other side did
//
// No redirect is followed, no connection is kept, no proxy is asked. Blocks; call it on a worker thread.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/connection.h"

namespace gw {

struct ClientRequest {
  bool tls = true;
  std::string host;  ///< a name or an address, without brackets
  std::uint16_t port = 443;
  std::string method = "GET";
  std::string target = "/";  ///< path and query, encoded
  std::vector<std::pair<std::string, std::string>> headers;  ///< Host, Content-Length and Connection are added
  std::string body;
  Deadline deadline;  ///< for the whole of it
  std::size_t head_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 2 << 20;
  /// Why it must not be connected to, "" when it may; asked for every address before any is tried. Empty: all may.
  std::function<std::string(const IpAddress&)> refuse_address;
};

struct ClientReply {
  int status = 0;  ///< 0 when none came
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string address;  ///< to which it went
  std::uint64_t bytes_out = 0, bytes_in = 0;
  /// Why there is no whole answer though sending had begun, as a part of a sentence; whether the other side acted is not known. "" when all is there.
  std::string broken;

  std::optional<std::string_view> header(std::string_view name) const;  ///< the first of that name, without regard to case
};

/// Error(unavailable) when nothing was sent, with the reason as a part of a sentence; Error(forbidden) when an address is refused; Error(invalid) for a request that cannot be written
/// (line breaks in a header).
ClientReply exchange(const ClientRequest& request);

}  // namespace gw
