// Search under rights gives what an index of only the visible documents gives: the same chunks with the same scores, bit for bit; and the
// pruned scan gives what the exhaustive one gives.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "world.h"

namespace gw::test {
namespace {

SearchOptions options(std::size_t k, std::size_t most, bool exhaustive) {
  SearchOptions o;
  o.k = k;
  o.most_per_document = most;
  o.exhaustive = exhaustive;
  return o;
}

void shuffle_world(World& world, Dice& dice, std::size_t documents, std::size_t batches, std::size_t chunks_most, std::size_t words_most) {
  std::size_t number = 0;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    std::vector<MadeDocument> made;
    for (std::size_t i = 0; i < documents / batches; ++i) made.push_back(dice.document(number++, chunks_most, words_most));
    world.add(made);
    world.index().wait_until_current(600);
  }
}

void stir(World& world, Dice& dice, std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) {
    if (world.here().empty()) return;
    auto at = world.here().begin();
    std::advance(at, static_cast<std::ptrdiff_t>(dice.below(world.here().size())));
    if (dice.below(3) == 0) world.remove(at->first);
    else world.move(at->first, dice.groups(), dice.label());
  }
}

TEST(Access, RightsGiveWhatAnIndexOfOnlyTheVisibleGives) {
  const bool held = rc::check([](std::uint64_t seed) {
    Dice dice(seed, 60 + seed % 300);
    World world;
    shuffle_world(world, dice, 20 + dice.below(150), 1 + dice.below(9), 4, 12);
    stir(world, dice, dice.below(30));
    if (dice.below(2) == 0) world.index().catch_up();  // folds moves and merges
    stir(world, dice, dice.below(5));
    RC_ASSERT(world.index().verify().empty());
    for (int c = 0; c < 2; ++c) {
      const Caller caller = c == 0 ? administrator() : dice.caller();
      World only;
      only.add(world.seen_by(caller));
      only.index().wait_until_current(600);
      for (int q = 0; q < 12; ++q) {
        const std::string query = dice.text(8);
        const std::size_t k = 1 + dice.below(20), most = 1 + dice.below(3);
        const auto expected = only.hits(query, only.scope(administrator()), options(k, most, true));
        RC_ASSERT(world.hits(query, world.scope(caller), options(k, most, true)) == expected);
        RC_ASSERT(world.hits(query, world.scope(caller), options(k, most, false)) == expected);
        RC_ASSERT(only.hits(query, only.scope(administrator()), options(k, most, false)) == expected);
      }
    }
  });
  EXPECT_TRUE(held);
}

// Large enough for lists of many blocks, several windows of the scan, and every way of looking at rights. Building an index for each of the users takes
// minutes, so every twentieth gets one; GW_EVERY=1 builds all.
TEST(Access, TwoHundredUsersOfFiftyGroupsAndTwentyThousandDocuments) {
  Dice dice(20260301, 4000, 50);
  World world;
  shuffle_world(world, dice, 20000, 3, 3, 25);
  stir(world, dice, 300);
  const char* given = std::getenv("GW_EVERY");
  const int every = given != nullptr ? std::max(1, std::atoi(given)) : 20;
  std::set<std::string> different;
  for (int u = 0; u < 200; ++u) {
    const Caller caller = u == 0 ? administrator() : dice.caller();
    const Scope scope = world.scope(caller);
    for (int q = 0; q < 10; ++q) {
      const std::string query = dice.text(20);
      const std::size_t k = q == 0 ? 100 : 10;
      const auto hits = world.hits(query, scope, options(k, 3, false));
      ASSERT_EQ(hits, world.hits(query, scope, options(k, 3, true))) << query;
      for (const Hit& hit : world.index().search(query, scope)) ASSERT_TRUE(world.sees(caller, world.here().at(document_of(hit.chunk))));
      different.insert(hits.begin(), hits.end());
    }
    if (u % every != 0) continue;
    World only;
    only.add(world.seen_by(caller));
    only.index().wait_until_current(600);
    for (int q = 0; q < 20; ++q) {
      const std::string query = dice.text(20);
      ASSERT_EQ(world.hits(query, scope, options(10, 3, false)), only.hits(query, only.scope(administrator()), options(10, 3, true))) << query;
    }
  }
  EXPECT_GT(different.size(), 1000u);
}

// Weights of terms are counted over what the caller sees, too.
TEST(Access, TermWeightsAreThoseOfTheVisible) {
  Dice dice(7, 100);
  World world;
  shuffle_world(world, dice, 300, 4, 3, 12);
  for (int u = 0; u < 10; ++u) {
    const Caller caller = dice.caller();
    World only;
    only.add(world.seen_by(caller));
    only.index().wait_until_current(600);
    const std::string text = dice.text(20);
    const auto here = world.index().weigh(text, world.scope(caller)), there = only.index().weigh(text, only.scope(administrator()));
    ASSERT_EQ(here.size(), there.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
      EXPECT_EQ(here[i].term, there[i].term);
      EXPECT_EQ(here[i].idf, there[i].idf);
    }
  }
}

}  // namespace
}  // namespace gw::test
