#include "net/web_address.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

TEST(WebAddressTest, OneSpelling) {
  const WebAddress at = parse_web_address("HTTPS://Tickets.Example:8443/api/工单 1?q=a b");
  EXPECT_EQ(at.origin(), "https://tickets.example:8443");
  EXPECT_EQ(at.target(), "/api/%E5%B7%A5%E5%8D%95%201?q=a%20b");
  EXPECT_EQ(parse_web_address("http://[0:0::1]:8080").origin(), "http://[::1]:8080");
  EXPECT_EQ(parse_web_address("http://[::1]").port, 80);
  EXPECT_EQ(parse_web_address("https://a?x").target(), "/?x");
  EXPECT_EQ(parse_web_address("https://a:443/").origin(), "https://a");
}

TEST(WebAddressTest, WhatIsNoAddress) {
  for (const char* text : {"", "ftp://a", "//a", "a.example", "https://", "https:///x", "https://u:p@a/", "https://a/#x", "https://a:0/", "https://a:65536/", "https://a:8x/", "https://a/../b",
                           "https://a/%2e%2E/b", "https://a/.%2e", "https://a/b%2fc", "https://a/b%5cc", "https://a/%zz", "https://a/%0", "https://a/\nb", "https://[::g]/", "https://-a/", "https://a b/", "https://中文/"})
    EXPECT_THROW(parse_web_address(text), Error) << text;
}

TEST(WebAddressTest, Below) {
  const auto holds = [](const char* declared, const char* asked) { return parse_web_address(declared).holds(parse_web_address(asked)); };
  EXPECT_TRUE(holds("https://a/api", "https://a/api"));
  EXPECT_TRUE(holds("https://a/api", "https://a:443/api/tickets?x=1"));
  EXPECT_TRUE(holds("https://a", "https://a/anything"));
  for (const char* other : {"https://a/apis", "http://a/api", "https://a:444/api", "https://b/api", "https://a.b/api", "https://a/API"}) EXPECT_FALSE(holds("https://a/api", other)) << other;
}

}  // namespace
}  // namespace gw
