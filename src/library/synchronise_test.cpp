// Folders whose files vanish, become empty, change their kind, or are brought in by two at once.
#include "library/place_test.h"

#include <atomic>
#include <thread>

#include "library/source_table.h"

namespace gw {
namespace {

using SynchroniseTest = LibraryTest;

std::string lines(int from, int to, const std::string& words = "text") {
  std::string out;
  for (int i = from; i < to; ++i) out += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + words + " " + std::to_string(i) + "\"}\n";
  return out;
}

TEST_F(SynchroniseTest, a_file_that_became_empty_keeps_its_earlier_version) {
  for (int i = 0; i < 4; ++i) write(docs / (std::to_string(i) + ".txt"), "dunnart number " + std::to_string(i));
  add(docs);
  library->classify("0.txt", std::nullopt, {"hr"}, Label::confidential, "");
  for (int i = 0; i < 4; ++i) write(docs / (std::to_string(i) + ".txt"), "");
  auto report = add(docs);
  EXPECT_EQ(report.removed, 0);
  EXPECT_EQ(report.empty, 0);
  EXPECT_EQ(report.failed_count, 4);
  EXPECT_NE(reasons(report).find("0.txt|There is no text in it any more; its earlier version stays until"), std::string::npos) << reasons(report);
  EXPECT_EQ(found("dunnart").size(), 4u);
  write(docs / "0.txt", "dunnart again");
  add(docs);
  EXPECT_EQ(found("dunnart again", Caller{.name = "u"}).size(), 3u);  // not the classified one
  report = add(docs, {.allow_removals = true});
  EXPECT_EQ(report.removed, 3);
  EXPECT_EQ(report.empty, 3);
  EXPECT_EQ(names(), "0.txt ");
  expect_sound();
}

TEST_F(SynchroniseTest, a_line_that_became_empty_keeps_its_earlier_version) {
  write(docs / "a.jsonl", lines(0, 3));
  add(docs);
  write(docs / "a.jsonl", lines(0, 2) + "{\"id\":\"2\",\"text\":\"\"}\n");
  auto report = add(docs);
  EXPECT_EQ(report.removed, 0);
  EXPECT_EQ(report.failed_count, 1) << reasons(report);
  EXPECT_EQ(names(), "0 1 2 ");
  report = add(docs, {.allow_removals = true});
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(report.empty, 1);
  EXPECT_EQ(names(), "0 1 ");
  expect_sound();
}

TEST_F(SynchroniseTest, what_another_brought_in_meanwhile_stays) {
  for (int i = 0; i < 4; ++i) write(docs / (std::to_string(i) + ".txt"), "text " + std::to_string(i));
  add(docs);
  std::atomic<bool> holds = false;
  std::thread other([&] {
    store->write([&](Db& db) {
      holds = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(500));  // long enough for a walk that does not see the file
      write(docs / "new.txt", "numbat");
      auto row = *document_by_name(db, "default", "0.txt");
      row.name = row.path = "new.txt";
      keep_file(db, *row.source, row.path, "hash", {});
      insert_document(db, row, {}, {{.length = 7, .text = "numbat\n"}}, {});
    });
  });
  while (!holds) std::this_thread::yield();
  const auto report = add(docs);
  other.join();
  EXPECT_EQ(report.removed, 0);
  EXPECT_TRUE(is_found("numbat"));
  expect_sound();
}

TEST_F(SynchroniseTest, a_renamed_file_of_lines_is_no_loss) {
  write(docs / "a.jsonl", lines(0, 4));
  write(docs / "x.txt", "x");
  add(docs);
  fs::rename(docs / "a.jsonl", docs / "b.jsonl");
  fs::remove(docs / "x.txt");
  const auto report = add(docs);
  EXPECT_EQ(report.failed_count, 0) << reasons(report);
  EXPECT_EQ(report.unchanged, 4);
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(names(), "0 1 2 3 ");
  expect_sound();
}

TEST_F(SynchroniseTest, a_file_of_lines_that_becomes_something_else_loses_its_documents) {
  const std::string others[] = {"{\"question\":\"Who?\",\"answer\":\"Me.\"}\n", "{\"id\":\"q\",\"question\":\"Who?\",\"answerable\":false}\n", "{\"level\":\"info\"}\n"};
  for (const auto& other : others) {
    write(docs / "a.jsonl", lines(0, 4));
    EXPECT_EQ(add(docs, {.allow_removals = true}).added, 4);
    write(docs / "a.jsonl", other);
    auto report = add(docs);
    EXPECT_EQ(report.removed, 0);
    EXPECT_NE(reasons(report).find("documents vanished; nothing was removed."), std::string::npos) << reasons(report);
    report = add(docs, {.allow_removals = true});
    EXPECT_EQ(report.removed, 4);
    EXPECT_EQ(names(), other.contains("answer\"") ? "a.jsonl " : "");
    expect_sound();
  }
}

}  // namespace
}  // namespace gw
