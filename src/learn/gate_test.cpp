#include "learn/gate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gw {
namespace {

enum class Came { right, wrong, refused };

CaseResult result(std::size_t i, Came came, bool never_break) {
  CaseResult out{.of = {.id = "case " + std::to_string(i), .expected = {{"answer", "x"}}, .never_break = never_break}, .state = came == Came::refused ? RunState::refused : RunState::done};
  out.answered = came != Came::refused;
  out.right = came == Came::right;
  out.score = out.right ? 1 : 0;
  return out;
}

Evaluation evaluation(const std::vector<Came>& came, std::size_t never_break = 0) {
  Evaluation out{.version = 1};
  double score = 0;
  for (std::size_t i = 0; i < came.size(); ++i) {
    out.rows.push_back(result(i, came[i], i < never_break));
    ++out.cases;
    out.right += came[i] == Came::right;
    out.wrong += came[i] == Came::wrong;
    out.refused += came[i] == Came::refused;
    score += out.rows.back().score;
  }
  out.score = score / static_cast<double>(out.cases);
  const auto answered = out.right + out.wrong;
  out.wrong_of_answered = answered == 0 ? 0 : static_cast<double>(out.wrong) / static_cast<double>(answered);
  return out;
}

std::vector<Came> several(std::size_t right, std::size_t wrong, std::size_t refused) {
  std::vector<Came> out(right, Came::right);
  out.insert(out.end(), wrong, Came::wrong);
  out.insert(out.end(), refused, Came::refused);
  return out;
}

bool says(const Verdict& verdict, std::string_view words) {
  return std::ranges::any_of(verdict.reasons, [&](const Words& one) { return one.en.contains(words) && !one.zh.empty(); });
}

TEST(Gate, FirstVersions) {
  App app;
  EXPECT_TRUE(judge(app, nullptr, nullptr).passed);
  app.gate.correct_at_least = 0.5;
  EXPECT_TRUE(says(judge(app, nullptr, nullptr), "there are no cases"));
  EXPECT_FALSE(judge(app, nullptr, nullptr).passed);
  const auto half = evaluation(several(5, 0, 5)), less = evaluation(several(4, 0, 6));
  EXPECT_TRUE(judge(app, &half, nullptr).passed);
  EXPECT_FALSE(judge(app, &less, nullptr).passed);
  EXPECT_TRUE(says(judge(app, &half, nullptr), "too few"));
  app.gate = {.wrong_at_most = 0.1};
  const auto tenth = evaluation(several(9, 1, 50)), fifth = evaluation(several(8, 2, 50));
  EXPECT_TRUE(judge(app, &tenth, nullptr).passed);
  EXPECT_TRUE(says(judge(app, &fifth, nullptr), "case 8, case 9"));
}

TEST(Gate, OneCaseLostStopsAFewAndNotMany) {
  const App app;
  const auto live = evaluation(several(20, 0, 20)), lost = evaluation(several(19, 0, 21)), won = evaluation(several(21, 0, 19));
  EXPECT_TRUE(says(judge(app, &lost, &live), "case 19"));
  EXPECT_FALSE(judge(app, &lost, &live).passed);
  EXPECT_TRUE(judge(app, &won, &live).passed);
  // Of many it is shown to be within the margin.
  const auto many = evaluation(several(1000, 0, 0)), but_one = evaluation(several(999, 0, 1));
  EXPECT_TRUE(judge(app, &but_one, &many).passed);
}

TEST(Gate, AWrongAnswerIsWorseThanARefusal) {
  App app;
  const auto live = evaluation(several(10, 0, 10)), bold = evaluation(several(11, 9, 0));
  const auto verdict = judge(app, &bold, &live);
  EXPECT_FALSE(verdict.passed);
  EXPECT_TRUE(says(verdict, "answers 9 cases wrong, the live version 0"));
  app.gate.wrong_at_most = 0.5;  // then it is for the promise to say
  EXPECT_TRUE(judge(app, &bold, &live).passed);
}

TEST(Gate, CasesThatDoNotFitAreNotLostInSilence) {
  const App app;
  const auto all = evaluation(several(40, 0, 0));
  const UnfitCase kept{.of = {.id = "old", .never_break = true}, .why = "\"owner\" is not among the outputs of desk."}, other{.of = {.id = "older"}, .why = "no"};
  EXPECT_TRUE(says(judge(app, &all, &all, std::vector{kept}), "old (\"owner\" is not among"));
  EXPECT_FALSE(judge(app, &all, &all, std::vector{kept}).passed);
  EXPECT_FALSE(judge(app, nullptr, nullptr, std::vector{kept}).passed);
  EXPECT_TRUE(judge(app, &all, &all, std::vector{other}).passed);
  EXPECT_TRUE(says(judge(app, &all, &all, std::vector{other}), "older"));
}

rc::Gen<std::vector<Came>> some_results() { return rc::gen::nonEmpty(rc::gen::container<std::vector<Came>>(rc::gen::element(Came::right, Came::wrong, Came::refused))); }

RC_GTEST_PROP(Gate, WhatIsLikeTheLiveVersionPasses, ()) {
  const auto came = *some_results();
  const auto both = evaluation(came);
  RC_ASSERT(judge(App(), &both, &both).passed);
}

RC_GTEST_PROP(Gate, ACaseThatMustNeverBreakIsNeverLost, ()) {
  auto came = *some_results();
  const auto never_break = *rc::gen::inRange<std::size_t>(1, came.size() + 1), at = *rc::gen::inRange<std::size_t>(0, never_break);
  const auto live = evaluation(several(came.size(), 0, 0), never_break);
  came[at] = *rc::gen::element(Came::wrong, Came::refused);
  const auto e = evaluation(came, never_break);
  RC_ASSERT(!judge(App(), &e, &live).passed);
  RC_ASSERT(!judge(App(), &e, nullptr).passed);
}

RC_GTEST_PROP(Gate, WhatOnlyGainsPasses, ()) {
  const auto before = *some_results();
  auto after = before;
  for (auto& one : after)
    if (*rc::gen::arbitrary<bool>()) one = Came::right;
  const auto live = evaluation(before), e = evaluation(after);
  RC_ASSERT(judge(App(), &e, &live).passed);
}

}  // namespace
}  // namespace gw
