// Rights that are given to a folder, a file, a line, or by hand to one document.
#include "base/text.h"
#include "library/place_test.h"
#include "library/source_table.h"

namespace gw {
namespace {

struct GivenRightsTest : LibraryTest {
  /// "confidential hr"
  std::string rights(const std::string& name) {
    return store->reading<std::string>([&](Db& db) {
      const auto row = document_by_name(db, "default", name);
      if (!row) return std::string("no document");
      const auto c = *compartment_by_id(db, row->compartment);
      return std::string(name_of(c.label)) + (c.groups.empty() ? "" : " " + join(c.groups, ","));
    });
  }
};

const AddOptions secret{.groups = {"hr"}, .label = Label::confidential};

TEST_F(GivenRightsTest, rights_named_for_a_file_of_a_folder_stay_with_it) {
  write(docs / "pay.txt", "salary bands");
  write(docs / "sub" / "more.txt", "more bands");
  write(docs / "canteen.txt", "canteen hours");
  add(docs);
  auto report = add(docs / "pay.txt", secret);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.unchanged, 0);
  EXPECT_EQ(rights("pay.txt"), "confidential hr");
  EXPECT_EQ(add(docs / "pay.txt", secret).unchanged, 1);
  report = add(docs / "sub" / "more.txt", {.label = Label::restricted});
  EXPECT_EQ(report.updated, 1) << names();
  EXPECT_EQ(rights("sub/more.txt"), "restricted");
  write(docs / "pay.txt", "salary bands of this year");
  EXPECT_EQ(add(docs).updated, 1);
  EXPECT_EQ(rights("pay.txt"), "confidential hr");
  EXPECT_EQ(add(docs / "pay.txt").unchanged, 1);
  EXPECT_EQ(rights("pay.txt"), "confidential hr");
  expect_sound();
}

TEST_F(GivenRightsTest, a_file_of_a_folder_named_alone_has_the_folder_s_rights) {
  write(docs / "pay.txt", "salary bands");
  write(docs / "b.txt", "b");
  add(docs, secret);
  write(docs / "pay.txt", "salary bands of this year");
  EXPECT_EQ(add(docs / "pay.txt").updated, 1);
  EXPECT_EQ(rights("pay.txt"), "confidential hr");
  EXPECT_EQ(add(docs / "b.txt", {.label = Label::restricted}).updated, 1);
  EXPECT_EQ(rights("b.txt"), "restricted hr");  // what is not named is the folder's
}

TEST_F(GivenRightsTest, what_a_line_does_not_state_is_its_folder_s) {
  write(docs / "d.jsonl", "{\"id\":\"1\",\"text\":\"one\",\"label\":\"restricted\"}\n{\"id\":\"2\",\"text\":\"two\"}\n");
  add(docs, secret);
  write(docs / "d.jsonl", "{\"id\":\"1\",\"text\":\"one, changed\",\"label\":\"restricted\"}\n{\"id\":\"2\",\"text\":\"two, changed\"}\n");
  EXPECT_EQ(add(docs / "d.jsonl").updated, 2);
  EXPECT_EQ(rights("1"), "restricted hr");
  EXPECT_EQ(rights("2"), "confidential hr");
  expect_sound();
}

TEST_F(GivenRightsTest, an_earlier_version_that_stays_gets_them_too) {
  write(docs / "pay.md", "salary bands");
  add(docs);
  write(docs / "pay.md", std::string("%PDF-1.4\nbroken\0\0", 17));
  EXPECT_EQ(add(docs / "pay.md", secret).failed_count, 1);
  EXPECT_EQ(rights("pay.md"), "confidential hr");
  expect_sound();
}

TEST_F(GivenRightsTest, a_line_s_rights_go_with_the_line) {
  const auto file = root / "d.jsonl";
  write(file, "{\"id\":\"1\",\"text\":\"one\",\"label\":\"public\"}\n{\"id\":\"2\",\"text\":\"two\",\"label\":\"public\"}\n");
  add(file);
  EXPECT_EQ(rights("1"), "public");
  write(file, "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two, changed\"}\n");
  EXPECT_EQ(add(file).updated, 2);
  EXPECT_EQ(rights("1"), "internal");
  EXPECT_EQ(rights("2"), "internal");
  EXPECT_EQ(add(file, secret).unchanged, 2);
  EXPECT_EQ(rights("1"), "confidential hr");
  library->classify("1", std::nullopt, {}, Label::restricted, "");
  write(file, "{\"id\":\"1\",\"text\":\"one, changed\",\"label\":\"public\"}\n");
  EXPECT_EQ(add(file).updated, 1);
  EXPECT_EQ(rights("1"), "restricted");  // by hand it stays
  expect_sound();
}

TEST_F(GivenRightsTest, a_line_s_rights_stand_when_the_folder_s_change) {
  write(docs / "d.jsonl", "{\"id\":\"1\",\"text\":\"one\",\"label\":\"internal\"}\n{\"id\":\"2\",\"text\":\"two\",\"groups\":[\"hr\"]}\n{\"id\":\"3\",\"text\":\"three\"}\n");
  add(docs);
  store->write([&](Db& db) {  // as if it had lain there for long
    keep_file(db, source_at(db, "default", docs.string())->id, "d.jsonl", lines_hash, OpenFolder(docs).open("d.jsonl")->stamp());
  });
  add(docs, {.label = Label::public_});
  EXPECT_EQ(rights("1"), "internal");
  EXPECT_EQ(rights("2"), "public hr");
  EXPECT_EQ(rights("3"), "public");
  expect_sound();
}

TEST_F(GivenRightsTest, uploaded_again_a_document_keeps_what_was_given_by_hand) {
  library->add_uploads({{"a.md", "first"}}, {});
  library->classify("a.md", std::nullopt, {"hr"}, Label::internal, "");
  library->add_uploads({{"a.md", "second"}}, {});
  EXPECT_EQ(rights("a.md"), "internal hr");
  library->add_uploads({{"a.md", "second"}}, {.label = Label::restricted});  // the latest word about this very document
  EXPECT_EQ(rights("a.md"), "restricted");
  expect_sound();
}

}  // namespace
}  // namespace gw
