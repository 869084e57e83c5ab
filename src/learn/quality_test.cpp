// What the report on documents calls a copy, a contradiction or stale, and what it must not.
#include <gtest/gtest.h>

#include <algorithm>

#include "learn/quality_copies.h"
#include "learn/quality_sentences.h"
#include "learn/quality_stale.h"

namespace gw {
namespace {

std::string_view told(const char* a, const char* b) {
  double alike = 0;
  return differs(claim_of(a), claim_of(b), alike);
}

TEST(Contradictions, the_same_words_with_another_number_date_or_denial) {
  EXPECT_EQ(told("The gatekeeper keeps the list of visitors for 90 days.", "The gatekeeper keeps the list of visitors for 30 days."), "number");
  EXPECT_EQ(told("访客登记表保存 90 天，之后由门卫销毁。", "访客登记表保存 60 天，之后由门卫销毁。"), "number");
  EXPECT_EQ(told("Visitors may not take photographs in the halls.", "Visitors may take photographs in the halls."), "denial");
  EXPECT_EQ(told("The new press starts work in March in hall 2.", "The new press starts work in May in hall 2."), "date");
}

TEST(Contradictions, another_fact_is_none) {
  EXPECT_EQ(told("Hotels in Lyon cost at most 120 euros a night.", "Hotels in Turin cost at most 140 euros a night."), "");
  EXPECT_EQ(told("The VC-40 controller weighs 4 kilograms in all.", "The VC-60 controller weighs 6 kilograms in all."), "");
  EXPECT_EQ(told("3. Wear the yellow badge at all times in the halls.", "5. Wear the yellow badge at all times in the halls."), "");
  EXPECT_EQ(told("The press has 4 wheels in hall two.", "The press has 4 wheels in hall two."), "");
}

TEST(Contradictions, are_found_among_many_sentences) {
  std::vector<ClaimAt> claims;
  for (int i = 0; i < 300; ++i) claims_of(i, "Room " + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i * 7919) + " holds chairs, tables and a lamp for everybody.", 10'000, claims);
  claims_of(1000, "The gatekeeper keeps the list of visitors for 90 days.", 10'000, claims);
  claims_of(1001, "The gatekeeper keeps the list of visitors for 30 days.", 10'000, claims);
  bool found = false;
  for (const auto& [a, b] : likely_same(claims, 10'000)) found = found || (claims[a].document == 1000 && claims[b].document == 1001);
  EXPECT_TRUE(found);
}

TEST(Copies, share_their_pieces) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "sentence " + std::to_string(i * 37 % 101) + " speaks of pump " + std::to_string(i) + ". ";
  std::string edited = text;
  edited.replace(edited.find("pump 100"), 8, "motor 100");
  const std::vector<Sketch> sketches{sketch_of(1, text), sketch_of(2, "  " + text), sketch_of(3, edited), sketch_of(4, "Nothing of the kind is said here at all.")};
  EXPECT_EQ(sketches[0].whole, sketches[1].whole);
  const auto pairs = likely_copies(sketches, 100);
  EXPECT_TRUE(std::ranges::find(pairs, std::pair<std::size_t, std::size_t>(0, 1)) != pairs.end());
  EXPECT_TRUE(std::ranges::any_of(pairs, [](const auto& p) { return p.second == 2; }));
  EXPECT_FALSE(std::ranges::any_of(pairs, [](const auto& p) { return p.second == 3; }));
  EXPECT_GT(shared(pieces_of(text), pieces_of(edited)), 0.9);
}

TEST(Stale, by_its_own_words) {
  const Day today = *read_date("2026-11-25");
  EXPECT_EQ(iso_date(expired("A notice.\n\nValid until 30 June 2024, then ask.", today)->day), "2024-06-30");
  EXPECT_EQ(iso_date(expired("本通知有效期至 2024年6月30日。", today)->day), "2024-06-30");
  EXPECT_FALSE(expired("Valid until 2030-01-01.", today));
  EXPECT_FALSE(expired("It is valid until further notice.", today));
}

TEST(Stale, by_its_name) {
  EXPECT_EQ(version_in("price-list-2025.xlsx")->base, version_in("price-list-2024.xlsx")->base);
  EXPECT_EQ(version_in("handbook v2.1 (old).docx")->version, (std::vector<int>{2, 1}));
  EXPECT_TRUE(version_in("采购制度（旧版）.docx").has_value());
  EXPECT_FALSE(version_in("2026-01-14-minutes.md"));
  EXPECT_FALSE(version_in("leave.md"));
  EXPECT_FALSE(version_in("gold.md"));
}

}  // namespace
}  // namespace gw
