#include "net/web_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

constexpr std::size_t bytes_most = 8 * 1024;

[[noreturn]] void refuse(std::string why) { throw Error(Code::invalid, std::move(why)); }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Bytes that may stand in a path or query as they are; others are encoded.
bool stands(unsigned char c) { return c > 0x20 && c < 0x7F && std::string_view("\"<>\\^`{|}#").find(static_cast<char>(c)) == std::string_view::npos; }

std::string encoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) refuse("an address holds no control characters");
    if (c == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) refuse("a % in an address is followed by two hex digits");
    if (stands(c)) out += text[i];
    else out += fmt::format("%{:02X}", c);
  }
  return out;
}

void check_path(std::string_view path) {
  const std::string lower = lower_ascii(path);
  for (const std::string_view slash : {"%2f", "%5c", "%00"})
    if (lower.find(slash) != lower.npos) refuse("a path holds no encoded slashes");
  for (const auto segment : split(lower, '/')) {
    std::string dots(segment);
    for (std::size_t at; (at = dots.find("%2e")) != dots.npos;) dots.replace(at, 3, ".");
    if (dots == "." || dots == "..") refuse("a path holds no \".\" or \"..\" between slashes");
  }
}

std::string checked_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    const std::string inner(host.substr(1, host.size() - 2));
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];
    if (::inet_pton(AF_INET6, inner.c_str(), bytes) != 1) refuse("what stands in [ ] must be an IPv6 address");
    return ::inet_ntop(AF_INET6, bytes, text, sizeof text);
  }
  const std::string out = lower_ascii(host);
  const bool plain = std::ranges::all_of(out, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'; });
  if (out.empty() || out.size() > 253 || !plain || out.front() == '.' || out.front() == '-') refuse("an address needs the name of a host in ASCII letters, or its number");
  return out;
}

}  // namespace

std::string WebAddress::origin() const {
  const std::string shown = host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
  return fmt::format("{}://{}{}", tls ? "https" : "http", shown, port == (tls ? 443 : 80) ? "" : fmt::format(":{}", port));
}

bool WebAddress::holds(const WebAddress& other) const {
  if (tls != other.tls || host != other.host || port != other.port) return false;
  if (path == other.path) return true;
  const std::string below = path.ends_with('/') ? path : path + "/";
  return other.path.starts_with(below);
}

WebAddress parse_web_address(std::string_view text) {
  if (text.size() > bytes_most) refuse("an address has at most 8 kB");
  WebAddress out;
  const std::string lower = lower_ascii(text.substr(0, 8));
  if (lower.starts_with("https://")) text.remove_prefix(8);
  else if (lower.starts_with("http://")) out.tls = false, text.remove_prefix(7);
  else refuse("an address begins with https:// or http://");
  if (text.find('#') != text.npos) refuse("an address holds no \"#\"");
  const auto end = std::min(text.find_first_of("/?"), text.size());
  std::string_view place = text.substr(0, end), rest = text.substr(end);
  if (place.find('@') != place.npos) refuse("an address holds no user or password");
  out.port = out.tls ? 443 : 80;
  const auto colon = place.rfind(':');
  if (colon != place.npos && place.find(']', colon) == place.npos) {
    const std::string_view digits = place.substr(colon + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || out.port == 0) refuse("a port is a number from 1 to 65535");
    place = place.substr(0, colon);
  }
  out.host = checked_host(place);
  const auto question = std::min(rest.find('?'), rest.size());
  if (question > 0) out.path = encoded(rest.substr(0, question));
  check_path(out.path);
  out.query = encoded(rest.substr(question));
  return out;
}

}  // namespace gw
