// What starts runs by itself: each thing one run, whatever happens in between.
#include "flow/triggers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>

#include "base/error.h"
#include "flow/check.h"
#include "flow/doors_test.h"
#include "policy/behind.h"
#include "policy/people.h"

namespace gw {
namespace {

class TriggersTest : public DoorsTest {
 protected:
  void SetUp() override {
    ::setenv("TZ", "Europe/Vienna", 1);
    ::tzset();
    runner = std::make_unique<Runner>(doors(), RunnerSources{[this] { return now; }, [this] { return "run" + std::to_string(++ids); }});
    again();
  }

  // As a new process would look: nothing remembered but what is in the store.
  void again() {
    triggers = std::make_unique<Triggers>(*runner, [](std::string_view bytes, std::string_view, const ParseOptions&) {
      if (bytes.starts_with("broken")) throw Error(Code::invalid, "This file is broken.");
      return Parsed{.text = std::string(bytes)};
    });
  }
  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << text;
  }
  void go_live(const std::string& trigger, const std::string& inputs = "question: {type: string}\n  count: {type: integer, default: 1}") {
    const std::string text = "name: it\ntitle: It\npurpose: A test.\ninputs:\n  " + inputs + "\nsteps:\n  - {id: take, kind: decide, answer: \"${inputs.question}\"}\n" +
                             "outputs:\n  answer: {type: string}\noutput:\n  answer: \"${inputs.question}\"\ntrigger:\n  - " + trigger + "\n";
    for (const auto& problem : check_app(text, "it").problems) ADD_FAILURE() << problem.place.line << ": " << problem.message;
    store.write([&](Db& db) { make_live(db, "it", keep_version(db, {.app = "it", .text = text}, "", 0).version, "", "release", "", 0); });
    begin_watching(*runner, "it");
  }
  // The questions of the runs that a few looks begin.
  std::vector<std::string> looks(int times = 3, std::size_t most = 100) {
    std::vector<std::string> out;
    for (int i = 0; i < times; ++i)
      for (const auto& id : triggers->look(most)) {
        const auto run = runner->go_on(id);
        EXPECT_EQ(run.state, RunState::done) << run.reason;
        out.push_back(std::string(run.inputs.at("question").as_string()));
      }
    return out;
  }
  std::vector<Run> failed() {
    return store.reading<std::vector<Run>>([](Db& db) { return recent_runs(db, "it", "failed", 0, 100); });
  }
  std::string fault() { return trigger_rows(*runner).at(0).fault; }
  using Texts = std::vector<std::string>;

