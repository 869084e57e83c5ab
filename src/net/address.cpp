#include "net/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

bool is_v4(const std::string& text) {
  in_addr out{};
  return ::inet_pton(AF_INET, text.c_str(), &out) == 1;
}
bool is_v6(const std::string& text) {
  in6_addr out{};
  return ::inet_pton(AF_INET6, text.c_str(), &out) == 1;
}

struct HostPort {
  std::string host;
  std::optional<std::uint16_t> port;
};

std::optional<std::uint16_t> number(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failed != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return port;
}

/// "name", "name:80", "[v6]", "[v6]:80"; nullopt when it is none of these.
std::optional<HostPort> taken_apart(std::string_view text) {
  HostPort out;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    out.host = std::string(text.substr(1, close - 1));
    if (!is_v6(out.host)) return std::nullopt;
    rest = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    out.host = lower_ascii(text.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (out.host.empty()) return std::nullopt;
  if (rest.empty()) return out;
  out.port = number(rest.substr(1));
  if (rest[0] != ':' || !out.port) return std::nullopt;
  return out;
}

bool is_loopback(const std::string& ip) { return ip == "::1" || (is_v4(ip) && ip.starts_with("127.")); }

}  // namespace

bool Address::loopback() const { return is_loopback(ip); }
bool Address::any() const { return ip == "0.0.0.0" || ip == "::"; }
std::string Address::url() const { return ip.find(':') == std::string::npos ? fmt::format("http://{}:{}", ip, port) : fmt::format("http://[{}]:{}", ip, port); }

Address parse_address(std::string_view text) {
  const auto refused = Error(Code::invalid, fmt::format("\"{}\" is no address to listen on; give an address and a port, like 127.0.0.1:8080.",
                                                        valid_utf8(text.substr(0, 100))));
  if (const auto port = number(text)) return {"127.0.0.1", *port};
  if (text.starts_with("*:")) text.remove_prefix(1);
  if (text.starts_with(":")) {
    const auto port = number(text.substr(1));
    if (!port) throw refused;
    return {"0.0.0.0", *port};
  }
  const auto parts = taken_apart(text);
  if (!parts || !parts->port) throw refused;
  if (parts->host == "localhost") return {"127.0.0.1", *parts->port};
  if (!is_v4(parts->host) && !is_v6(parts->host)) throw refused;
  return {parts->host, *parts->port};
}

void check_host(const HostRule& rule, std::string_view host) {
  const auto parts = taken_apart(host);
  if (!parts) throw Error(Code::invalid, "The request must name one Host.");
  const std::string& name = parts->host;
  const bool literal = is_v4(name) || is_v6(name);
  // A rebound name is a name, so an address in Host is harmless wherever every address of the machine is listened on.
  const bool ours = literal ? rule.listen.any() || name == rule.listen.ip || is_loopback(name)
                            : name == "localhost" || std::find(rule.names.begin(), rule.names.end(), name) != rule.names.end();
  if (!ours)
    throw Error(Code::forbidden, fmt::format("This server does not answer to the name \"{}\"; add it to the names it is served under.",
                                             valid_utf8(std::string_view(name).substr(0, 100))));
}

void check_origin(const HostRule& rule, std::string_view host, std::optional<std::string_view> origin, std::optional<std::string_view> sec_fetch_site) {
  const auto refused = Error(Code::forbidden, "A page of another site may not change anything here.");
  if (sec_fetch_site && (*sec_fetch_site == "cross-site" || *sec_fetch_site == "same-site")) throw refused;
  if (!origin) return;
  std::string from = lower_ascii(*origin);
  const auto scheme = from.find("://");
  if (scheme == std::string::npos || (!from.starts_with("http://") && !from.starts_with("https://"))) throw refused;
  from = from.substr(scheme + 3);
  if (from == lower_ascii(host)) return;
  // A proxy in front may have put its own Host; the name that people use is then among the names.
  const auto parts = taken_apart(from);
  if (!parts || std::find(rule.names.begin(), rule.names.end(), parts->host) == rule.names.end()) throw refused;
}

}  // namespace gw
