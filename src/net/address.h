// Where the server listens, and which Host and Origin may speak to it.
//
// A page of another site can make the browser of someone inside send requests here (and, by rebinding a name, read the answers). Both are stopped
// by two headers that a page cannot forge: Host must be an address or name of ours, Origin must be our own.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct Address {
  std::string ip;  ///< "127.0.0.1", "::1", "0.0.0.0"
  std::uint16_t port = 0;
  bool loopback() const;
  bool any() const;         ///< every address of the machine
  std::string url() const;  ///< "http://127.0.0.1:8080"
};

/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "8080", "*:8080". Error(invalid) otherwise. Port 0 lets the system choose.
Address parse_address(std::string_view text);

struct HostRule {
  Address listen;
  std::vector<std::string> names;  ///< further names under which people reach this server, lower case, without port
};

/// Error(invalid) when there is no single Host, Error(forbidden) when it is not one of ours: the address listened on, localhost, a name given.
void check_host(const HostRule& rule, std::string_view host);

/// For requests that change something. A browser names the page a request comes from in Origin; programs send none.
/// Error(forbidden) when there is an Origin that is neither the Host asked for nor one of the names, or the browser says cross-site.
void check_origin(const HostRule& rule, std::string_view host, std::optional<std::string_view> origin, std::optional<std::string_view> sec_fetch_site);

}  // namespace gw
