// What is kept and what is not: erasing, scanned pages, backups, verify.
#include "base/text.h"
#include "library/place_test.h"
#include "policy/people.h"

namespace gw {
namespace {

// Scanned pages of a file: read by a stand-in that says the bytes it saw.
std::unique_ptr<Library> library_of_scans(Store& store, Index& index) {
  return std::make_unique<Library>(
      store, index,
      [](std::string_view, std::string_view, const ParseOptions&) {
        Parsed p = text_document("Text of page two.", "");
        p.blocks.at(0).page = 2;
        p.pages = 2;
        p.scanned_pages = {1};
        return p;
      },
      [](std::string_view bytes, std::string_view, std::uint32_t, const auto&) { return text_document(std::string(bytes), ""); });
}

TEST_F(LibraryTest, erased_text_is_nowhere_on_the_disk) {
  for (int i = 0; i < 50; ++i) write(docs / (std::to_string(i) + ".txt"), "Kept text number " + std::to_string(i) + ". ");
  write(docs / "case.txt", "The informant is Xylophanes Quibbleworth of Zanzibar.");
  add(docs);
  EXPECT_TRUE(on_disk("Quibbleworth") || on_disk("quibbleworth"));
  const auto removed = library->remove({"case.txt"}, std::nullopt, true, "officer");
  EXPECT_EQ(removed.documents, 1);
  EXPECT_NE(removed.receipt.find(sha256_hex("The informant is Xylophanes Quibbleworth of Zanzibar.")), std::string::npos);
  EXPECT_NE(removed.receipt.find("officer"), std::string::npos);
  EXPECT_FALSE(on_disk("Quibbleworth"));
  EXPECT_FALSE(on_disk("quibbleworth"));
  EXPECT_FALSE(is_found("Quibbleworth"));
  EXPECT_TRUE(is_found("kept"));
  expect_sound();
}

// Each version, name and page of a document lies under a number of its own; all of them go.
TEST_F(LibraryTest, erased_with_every_version_and_name) {
  for (int i = 0; i < 50; ++i) write(docs / (std::to_string(i) + ".txt"), "Kept text number " + std::to_string(i) + ". ");
  write(docs / "a.txt", "The first version says zqxwvk.");
  write(docs / "b.txt", "Under either name it says kvwxqz.");
  add(docs);
  write(docs / "a.txt", "The second version says zqkkvk.");
  fs::rename(docs / "b.txt", docs / "c.txt");
  add(docs);
  EXPECT_TRUE(on_disk("zqxwvk"));
  library->remove({"a.txt", "c.txt"}, std::nullopt, true, "officer");
  for (const char* word : {"zqxwvk", "zqkkvk", "kvwxqz"}) EXPECT_FALSE(on_disk(word)) << word;
  expect_sound();
}

TEST_F(LibraryTest, pages_wait_for_a_folder_that_is_out_of_reach) {
  library = library_of_scans(*store, *index);
  write(docs / "scan.bin", "quollscan");
  add(docs);
  fs::rename(docs, root / "unmounted");
  for (int i = 0; i < 10; ++i) library->read_waiting_pages(1);
  EXPECT_EQ(store->reading<std::string>([](Db& db) { return document_by_name(db, "default", "scan.bin")->state; }), "reading");
  fs::rename(root / "unmounted", docs);
  library->read_waiting_pages(1);
  EXPECT_TRUE(is_found("quollscan"));
  expect_sound();
}

TEST_F(LibraryTest, a_file_changed_before_its_pages_were_read_is_read_anew) {
  library = library_of_scans(*store, *index);
  write(docs / "scan.bin", "quollscan");
  add(docs);
  write(docs / "scan.bin", "otherscan");
  library->read_waiting_pages(1);
  EXPECT_FALSE(is_found("quollscan"));
  EXPECT_EQ(store->reading<std::string>([](Db& db) { return document_by_name(db, "default", "scan.bin")->note; }), "1 of its scanned pages could not be read.");
  write(docs / "scan.bin", "quollscan");
  add(docs);
  while (library->read_waiting_pages(1) > 0) {}
  EXPECT_TRUE(is_found("quollscan"));
  expect_sound();
}

TEST_F(LibraryTest, a_backup_holds_uploads_whose_pages_wait) {
  library = library_of_scans(*store, *index);
  library->add_uploads({{"scan.bin", "quollscan"}}, {});
  backup(*store, root / "b.gwb");
  restore(root / "b.gwb", root / "back");
  Store again(Workspace{root / "back"});
  Index its(again);
  const auto library_again = library_of_scans(again, its);
  library_again->read_waiting_pages(1);
  EXPECT_EQ(find(again, its, "quollscan", administrator(), std::nullopt, {}).size(), 1u);
}

TEST_F(LibraryTest, a_refused_restore_leaves_nothing) {
  write(docs / "a.md", "precious wallaby");
  add(docs);
  backup(*store, root / "b.gwb");
  { Db db(root / "b.gwb", Db::Mode::write); db.script("PRAGMA user_version = 9999"); }
  EXPECT_EQ(code_of([&] { restore(root / "b.gwb", root / "back"); }), Code::conflict);
  EXPECT_TRUE(fs::is_empty(root / "back"));
}

// Rows of a stranger's backup name files of the index: none of them may be touched.
TEST_F(LibraryTest, a_backup_removes_no_file_of_the_machine) {
  write(docs / "a.md", "precious wallaby");
  add(docs);
  write(root / "thesis.doc", "years of work");
  backup(*store, root / "b.gwb");
  {
    Db db(root / "b.gwb", Db::Mode::write);
    for (const std::string& file : {(root / "thesis.doc").string(), std::string("../../../thesis.doc")})
      db.run("INSERT INTO segments(file, documents, chunks, bytes, moves_seq, analyser) VALUES(?, 1, 1, 1, 0, 1)", file);
  }
  restore(root / "b.gwb", root / "back");
  EXPECT_TRUE(fs::exists(root / "thesis.doc"));
  { Db db(root / "b.gwb", Db::Mode::write); db.script("CREATE TRIGGER t AFTER INSERT ON moves BEGIN DELETE FROM documents; END"); }
  EXPECT_EQ(code_of([&] { restore(root / "b.gwb", root / "third"); }), Code::invalid);
}

TEST_F(LibraryTest, a_backup_leaves_what_lies_beside_it) {
  write(root / "b.gwb.new", "a letter");
  backup(*store, root / "b.gwb");
  EXPECT_EQ(read_file(root / "b.gwb.new", 100), "a letter");
}

TEST_F(LibraryTest, verify_compares_curated_answers_with_the_text) {
  write(docs / "faq.csv", "question,answer\nHow long?,Five years.\n");
  add(docs);
  expect_sound();
  store->write([](Db& db) { db.run("UPDATE pairs SET answer = 'Nine years.'"); });
  EXPECT_EQ(library->verify().size(), 1u);
}

TEST_F(LibraryTest, scanned_pages_are_read_page_by_page) {
  library = std::make_unique<Library>(
      *store, *index,
      [](std::string_view, std::string_view, const ParseOptions&) {
        Parsed p = text_document("Text of page two.", "");
        p.blocks.at(0).page = 2;
        p.pages = 3;
        p.scanned_pages = {1, 3, 4};
        return p;
      },
      [](std::string_view bytes, std::string_view, std::uint32_t page, const auto&) {
        if (page == 4) throw Error(Code::timeout, "too slow");
        return text_document(std::string(bytes) + " numeral" + std::to_string(page), "");
      });
  library->add_uploads({{"scan.pdf", "bytes"}}, {});
  EXPECT_EQ(store->reading<std::string>([](Db& db) { return document_by_name(db, "default", "scan.pdf")->state; }), "reading");
  EXPECT_EQ(library->read_waiting_pages(1), 2);
  EXPECT_TRUE(is_found("numeral1"));
  int calls = 0;
  while (library->read_waiting_pages(1) > 0) ASSERT_LT(++calls, 20);
  store->read([&](Db& db) {
    const auto row = *document_by_name(db, "default", "scan.pdf");
    EXPECT_EQ(row.state, "ready");
    EXPECT_EQ(row.note, "1 of its scanned pages could not be read.");
    const auto text = text_of(db, row.number);
    EXPECT_LT(text.find("numeral1"), text.find("page two"));
    EXPECT_LT(text.find("page two"), text.find("numeral3"));
    for (const auto& block : blocks_of(db, row.number)) {
      const auto piece = slice(text, block.start, block.end);
      EXPECT_EQ(block.page, piece.ends_with("1") ? 1u : piece.ends_with("3") ? 3u : 2u) << piece;
      EXPECT_EQ(trim(piece), piece);
    }
  });
  EXPECT_TRUE(fs::is_empty(root / "w" / ".groundwork" / "waiting"));
  expect_sound();
}

TEST_F(LibraryTest, a_backup_is_one_file_that_brings_all_back) {
  write(docs / "a.md", "precious wallaby");
  add(docs);
  write(root / "w" / "apps" / "desk" / "app.yaml", "name: desk\n");
  backup(*store, root / "b.gwb");
  backup(*store, root / "b.gwb");  // replaces a backup
  write(root / "precious.txt", "not a backup");
  EXPECT_EQ(code_of([&] { backup(*store, root / "precious.txt"); }), Code::conflict);
  EXPECT_EQ(read_file(root / "precious.txt", 100), "not a backup");
  restore(root / "b.gwb", root / "back");
  EXPECT_EQ(code_of([&] { restore(root / "b.gwb", root / "back"); }), Code::conflict);
  EXPECT_EQ(read_file(root / "back" / "apps" / "desk" / "app.yaml", 100), "name: desk\n");
  Store again(Workspace{root / "back"});
  Index its(again);
  Library library_again(again, its);
  EXPECT_TRUE(library_again.verify().empty());
  EXPECT_EQ(find(again, its, "wallaby", administrator(), std::nullopt, {}).size(), 1u);
  EXPECT_EQ(code_of([&] { restore(root / "precious.txt", root / "third"); }), Code::invalid);
  EXPECT_EQ(code_of([&] { restore(root / "none", root / "third"); }), Code::not_found);
}

}  // namespace
}  // namespace gw
