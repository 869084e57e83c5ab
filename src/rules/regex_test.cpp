#include "rules/regex.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {

TEST(Regex, KnowsPlacesAndGroups) {
  const std::string text = "甲方：张三\n乙方：李四𠀀 x";
  const Searchable searchable(text);
  const auto matches = Regex::parse("[甲乙]方：(\\S+)").matches(searchable, Patience());
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(slice(text, matches[1].groups[0]->start, matches[1].groups[0]->end), "李四𠀀");
  EXPECT_FALSE(Regex::parse("(x)|(y)").matches(searchable, Patience())[0].groups[1].has_value());
  EXPECT_TRUE(Regex::parse("x$").found_in(searchable, Patience()));
  EXPECT_FALSE(Regex::parse("^乙").found_in(searchable, Patience()));
  EXPECT_TRUE(Regex::parse("(?m)^乙").found_in(searchable, Patience()));
  EXPECT_TRUE(Regex::parse("X", true).found_in(searchable, Patience()));
}

TEST(Regex, NeverHangs) {
  const std::string text = std::string(200'000, 'a') + "!";
  const Searchable searchable(text);
  for (const char* hostile : {"^(a+)+$", "(a|aa)+$", "(a|a)*b", "(.*)*x", "a*+b", "(?:a{0,50}){0,50}b", "(a*)*\\1b", "(?=(a+))\\1{500}b", "[a-z]*+\\d"}) {
    const auto begin = std::chrono::steady_clock::now();
    try {
      Regex::parse(hostile).matches(searchable, Patience());
    } catch (const Error& e) {
      EXPECT_TRUE(e.code() == Code::timeout || e.code() == Code::invalid) << hostile;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << hostile;
  }
}

TEST(Regex, SaysWhatIsWrongWithAPattern) {
  for (const char* broken : {"(", "[a", "a{2,1}", "*", "\\p{Nope}", "(?<=a*)b", "\\"}) {
    try {
      Regex::parse(broken);
      ADD_FAILURE() << broken;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), Code::invalid);
      EXPECT_NE(e.message().find("cannot be read"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace gw
