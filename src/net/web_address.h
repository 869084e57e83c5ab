// An absolute http(s) address as one spelling: what is declared and what is asked for are compared in this form, and only this form is sent.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gw {

struct WebAddress {
  bool tls = true;
  std::string host;  ///< lower case, a name or an address, without brackets
  std::uint16_t port = 443;
  std::string path = "/";  ///< encoded
  std::string query;       ///< encoded, with its '?'; "" without one

  std::string target() const { return path + query; }
  std::string origin() const;  ///< "https://tickets.example:8443", the port only when it is not the usual one
  /// Whether `other` is this address or lies below its path. A query here is never below.
  bool holds(const WebAddress& other) const;
};

/// Error(invalid) with a part of a sentence: another scheme, a user or password, a fragment, a host or port that is none, "." and ".." segments however
/// encoded, encoded slashes. What is not ASCII, and spaces, are encoded.
WebAddress parse_web_address(std::string_view text);

}  // namespace gw
