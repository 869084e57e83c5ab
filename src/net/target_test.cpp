#include "net/target.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace gw {
namespace {

std::string shown(std::string_view target) {
  try {
    const auto parsed = parse_target(target);
    std::string out = parsed.path;
    for (const auto& [name, value] : parsed.query) out += " [" + name + "=" + value + "]";
    return out;
  } catch (const Error& e) {
    return "refused: " + e.message();
  }
}

TEST(Target, IsTakenApart) {
  const std::pair<const char*, const char*> table[] = {
      {"/", "/"},
      {"/api/v1/document?id=a%2Fb.md&collection=%E8%B4%A2%E5%8A%A1", "/api/v1/document [id=a/b.md] [collection=财务]"},
      {"/a%20b?q=x+y&&q=%2B&flag&e=", "/a b [q=x y] [q=+] [flag=] [e=]"},
      {"/a?b=c=d?e", "/a [b=c=d?e]"},
      {"/%41", "/A"},
      {"/x?n=%0A", "/x [n=\n]"},
  };
  for (const auto& [target, expected] : table) EXPECT_EQ(shown(target), expected) << target;
}

TEST(Target, BrokenOnesAreRefused) {
  for (const char* target : {"", "*", "x", "http://host/", "/%", "/%2", "/%zz", "/x?a=%", "/x?a=%e", "/%00", "/x?a=%00", "/%ff", "/x?%c3=1", "/a/../b", "/a/%2e%2e/b",
                             "/./", "/a%0ab", "/\x01"})
    EXPECT_TRUE(shown(target).starts_with("refused: ")) << target;
  EXPECT_TRUE(shown("/" + std::string(8192, 'a')).starts_with("refused: "));
  std::string many = "/x?";
  for (int i = 0; i < 65; ++i) many += "a=1&";
  EXPECT_TRUE(shown(many).starts_with("refused: "));
}

}  // namespace
}  // namespace gw
