#include "learn/baseline.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace gw {
namespace {

std::vector<Labelling> tickets() {
  return {{"水泵漏水，机械密封损坏", "maintenance", 1}, {"发票金额不对", "accounting", 2}, {"pump leaks at the seal", "maintenance", 3}, {"invoice amount is wrong", "accounting", 4}, {"水泵有异响", "maintenance", 5}};
}

TEST(NearestLabels, FindsWhatIsAlike) {
  const auto examples = tickets();
  const NearestLabels nearest(examples);
  EXPECT_EQ(nearest.vote("这台水泵漏水了").label, "maintenance");
  EXPECT_EQ(nearest.vote("Wrong INVOICE").label, "accounting");
  const Voted same = nearest.vote("发票金额不对", 1);
  ASSERT_EQ(same.neighbours.size(), 1u);
  EXPECT_EQ(same.neighbours[0].example, 1u);
  EXPECT_NEAR(same.neighbours[0].similarity, 1, 1e-6);
  EXPECT_NEAR(same.confidence, 1, 1e-6);
  EXPECT_EQ(nearest.vote("zzz").label, "");
  EXPECT_EQ(nearest.vote("").confidence, 0);
  EXPECT_EQ(NearestLabels({}).vote("pump").label, "");
}

TEST(Baseline, InTimeOrder) {
  // Ten cases, pieces of two: the label of a case stands in its text; the first of each label cannot be known.
  std::vector<Labelling> cases;
  for (int i = 0; i < 12; ++i) cases.push_back({i % 3 == 0 ? "alpha case" : "beta thing", i % 3 == 0 ? "a" : "b", i});
  const Baselines b = measure_baselines(cases, 5);
  EXPECT_EQ(b.nearest.tested, 10);
  EXPECT_EQ(b.nearest.right, 10);
  EXPECT_EQ(b.labels, 2);
  EXPECT_EQ(b.unseen, 0);
  EXPECT_LT(b.frequent.accuracy, 1);
  EXPECT_GT(b.nearest.likely.low, 0.7);
}

TEST(Baseline, ThePastDoesNotLearnFromTheFuture) {
  const std::vector<Labelling> cases = {{"new kind", "late", 9}, {"old kind", "early", 1}, {"new kind", "late", 8}, {"old kind", "early", 2}};
  const Baselines b = measure_baselines(cases, 1);
  EXPECT_EQ(b.frequent.tested, 2);
  EXPECT_EQ(b.nearest.right, 0);
  EXPECT_EQ(b.unseen, 2);
  EXPECT_EQ(b.tested[0].example, 2u);
  EXPECT_EQ(b.tested[1].example, 0u);
}

TEST(Baseline, FewCases) {
  EXPECT_EQ(measure_baselines({}).frequent.tested, 0);
  EXPECT_EQ(measure_baselines(std::vector<Labelling>(1)).frequent.tested, 0);
  EXPECT_EQ(measure_baselines(std::vector<Labelling>(3, {"x", "y", 0})).frequent.right, 2);
  EXPECT_EQ(most_frequent({}), "");
  EXPECT_EQ(most_frequent(std::vector<Labelling>{{"", "a"}, {"", "b"}, {"", "b"}, {"", "a"}}), "a");
}

// Whatever the order in which cases of different times are given, the outcome is the same.
RC_GTEST_PROP(Baseline, TheOrderGivenDoesNotMatter, (std::uint64_t seed)) {
  std::mt19937_64 random(seed);
  std::vector<Labelling> cases;
  for (int i = 0; i < 30; ++i) cases.push_back({random() % 2 == 0 ? "pump leaks" : "invoice wrong", random() % 3 == 0 ? "a" : "b", i});
  const Baselines once = measure_baselines(cases);
  std::shuffle(cases.begin(), cases.end(), random);
  const Baselines again = measure_baselines(cases);
  RC_ASSERT(once.frequent.right == again.frequent.right && once.nearest.right == again.nearest.right);
}

}  // namespace
}  // namespace gw
