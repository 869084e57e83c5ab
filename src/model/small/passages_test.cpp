#include "model/small/passages.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "model/small/tiny_models.h"

namespace gw {
namespace {

TEST(ClauseText, GuessesLook) {
  const auto look = [](std::string_view text) { return sentence_of(text, {}).look; };
  EXPECT_EQ(look("(a) to keep it secret;"), TextSentence::Look::item);
  EXPECT_EQ(look("iv) to return it."), TextSentence::Look::item);
  EXPECT_EQ(look("（二）不得复制；"), TextSentence::Look::item);
  EXPECT_EQ(look("2.05 No Disclosure"), TextSentence::Look::heading);
  EXPECT_EQ(look("第三条 保密义务"), TextSentence::Look::heading);
  EXPECT_EQ(look("The Receiving Party shall not disclose the information to any person."), TextSentence::Look::text);
  EXPECT_EQ(look("乙方不得披露。"), TextSentence::Look::text);
  EXPECT_EQ(look(""), TextSentence::Look::text);
  EXPECT_TRUE(sentence_of("The party agrees:", {}).opens);
  EXPECT_TRUE(sentence_of("乙方承诺：", {}).opens);
}

TEST(ClauseText, KnowsWhatStandsAbove) {
  const std::vector<TextSentence> text{tiny::sentence("Secrets"), tiny::sentence("the party shall not do any of these things:"), tiny::sentence("(a) lend it;"), tiny::sentence("(b) sell it."), tiny::sentence("it may keep it in a safe place"), tiny::sentence("(c) alone.")};
  const auto above = above_of(text);
  EXPECT_EQ(above[2].opener, 1);
  EXPECT_EQ(above[3].opener, 1);
  EXPECT_EQ(above[3].heading, 0);
  EXPECT_EQ(above[5].opener, -1);
  EXPECT_EQ(above[0].heading, -1);
}

TEST(ClauseText, WhatStandsEverywhereSaysLittle) {
  const auto text = tiny::agreement(1).sentences;
  const auto says = stated_in(text, above_of(text), std::vector<std::string>{"party", "duplicates"});
  const auto best = std::max_element(says.begin(), says.end()) - says.begin();
  EXPECT_EQ(best, 2);
}

TEST(PassageFinder, RanksByTheStatementBeforeAnyCorrection) {
  const auto finder = PassageFinder::fit({{"notices", {"notices", "go", "to", "address"}}}, {});
  const auto text = tiny::agreement(1).sentences;
  const auto found = finder.find(text, 3);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].places[0].sentence, 3U);
  EXPECT_TRUE(found[0].labels.empty());
  EXPECT_TRUE(finder.find({}, 3)[0].places.empty());
}

TEST(PassageFinder, LearnsFromCorrections) {
  // No word of the statements stands in the evidence, so only what was corrected can show the place.
  const auto text = tiny::agreement(13);
  const auto untaught = tiny::finder(0).find(text.sentences, 1), taught = tiny::finder(12).find(text.sentences, 1);
  EXPECT_NE(untaught[1].places[0].sentence, text.verdicts[1].evidence[0]);
  EXPECT_EQ(taught[1].places[0].sentence, text.verdicts[1].evidence[0]);
  EXPECT_EQ(taught[0].places[0].sentence, text.verdicts[0].evidence[0]);
  EXPECT_EQ(taught[0].labels[0].label, "entailed");
  EXPECT_EQ(tiny::finder(12).find(tiny::agreement(15).sentences, 1)[0].labels[0].label, "absent");
  const auto reasons = tiny::finder(12).why("survive", text.sentences, text.verdicts[1].evidence[0], 3);
  ASSERT_EQ(reasons.size(), 3U);
  EXPECT_GT(reasons[0].weight, 0);
}

TEST(PassageFinder, IsTheSameWhenFittedAgainAndWhenRead) {
  const auto finder = tiny::finder();
  EXPECT_EQ(finder.print(), tiny::finder().print());
  const auto read = PassageFinder::parse(finder.print());
  EXPECT_EQ(read.print(), finder.print());
  const auto text = tiny::agreement(4).sentences;
  EXPECT_EQ(read.find(text, 1)[0].places[0].share, finder.find(text, 1)[0].places[0].share);
  EXPECT_EQ(read.find(text, 1)[0].labels[0].probability, finder.find(text, 1)[0].labels[0].probability);
}

TEST(PassageFinder, RefusesVerdictsOnWhatIsNotThere) {
  auto text = tiny::agreement(1);
  text.verdicts[0].evidence = {99};
  EXPECT_THROW(PassageFinder::fit(tiny::clauses(), std::vector{text}), Error);
  text.verdicts[0] = {"other", "", {}};
  EXPECT_THROW(PassageFinder::fit(tiny::clauses(), std::vector{text}), Error);
  EXPECT_THROW(PassageFinder::fit({{"a", {}}, {"a", {}}}, {}), Error);
}

}  // namespace
}  // namespace gw
