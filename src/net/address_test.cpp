#include "net/address.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

std::string url(std::string_view text) {
  try {
    return parse_address(text).url();
  } catch (const Error& e) {
    return std::string(name_of(e.code()));
  }
}

TEST(Address, IsRead) {
  const std::pair<const char*, const char*> table[] = {
      {"127.0.0.1:8080", "http://127.0.0.1:8080"}, {"8080", "http://127.0.0.1:8080"},   {"localhost:0", "http://127.0.0.1:0"},
      {"[::1]:80", "http://[::1]:80"},             {"*:80", "http://0.0.0.0:80"},       {":80", "http://0.0.0.0:80"},
      {"0.0.0.0:65535", "http://0.0.0.0:65535"},   {"", "invalid"},                     {"127.0.0.1", "invalid"},
      {"127.0.0.1:", "invalid"},                   {"127.0.0.1:65536", "invalid"},      {"example.com:80", "invalid"},
      {"1.2.3:80", "invalid"},                     {"[::1", "invalid"},                 {"[::g]:80", "invalid"},
      {"127.0.0.1:80x", "invalid"},                {"-1", "invalid"},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(url(text), expected) << text;
  EXPECT_TRUE(parse_address("127.9.9.9:1").loopback());
  EXPECT_TRUE(parse_address("[::1]:1").loopback());
  EXPECT_FALSE(parse_address("*:1").loopback());
  EXPECT_FALSE(parse_address("10.0.0.1:1").loopback());
}

bool host_passes(const char* listen, const char* host) {
  try {
    check_host({parse_address(listen), {"kb.example.com"}}, host);
    return true;
  } catch (const Error&) {
    return false;
  }
}

TEST(Address, HostMustBeOurs) {
  for (const char* good : {"127.0.0.1:8080", "127.0.0.1", "localhost", "LOCALHOST:1", "[::1]:8080", "kb.example.com", "KB.Example.com:443"})
    EXPECT_TRUE(host_passes("127.0.0.1:8080", good)) << good;
  for (const char* bad : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "kb.example.com.evil", "localhost:x", "[::1", "a b",
                          "localhost:80:80", "localhost@evil"})
    EXPECT_FALSE(host_passes("127.0.0.1:8080", bad)) << bad;
  EXPECT_TRUE(host_passes("0.0.0.0:80", "10.0.0.1"));
  EXPECT_FALSE(host_passes("0.0.0.0:80", "evil.example"));
  EXPECT_TRUE(host_passes("10.0.0.2:80", "10.0.0.2"));
  EXPECT_FALSE(host_passes("10.0.0.2:80", "10.0.0.3"));
}

bool origin_passes(const char* host, std::optional<std::string_view> origin, std::optional<std::string_view> site = {}) {
  try {
    check_origin({parse_address("127.0.0.1:8080"), {"kb.example.com"}}, host, origin, site);
    return true;
  } catch (const Error&) {
    return false;
  }
}

TEST(Address, OriginMustBeOurs) {
  EXPECT_TRUE(origin_passes("localhost:8080", {}));
  EXPECT_TRUE(origin_passes("localhost:8080", "http://localhost:8080", "same-origin"));
  EXPECT_TRUE(origin_passes("LOCALHOST:8080", "https://localhost:8080", "none"));
  EXPECT_TRUE(origin_passes("127.0.0.1:8080", "https://kb.example.com"));
  for (const char* bad : {"null", "", "http://evil.example", "http://localhost:8081", "http://localhost", "file://localhost:8080", "http://localhost:8080.evil.example",
                          "http://localhost:8080@evil.example", "https://kb.example.com@evil", "ftp://kb.example.com"})
    EXPECT_FALSE(origin_passes("localhost:8080", bad)) << bad;
  EXPECT_FALSE(origin_passes("localhost:8080", "http://localhost:8080", "cross-site"));
  EXPECT_FALSE(origin_passes("localhost:8080", {}, "same-site"));
}

}  // namespace
}  // namespace gw
