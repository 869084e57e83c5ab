#include "flow/artifacts.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/folder_test.h"
#include "flow/run_table.h"
#include "index/index.h"
#include "library/library.h"

namespace gw {
namespace {

class ArtifactsTest : public testing::Test {
 protected:
  void end_run(const std::string& id, std::int64_t ended) {
    struct Run run{.id = id, .app = "a", .version = 1, .state = RunState::done, .ended_at = ended};
    store.write([&](Db& db) { keep_run(db, run, {}, ""); });
  }
  std::size_t lying() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(place.path / ".groundwork/artifacts"), fs::directory_iterator())); }

  const TestWorkspace place;
  const TestFolder elsewhere;
  Store store{Workspace{place.path}};
};

TEST_F(ArtifactsTest, KeepsAFileOnceAndGivesItBack) {
  const RunFile first = keep_artifact(store, "r1", "Report 1.docx", "m", "bytes");
  EXPECT_EQ(first.name, "Report-1.docx");
  EXPECT_EQ(keep_artifact(store, "r1", "Report 1.docx", "m", "bytes").name, "Report-1.docx");
  EXPECT_EQ(keep_artifact(store, "r1", "Report 1.docx", "m", "others").name, "Report-1-2.docx");
  EXPECT_EQ(keep_artifact(store, "r1", "Report 1.docx", "m", "others").name, "Report-1-2.docx");
  EXPECT_EQ(keep_artifact(store, "r2", "x.md", "m", "bytes").hash, first.hash);
  EXPECT_EQ(lying(), 2u);
  EXPECT_EQ(artifacts_of(store, "r1").size(), 2u);
  EXPECT_EQ(read_artifact(store, artifact_of(store, "r1", "Report-1-2.docx")), "others");
  try {
    artifact_of(store, "r1", "../../store.db");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::not_found);
  }
}

TEST_F(ArtifactsTest, GoWithTheirRuns) {
  keep_artifact(store, "old", "a.md", "m", "shared");
  keep_artifact(store, "old", "b.md", "m", "own");
  keep_artifact(store, "new", "a.md", "m", "shared");
  end_run("old", 1000);
  end_run("new", 2000);
  EXPECT_EQ(sweep_artifacts(store), 0);
  store.write([&](Db& db) {
    EXPECT_EQ(prune_runs(db, 1500, 100), 0);  // nobody has taken in what they say
    for (const auto& run : runs_to_learn(db, 100)) mark_learned(db, run.number);
    EXPECT_EQ(prune_runs(db, 1500, 100), 1);
  });
  EXPECT_EQ(sweep_artifacts(store), 1);
  EXPECT_TRUE(artifacts_of(store, "old").empty());
  EXPECT_EQ(read_artifact(store, artifact_of(store, "new", "a.md")), "shared");
  EXPECT_EQ(lying(), 1u);
}

TEST_F(ArtifactsTest, OfARunThatWasNeverStoredGoAfterADay) {
  const RunFile lost = keep_artifact(store, "lost", "a.md", "m", "bytes");
  const fs::path file = place.path / ".groundwork/artifacts" / lost.hash;
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(25));
  keep_artifact(store, "running", "a.md", "m", "bytes");  // kept again now
  EXPECT_EQ(sweep_artifacts(store), 0);
  EXPECT_EQ(artifacts_of(store, "lost").size(), 1u);
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(25));
  EXPECT_EQ(sweep_artifacts(store), 1);
  EXPECT_TRUE(artifacts_of(store, "running").empty());
}

TEST_F(ArtifactsTest, AreVerified) {
  const RunFile file = keep_artifact(store, "r1", "a.md", "m", "bytes");
  keep_artifact(store, "r1", "b.md", "m", "others");
  EXPECT_TRUE(verify_artifacts(store).empty());
  fs::resize_file(place.path / ".groundwork/artifacts" / file.hash, 2);
  EXPECT_EQ(verify_artifacts(store), (std::vector<std::string>{"run r1: The bytes of \"a.md\" are not there any more, or damaged."}));
}

TEST_F(ArtifactsTest, AreInABackup) {
  keep_artifact(store, "r1", "a.md", "m", "bytes");
  backup(store, elsewhere.path / "copy");
  restore(elsewhere.path / "copy", elsewhere.path / "again");
  Store again(Workspace{elsewhere.path / "again"});
  EXPECT_EQ(read_artifact(again, artifact_of(again, "r1", "a.md")), "bytes");
  EXPECT_TRUE(verify_artifacts(again).empty());
}

TEST_F(ArtifactsTest, AFullDiskLeavesNoRow) {
  inject_file_faults([](std::string_view operation, const fs::path& path) {
    if (operation == "fsync" && path.string().find("artifacts") != std::string::npos) throw Error(Code::unavailable, "The disk is full.");
  });
  EXPECT_THROW(keep_artifact(store, "r1", "a.md", "m", "bytes"), Error);
  inject_file_faults({});
  EXPECT_TRUE(artifacts_of(store, "r1").empty());
  EXPECT_EQ(read_artifact(store, keep_artifact(store, "r1", "a.md", "m", "bytes")), "bytes");
}

// Sweeping takes nothing that somebody keeps at the same moment.
TEST_F(ArtifactsTest, AreSweptWhileOthersKeep) {
  keep_artifact(store, "r", "first.md", "m", "x");
  std::thread sweeper([&] {
    for (int i = 0; i < 100; ++i) sweep_artifacts(store);
  });
  for (int i = 0; i < 100; ++i) keep_artifact(store, "r", std::to_string(i) + ".md", "m", "content " + std::to_string(i));
  sweeper.join();
  EXPECT_TRUE(verify_artifacts(store).empty());
}

TEST(FileNames, AreHarmless) {
  struct Row { const char *name, *harmless; };
  for (const auto& row : {Row{"生产月报（2026年10月）.docx", "生产月报-2026年10月.docx"}, Row{"../../etc/passwd", "etc-passwd"}, Row{"a\"b\r\nc: d.HTML", "a-b-c-d.html"}, Row{"", "file"}, Row{"...", "file"}, Row{".html", "file.html"},
                          Row{"CON.md", "file-CON.md"}, Row{"a/b\\c", "a-b-c"}, Row{" x ", "x"}, Row{"v1.2 final", "v1.2-final"}, Row{"\xFF\xFE.md", "file.md"}, Row{"a.b c", "a.b-c"}})
    EXPECT_EQ(file_name_of(row.name), row.harmless) << row.name;
  EXPECT_LE(file_name_of(std::string(500, 'x') + ".docx").size(), 90u);
}

}  // namespace
}  // namespace gw
