// From tables to proposals: what columns hold, what is chosen, and what the data do not carry.
#include "learn/propose.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "flow/check.h"
#include "base/error.h"

namespace gw {
namespace {

std::string tickets(int n, bool telling = true) {
  std::string out = "No;Created at;Subject line;Kosten;模块;Assigned team\n";
  for (int i = 0; i < n; ++i) {
    const int kind = i % 3;
    const std::string text = kind == 0 ? "the printer on our floor is out of paper again" : kind == 1 ? "cannot log in, the password was lost over night" : "the invoice of the supplier has a wrong sum in it";
    const std::string team = telling ? (kind == 0 ? "office" : kind == 1 ? "it" : "finance") : (i * 7919 % 101 % 2 == 0 ? "it" : "office");
    out += fmt::format("T-{};2026-{:02}-{:02};{} {};{};m{};{}\n", 1000 + i, i / 28 % 12 + 1, i % 28 + 1, text, i * 31 % 17, i * 13 % 500, i % 4, team);
  }
  return out;
}

const Column& column(const Proposal& p, std::string_view name) {
  for (const auto& one : p.columns)
    if (one.name == name) return one;
  throw Error(Code::not_found, std::string(name));
}

bool says(const Proposal& p, std::string_view code) {
  return std::ranges::any_of(p.remarks, [&](const Remark& one) { return one.code == code; });
}

TEST(Propose, SeesWhatColumnsHold) {
  const Proposal p = propose(read_records(tickets(240), "t.csv"), {.app = "tickets"});
  EXPECT_EQ(column(p, "No").is, Column::Is::id);
  EXPECT_EQ(column(p, "Created at").is, Column::Is::time);
  EXPECT_EQ(column(p, "Subject line").is, Column::Is::text);
  EXPECT_EQ(column(p, "Kosten").is, Column::Is::number);
  EXPECT_EQ(column(p, "模块").is, Column::Is::label);
  EXPECT_EQ(column(p, "Assigned team").word, "assigned_team");
  EXPECT_EQ(p.columns[p.target].name, "Assigned team");
  EXPECT_TRUE(p.carries()) << proposal_json(p);
  EXPECT_EQ(p.records + p.open + p.sealed, 240u);
  EXPECT_GT(p.measured.first.accuracy(), 0.95);
}

TEST(Propose, WritesAnAppWithoutProblems) {
  const RecordTable table = read_records(tickets(240), "t.csv");
  const Proposal p = propose(table, {.app = "tickets", .without = {"Kosten"}});
  const std::string yaml = proposed_yaml(p, {0.5, 0.2});
  const Checked checked = check_app(yaml, "tickets");
  for (const auto& problem : checked.problems) ADD_FAILURE() << problem.place.line << ": " << problem.message << "\n" << yaml;
  EXPECT_EQ(yaml.find("kosten"), std::string::npos);
  const std::string cases = proposed_cases(p, table);
  EXPECT_EQ(std::ranges::count(cases, '\n'), static_cast<std::ptrdiff_t>(p.open + p.sealed));
  // The cases are what came last.
  EXPECT_NE(cases.find("T-1239"), std::string::npos);
  EXPECT_EQ(proposed_records(p, table).find("T-1239"), std::string::npos);
}

TEST(Propose, SaysWhatTheDataDoNotCarry) {
  EXPECT_TRUE(says(propose(read_records(tickets(240, false), "t.csv"), {.app = "t"}), "no_signal"));
  const Proposal few = propose(read_records(tickets(20), "t.csv"), {.app = "t"});
  EXPECT_TRUE(says(few, "few"));
  EXPECT_FALSE(few.carries());
}

TEST(Propose, CountsContradictionsAndColumnsThatGiveItAway) {
  std::string rows = "text,code,result\n";
  for (int i = 0; i < 90; ++i) rows += fmt::format("the same words about case {},{},{}\n", i % 30, i % 3 == 0 ? "x" : i % 3 == 1 ? "y" : "z", i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c");
  const RecordTable table = read_records(rows, "t.csv");
  EXPECT_TRUE(says(propose(table, {.app = "t", .target = "result"}), "telling"));
  std::string mixed = "text,result\n";
  for (int i = 0; i < 90; ++i) mixed += fmt::format("the same words about case {},{}\n", i % 10, i % 3 == 0 ? "a" : "b");
  EXPECT_TRUE(says(propose(read_records(mixed, "t.csv"), {.app = "t", .target = "result"}), "contradictions"));
}

TEST(Propose, NamesAColumnThatIsNotThere) {
  EXPECT_THROW(propose(read_records(tickets(60), "t.csv"), {.app = "t", .target = "Team"}), Error);
}

}  // namespace
}  // namespace gw
