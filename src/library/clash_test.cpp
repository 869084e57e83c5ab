// Names that another document has already.
#include "library/place_test.h"

namespace gw {
namespace {

struct ClashTest : LibraryTest {
  std::string taken(const std::string& name, const fs::path& from) {
    return "The collection default already has a document " + name + ", from " + (root / from).string() + ".";
  }
};

TEST_F(ClashTest, a_file_is_taken_in_once_its_name_is_free) {
  write(root / "first" / "a.md", "first");
  write(docs / "a.md", "second");
  add(root / "first");
  auto report = add(docs);
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(reasons(report), "a.md|" + taken("a.md", "first/a.md") + "\n");
  EXPECT_EQ(add(docs).conflicts, 1);  // it is told each time
  library->remove({"a.md"}, std::nullopt, false, "");
  EXPECT_EQ(add(docs).added, 1);
  EXPECT_TRUE(is_found("second"));
  expect_sound();
}

TEST_F(ClashTest, a_file_moved_onto_a_taken_name_leaves_nothing_behind) {
  write(docs / "x.txt", "wandering potoroo");
  write(docs / "k1.txt", "one");
  write(docs / "k2.txt", "two");
  write(root / "other" / "y.txt", "other");
  add(docs);
  add(root / "other");
  fs::rename(docs / "x.txt", docs / "y.txt");
  auto report = add(docs);
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(report.moved, 0);
  EXPECT_EQ(reasons(report), "y.txt|" + taken("y.txt", "other/y.txt") + "\n");
  EXPECT_FALSE(is_found("potoroo"));
  expect_sound();
  library->remove({"y.txt"}, std::nullopt, false, "");
  EXPECT_EQ(add(docs).added, 1);
  EXPECT_EQ(found("potoroo").at(0), "y.txt");
}

TEST_F(ClashTest, another_spelling_of_the_same_name_is_a_move) {
  write(docs / "cafe\u0301.txt", "decomposed bettong");
  add(docs);
  fs::rename(docs / "cafe\u0301.txt", docs / "caf\u00e9.txt");
  const auto report = add(docs);
  EXPECT_EQ(report.conflicts, 0) << reasons(report);
  EXPECT_EQ(report.moved, 1);
  EXPECT_TRUE(is_found("bettong"));
  expect_sound();
}

std::string mail_with(const std::string& attachment) {
  return "From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\nContent-Type: text/plain\r\n\r\nSee the attached.\r\n"
         "--X\r\nContent-Type: text/plain; name=\"" + attachment + "\"\r\nContent-Disposition: attachment; filename=\"" + attachment + "\"\r\n\r\nIt is " +
         attachment + ".\r\n--X--\r\n";
}

TEST_F(ClashTest, a_container_that_clashes_brings_no_parts) {
  write(root / "first" / "m.eml", mail_with("one.txt"));
  write(docs / "m.eml", mail_with("two.txt"));
  add(root / "first");
  const auto report = add(docs);
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(report.failed_count, 1) << reasons(report);
  EXPECT_EQ(report.added, 0);
  EXPECT_EQ(names(), "m.eml m.eml!/one.txt ");
  expect_sound();
}

TEST_F(ClashTest, an_id_belongs_to_the_file_of_lines_that_brought_it) {
  write(root / "a.jsonl", "{\"id\":\"1\",\"text\":\"from a\"}\n{\"id\":\"2\",\"text\":\"two\"}\n");
  write(root / "b.jsonl", "{\"id\":\"1\",\"text\":\"from b\"}\n{\"id\":\"3\",\"text\":\"three\"}\n");
  auto report = library->add({(root / "a.jsonl").string(), (root / "b.jsonl").string()}, {});
  EXPECT_EQ(report.added, 3);
  EXPECT_EQ(report.updated, 0);
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(reasons(report), "b.jsonl:1|" + taken("1", "a.jsonl") + "\n");
  EXPECT_EQ(add(root / "b.jsonl").conflicts, 1);
  write(root / "a.jsonl", "{\"id\":\"1\",\"text\":\"again from a\"}\n");
  report = add(root / "a.jsonl");
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.conflicts, 0);
  EXPECT_EQ(names(), "1 2 3 ");
  report = library->add_uploads({{"c.jsonl", "{\"id\":\"1\",\"text\":\"from c\"}\n{\"id\":\"4\",\"text\":\"four\"}\n"}}, {});
  EXPECT_EQ(report.conflicts, 1);
  report = library->add_uploads({{"c.jsonl", "{\"id\":\"4\",\"text\":\"four again\"}\n"}, {"4", "no line"}}, {});
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(reasons(report), "4|The collection default already has a document 4, from the upload c.jsonl.\n");
  expect_sound();
}

TEST_F(ClashTest, a_folder_takes_over_its_files_that_were_added_alone) {
  write(docs / "a.txt", "added alone");
  write(docs / "m.eml", mail_with("one.txt"));
  write(docs / "d.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n");
  library->add({(docs / "a.txt").string(), (docs / "m.eml").string(), (docs / "d.jsonl").string()}, {});
  write(docs / "m.eml", mail_with("two.txt"));
  auto report = add(docs);
  EXPECT_EQ(report.conflicts, 0) << reasons(report);
  EXPECT_EQ(report.unchanged, 2);
  EXPECT_EQ(names(), "1 a.txt m.eml m.eml!/two.txt ");
  fs::remove(docs / "a.txt");
  EXPECT_EQ(add(docs).removed, 1);
  expect_sound();
}

TEST_F(ClashTest, lines_of_a_folder_are_its_own_also_when_the_file_is_named_alone) {
  write(docs / "sub" / "a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n{\"id\":\"3\",\"text\":\"three\"}\n");
  add(docs);
  write(docs / "sub" / "a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two, changed\"}\n");
  const auto report = add(docs / "sub" / "a.jsonl");
  EXPECT_EQ(report.conflicts, 0) << reasons(report);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(names(), "1 2 ");
  expect_sound();
}

}  // namespace
}  // namespace gw