  std::int64_t now = 1795600000000;
  std::atomic<int> ids = 0;
  std::unique_ptr<Runner> runner;
  std::unique_ptr<Triggers> triggers;
};

const std::string folder = "{folder: inbox, inputs: {question: \"${file.name}: ${file.text}\"}}";

TEST_F(TriggersTest, EveryNewFileStartsOneRun) {
  write("inbox/old.txt", "was there");
  go_live(folder);
  EXPECT_EQ(looks(), Texts{});
  write("inbox/a.txt", "pump");
  write("inbox/.hidden", "no");
  EXPECT_EQ(triggers->look(100).size(), 0u) << "it may still be written";
  EXPECT_EQ(looks(), Texts{"a.txt: pump"});
  EXPECT_EQ(looks(), Texts{});
  again();
  EXPECT_EQ(looks(), Texts{}) << "another process does not start it again";
  write("inbox/a.txt", "pump and valve");
  EXPECT_EQ(looks(16), Texts{"a.txt: pump and valve"}) << "the same name with something else in it is new";
  EXPECT_EQ(trigger_rows(*runner).at(0).runs, 2);
}

TEST_F(TriggersTest, AFileThatCannotBeReadIsAFailedRun) {
  go_live(folder);
  EXPECT_EQ(looks(1), Texts{});
  EXPECT_NE(fault(), "");
  write("inbox/b.txt", "broken");
  EXPECT_EQ(looks(), Texts{});
  ASSERT_EQ(failed().size(), 1u);
  EXPECT_EQ(failed()[0].reason, "inbox/b.txt could not be taken in: This file is broken.");
  EXPECT_EQ(fault(), "");
  again();
  looks();
  EXPECT_EQ(failed().size(), 1u);
}

TEST_F(TriggersTest, MembersOfAJsonFileAreInputs) {
  go_live("{folder: inbox}");
  write("inbox/a.json", R"({"question":"pump","count":3})");
  write("inbox/b.json", R"({"count":3})");
  EXPECT_EQ(looks(), Texts{"pump"});
  ASSERT_EQ(failed().size(), 1u);
  EXPECT_NE(failed()[0].reason.find("question"), std::string::npos);
}

TEST_F(TriggersTest, OnlySoManyAtOnce) {
  fs::create_directories(root / "inbox");
  go_live(folder);
  for (int i = 0; i < 10; ++i) write("inbox/" + std::to_string(i) + ".txt", "x");
  triggers->look(4);
  EXPECT_EQ(triggers->look(4).size(), 4u);
  EXPECT_EQ(triggers->look(4).size(), 4u);
  EXPECT_EQ(triggers->look(4).size(), 2u);
}

TEST_F(TriggersTest, EveryNewRowStartsOneRun) {
  write("bugs.csv", "question,count\nold,1\n");
  go_live("{rows: bugs.csv}");
  EXPECT_EQ(looks(), Texts{});
  write("bugs.csv", "question,count\nold,1\npump,2\n\"with\nbreak\",\npart");
  EXPECT_EQ(looks(), (Texts{"pump", "with\nbreak"}));
  EXPECT_NE(fault(), "") << "a line without its end waits, and says so";
  write("bugs.csv", "count,question\n2,pump\n,\"with\nbreak\"\n1,old\n,partial\n,partial\n");
  EXPECT_EQ(looks(), (Texts{"partial", "partial"})) << "sorted anew, with columns in another order: the same rows; two equal ones are two";
  again();
  EXPECT_EQ(looks(), Texts{});
  EXPECT_EQ(fault(), "");
}

TEST_F(TriggersTest, RowsOfJsonLines) {
  go_live("{rows: bugs.jsonl, inputs: {question: \"${row.title}\", count: \"${row.n}\"}}");
  write("bugs.jsonl", "{\"title\":\"a\",\"n\":2}\nnot json\n{\"title\":\"b\",\"n\":3}\n{\"title\":");
  EXPECT_EQ(looks(), (Texts{"a", "b"}));
  EXPECT_EQ(failed().size(), 1u);
}

TEST_F(TriggersTest, ARowBegunByAKilledProcessIsNotBegunAgain) {
  go_live("{rows: bugs.jsonl}");
  write("bugs.jsonl", "{\"question\":\"a\"}\n{\"question\":\"b\"}\n");
  EXPECT_EQ(triggers->look(1).size(), 1u);  // begun, and its process dies
  again();
  EXPECT_EQ(looks(), Texts{"b"});
}

TEST_F(TriggersTest, RowsThatComeInPiecesStartOneRunEach) {
  go_live("{rows: bugs.csv}");
  std::string text = "question,count\n";
  Texts expected;
  for (int i = 0; i < 120; ++i) {
    expected.push_back("row " + std::to_string(i % 40) + (i % 7 == 0 ? "\n\"with\" break" : ""));
    std::string cell = expected.back();
    for (std::size_t at = 0; (at = cell.find('"', at)) != cell.npos; at += 2) cell.insert(at, 1, '"');
    text += "\"" + cell + "\"," + std::to_string(i) + "\n";
  }
  std::minstd_rand dice(3);
  Texts begun;
  for (std::size_t end = 0; end < text.size();) {
    end = std::min(text.size(), end + 1 + dice() % 300);
    write("bugs.csv", text.substr(0, end));
    if (dice() % 4 == 0) again();
    for (auto& one : looks(2, 1 + dice() % 20)) begun.push_back(std::move(one));
  }
  for (auto& one : looks(20)) begun.push_back(std::move(one));
  std::ranges::sort(begun);
  std::ranges::sort(expected);
  EXPECT_EQ(begun, expected);
}

TEST_F(TriggersTest, AMissedMinuteRunsOnce) {
  const auto at = [&](int year, int month, int day, int hour, int minute) {
    std::tm local{.tm_min = minute, .tm_hour = hour, .tm_mday = day, .tm_mon = month - 1, .tm_year = year - 1900, .tm_isdst = -1};
    now = std::int64_t{std::mktime(&local)} * 1000;
  };
  at(2026, 11, 2, 12, 0);
  go_live("{schedule: \"30 2 * * *\", inputs: {question: daily}}");
  EXPECT_EQ(looks(), Texts{});
  at(2026, 11, 3, 2, 29);
  EXPECT_EQ(looks(), Texts{});
  at(2026, 11, 3, 2, 30);
  EXPECT_EQ(looks(), Texts{"daily"});
  at(2026, 11, 7, 12, 0);
  again();
  EXPECT_EQ(looks(), Texts{"daily"}) << "four were missed";
  at(2027, 3, 28, 1, 59);
  EXPECT_EQ(looks(), Texts{"daily"});
  now += 60'000;  // 3:00, summer: half past two is passed over
  EXPECT_EQ(looks(), Texts{"daily"});
  at(2027, 10, 31, 1, 0);
  looks();
  int runs = 0;
  for (int i = 0; i < 240; ++i, now += 60'000) runs += static_cast<int>(looks(1).size());
  EXPECT_EQ(runs, 1) << "half past two comes twice";
}

TEST_F(TriggersTest, RunsHaveTheRightsOfWhomItNames) {
  go_live("{rows: bugs.jsonl, as: anna}");
  write("bugs.jsonl", "{\"question\":\"a\"}\n");
  EXPECT_EQ(looks(), Texts{});
  EXPECT_NE(fault().find("anna"), std::string::npos);
  store.write([](Db& db) { add_user(db, {.name = "anna"}); });
  const auto ids = triggers->look(100);
  ASSERT_EQ(ids.size(), 1u);
  EXPECT_EQ(runner->go_on(ids[0]).by, "anna");
}

TEST_F(TriggersTest, WithoutAUserTheyAreThoseOfEveryone) {
  go_live("{rows: bugs.jsonl}");
  write("bugs.jsonl", "{\"question\":\"a\"}\n");
  auto ids = triggers->look(100);
  ASSERT_EQ(ids.size(), 1u);
  EXPECT_EQ(runner->go_on(ids[0]).by, "");  // nobody is there whose rights could be others
  store.write([](Db& db) {
    add_user(db, {.name = "anna", .administrator = true});
    EXPECT_THROW(add_user(db, {.name = "everyone"}), Error);
    const Caller caller = caller_behind(db, "everyone");
    EXPECT_FALSE(caller.administrator);
    EXPECT_EQ(caller.highest, Label::internal);
    EXPECT_TRUE(caller.groups.empty());
  });
  write("bugs.jsonl", "{\"question\":\"a\"}\n{\"question\":\"b\"}\n");
  ids = triggers->look(100);
  ASSERT_EQ(ids.size(), 1u);
  EXPECT_EQ(runner->go_on(ids[0]).by, "everyone");
}

TEST_F(TriggersTest, AQuoteHoldsUpNoRowsBehindIt) {
  go_live("{rows: pipes.csv}");
  write("pipes.csv", "question,count\n5\" pipe,1\nvalve,2\n\"two\nlines\",3\n\"5\"\" pipe\",4\n\"still being");
  EXPECT_EQ(looks(1), (Texts{"5\" pipe", "valve", "two\nlines", "5\" pipe"}));
  write("pipes.csv", "question,count\n\"never closed,1\n" + std::string(1 << 20, '\n') + "rotor,2\n");
  EXPECT_EQ(looks(1), (Texts{"\"never closed", "rotor"}));
}

TEST_F(TriggersTest, AFolderOutsideIsNotLookedInto) {
  const fs::path outside = root.string() + "-outside";
  fs::create_directories(outside);
  fs::create_directories(root / "inbox");
  go_live(folder);
  fs::remove(root / "inbox");
  fs::create_directory_symlink(outside, root / "inbox");
  std::ofstream(outside / "a.txt") << "secret";
  EXPECT_EQ(looks(), Texts{});
  fs::remove_all(outside);
}

}  // namespace
}  // namespace gw
