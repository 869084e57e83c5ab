// Asking and searching under rights print what a workspace of only the visible prints: answers, confidences, reasons, citations, nearest
// documents, scores and errors, letter for letter.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

#include "answer/answer.h"
#include "answer/answer_json.h"
#include "base/error.h"
#include "library/find.h"
#include "sentences.h"
#include "world.h"

namespace gw::test {
namespace {

using Collection = std::optional<std::string>;

// A world with what answers from it.
struct Desk {
  World world;
  Answerer answerer{world.store(), world.index()};

  std::string ask(const std::string& question, const Caller& caller, const Collection& collection, double threshold) {
    try {
      return json::serialize(answer_json(answerer.ask(question, caller, {.collection = collection, .threshold = threshold, .record = false}), 0));
    } catch (const Error& e) {
      return e.message();
    }
  }
  std::string search(const std::string& query, const Caller& caller, const Collection& collection) {
    try {
      std::string out;
      for (const Found& found : find(world.store(), world.index(), query, caller, collection, {.k = 10})) out += json::serialize(found_json(found, 0)) + "\n";
      return out;
    } catch (const Error& e) {
      return e.message();
    }
  }
};

void stir(World& world, Dice& dice, std::size_t times) {
  for (; times > 0 && !world.here().empty(); --times) {
    const auto at = std::next(world.here().begin(), static_cast<std::ptrdiff_t>(dice.below(world.here().size())));
    if (dice.below(3) == 0) world.remove(at->first);
    else world.move(at->first, dice.groups(), dice.label());
  }
}

// How often each kind of outcome was compared: a test that compares refusals alone would prove little; and how often what is hidden would have
// changed the row.
struct Seen {
  std::size_t asked = 0, answered = 0, quoted_at_default = 0, curated = 0, contradictions = 0, figures = 0, hidden_matters = 0;
  void count(const std::string& row, const std::string& everything) {
    const auto holds = [&](std::string_view text) { return row.find(text) != std::string::npos; };
    ++asked;
    answered += holds("\"answered\"");
    curated += holds("\"curated\":true");
    quoted_at_default += holds("\"answered\"") && holds("\"curated\":false") && holds("\"threshold\":" + json::serialize(json::value(default_threshold())));
    contradictions += holds("The curated answers to this question");
    figures += holds("give different figures") || holds("给出的数字不一致");
    hidden_matters += row != everything;
  }
};

void compare(std::uint64_t seed, Seen& seen) {
  Dice dice(seed, 12 + seed % 60);
  Sentences sentences(dice);
  Desk desk;
  std::vector<MadeDocument> made;
  for (std::size_t n = 20 + dice.below(100); n-- > 0;) made.push_back(sentences.document(made.size()));
  desk.world.add(made);
  desk.world.index().wait_until_current(600);
  stir(desk.world, dice, dice.below(30));
  for (int c = 0; c < 2; ++c) {
    const Caller caller = dice.caller();
    Desk only;
    desk.world.copy_visible(caller, only.world);
    only.world.index().wait_until_current(600);
    for (int q = 0; q < 60; ++q) {
      const std::string question = sentences.question();
      const Collection collection = std::array<Collection, 4>{std::nullopt, std::nullopt, "first", "second"}[dice.below(4)];
      const double threshold = std::array<double, 3>{0, default_threshold(), 0.4}[dice.below(3)];
      const std::string under_rights = desk.ask(question, caller, collection, threshold);
      ASSERT_EQ(under_rights, only.ask(question, administrator(), collection, threshold)) << "seed " << seed << ": " << question;
      ASSERT_EQ(under_rights, only.ask(question, caller, collection, threshold)) << "seed " << seed << ": " << question;
      ASSERT_EQ(desk.search(question, caller, collection), only.search(question, administrator(), collection)) << "seed " << seed << ": " << question;
      seen.count(under_rights, desk.ask(question, administrator(), collection, threshold));
    }
  }
}

// GW_WORLDS=500 compares as many worlds.
constexpr int worlds_usual = 4;

TEST(Access, AnswersAreThoseOfAWorkspaceOfOnlyTheVisible) {
  const char* given = std::getenv("GW_WORLDS");
  const auto worlds = static_cast<std::uint64_t>(given != nullptr ? std::max(1, std::atoi(given)) : worlds_usual);
  Seen seen;
  for (std::uint64_t seed = 1; seed <= worlds && !testing::Test::HasFatalFailure(); ++seed) compare(seed, seen);
  if (testing::Test::HasFatalFailure() || worlds < worlds_usual) return;
  EXPECT_GT(seen.quoted_at_default, 0u);
  EXPECT_GT(seen.curated, 10u);
  EXPECT_GT(seen.contradictions, 0u);
  EXPECT_GT(seen.figures, 0u);
  EXPECT_GT(seen.answered, seen.asked / 4);
  EXPECT_LT(seen.answered, seen.asked * 3 / 4);
  EXPECT_GT(seen.hidden_matters, seen.asked / 2);
}

}  // namespace
}  // namespace gw::test
