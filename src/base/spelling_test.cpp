#include "base/spelling.h"

#include <gtest/gtest.h>

namespace gw {
namespace {

TEST(Spelling, CountsWhatAPersonWouldChange) {
  EXPECT_EQ(edits_between("steps", "steps"), 0u);
  EXPECT_EQ(edits_between("stepps", "steps"), 1u);
  EXPECT_EQ(edits_between("setps", "steps"), 1u);
  EXPECT_EQ(edits_between("步聚", "步骤"), 1u);
  EXPECT_EQ(edits_between("", "abc"), 3u);
}

TEST(Spelling, NamesTheNearestWordOnlyWhenItIsNear) {
  const std::vector<std::string> words{"minimum", "maximum", "id", "when"};
  EXPECT_EQ(nearest_word("minimun", words), "minimum");
  EXPECT_EQ(nearest_word("Wehn", words), "when");
  EXPECT_EQ(nearest_word("x", words), "");
  EXPECT_EQ(nearest_word("colour", words), "");
  EXPECT_EQ(or_rather("maxmum", words), "did you mean \"maximum\"?");
  EXPECT_EQ(or_rather("colour", words), "it may be: minimum, maximum, id, when");
  EXPECT_EQ(or_rather("colour", {}), "");
}

}  // namespace
}  // namespace gw
