#include "model/small/trees.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.h"

namespace gw {
namespace {

constexpr const char* small = R"(trees 1
input coverage rank
base 0.5
tree 5
0 0.25 1 2
= -1
1 3 3 4
= 2
= 0.125
tree 1
= 0.0625
)";

TEST(Trees, WalksByThresholds) {
  const Trees trees = Trees::parse(small);
  EXPECT_DOUBLE_EQ(trees.sum(std::vector<float>{0.1F, 0}), 0.5 - 1 + 0.0625);
  EXPECT_DOUBLE_EQ(trees.sum(std::vector<float>{0.25F, 2}), 0.5 + 2 + 0.0625);
  EXPECT_DOUBLE_EQ(trees.sum(std::vector<float>{0.9F, 3}), 0.5 + 0.125 + 0.0625);
  EXPECT_DOUBLE_EQ(trees.sum(std::vector<float>{std::numeric_limits<float>::quiet_NaN(), 0}), 0.5 + 2 + 0.0625);
}

TEST(Trees, PrintsWhatItParses) {
  const Trees trees = Trees::parse(small);
  EXPECT_EQ(Trees::parse(trees.print()).print(), trees.print());
  EXPECT_EQ(trees.inputs(), (std::vector<std::string>{"coverage", "rank"}));
}

TEST(Trees, CurveIsLinearBetweenPointsAndFlatOutside) {
  const Trees trees = Trees::parse("trees 1\ninput a\nbase 0\ncurve -1 0.1 1 0.5 2 0.5\ntree 3\n0 1 1 2\n= -3\n= 0\n");
  EXPECT_DOUBLE_EQ(trees.result(std::vector<float>{0}), 0.1);
  EXPECT_DOUBLE_EQ(trees.result(std::vector<float>{1}), 0.3);
  EXPECT_DOUBLE_EQ(trees.through_curve(5), 0.5);
}

TEST(Trees, RefusesWhatIsNotSound) {
  for (const char* text : {"", "trees 2\n", "trees 1\nbase nan\n", "trees 1\nbase inf\n", "trees 1\ntree 0\n", "trees 1\ntree 2\n= 1\n", "trees 1\ninput a\ntree 1\n0 1 0 0\n",
                           "trees 1\ninput a\ntree 3\n1 1 1 2\n= 1\n= 1\n", "trees 1\ninput a\ntree 3\n0 1 1 3\n= 1\n= 1\n", "trees 1\ninput a\ntree 3\n-1 1 1 2\n= 1\n= 1\n",
                           "trees 1\ninput a\ntree 3\n= 1\n0 1 0 2\n= 1\n", "trees 1\ncurve 1 0 1 1\n", "trees 1\ncurve 0 1 1 0\n", "trees 1\nhello\n", "trees 1\ntree 9999999\n"})
    EXPECT_THROW(Trees::parse(text), Error) << text;
}

}  // namespace
}  // namespace gw
