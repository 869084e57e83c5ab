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

TEST(Propose, TriesOtherTargetsAndLeavesOutWhatIsFilledInAfterwards) {
  std::string rows = "No,Created,text,priority,team,resolution\n";
  for (int i = 0; i < 240; ++i) {
    const std::string text = i % 3 == 0 ? "the printer is out of paper again" : i % 3 == 1 ? "the password was lost over night" : "the invoice has a wrong sum in it";
    const std::string team = i % 3 == 0 ? "office" : i % 3 == 1 ? "it" : "finance";
    rows += fmt::format("T-{},2026-{:02}-{:02},{} {},{},{},closed by {}\n", i, i / 28 % 12 + 1, i % 28 + 1, text, i * 31 % 17, (i * i * 7 + i) % 13 % 3, team, team);
  }
  const Proposal p = propose(read_records(rows, "t.csv"), {.app = "t"});
  EXPECT_EQ(p.columns[p.target].name, "team");
  EXPECT_EQ(p.others.size(), 2u);
  for (const auto& one : p.others) EXPECT_TRUE(one.told || !one.signal()) << p.columns[one.column].name;
  ASSERT_EQ(p.left_out.size(), 1u);
  EXPECT_EQ(p.columns[p.left_out[0]].name, "resolution");
  EXPECT_TRUE(says(p, "left_out"));
  EXPECT_FALSE(says(p, "telling"));
  const Proposal all = propose(read_records(rows, "t.csv"), {.app = "t", .target = "team", .inputs = {"text", "resolution"}});
  EXPECT_TRUE(all.left_out.empty() && all.others.empty());
  EXPECT_TRUE(says(all, "telling"));
}

TEST(Propose, CallsChineseColumnsByWordsAndSeesTheirSentences) {
  constexpr std::string_view texts[] = {"三楼的打印机又卡纸了", "忘记密码无法登录系统", "供应商发票金额有错误"}, teams[] = {"打印组", "账号组", "财务组"};
  std::string rows = "工单号,创建时间,描述,姓名,霓虹,处理组\n";
  for (int i = 0; i < 120; ++i)
    rows += fmt::format("T-{},2026-{:02}-{:02},{}第{}次,欧阳{}{},{},{}\n", i, i / 28 + 1, i % 28 + 1, texts[i % 3], i, i % 2 == 0 ? "明" : "华", i, i * 7919 % 101 % 3, teams[i % 3]);
  const RecordTable table = read_records(rows, "t.csv");
  const Proposal p = propose(table, {.app = "t"});
  EXPECT_EQ(column(p, "描述").is, Column::Is::text);
  EXPECT_EQ(column(p, "描述").word, "description");
  EXPECT_EQ(column(p, "处理组").word, "team");
  EXPECT_EQ(column(p, "工单号").word, "ticket_number");
  EXPECT_EQ(column(p, "霓虹").word, "column_5");
  EXPECT_EQ(p.columns[p.target].name, "处理组");
  const std::string yaml = proposed_yaml(p, {0.5, 0.2});
  EXPECT_TRUE(check_app(yaml, "t").app) << yaml;
  EXPECT_NE(yaml.find("description: {type: string, maxLength: 20000, title: {en: \"Description\", zh: \"描述\"}}"), yaml.npos) << yaml;
}

TEST(Propose, AFewWithoutATimeCountAsTheOldest) {
  std::string rows = tickets(120);
  for (int i = 0; i < 5; ++i) rows += fmt::format("T-X{};;the printer on our floor is out of paper;1;m1;office\n", i);
  const RecordTable table = read_records(rows, "t.csv");
  const Proposal p = propose(table, {.app = "t"});
  EXPECT_TRUE(p.time.has_value());
  EXPECT_NE(proposed_records(p, table).find("T-X0"), std::string::npos);
  EXPECT_EQ(proposed_cases(p, table).find("T-X0"), std::string::npos);
}

TEST(Propose, SaysOfAHandfulThatTheyAreTooFew) {
  try {
    propose(read_records("text,team\na b,x\nc d,y\ne f,z\n", "t.csv"), {.app = "t"});
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(e.message().find("3 records are too few"), std::string::npos) << e.message();
  }
}

TEST(Propose, NamesAColumnThatIsNotThere) {
  EXPECT_THROW(propose(read_records(tickets(60), "t.csv"), {.app = "t", .target = "Team"}), Error);
}

}  // namespace
}  // namespace gw
