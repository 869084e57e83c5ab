#include "library/library.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "library/find.h"
#include "library/lines.h"
#include "policy/people.h"

namespace gw {
namespace {

std::string page_text = "Rückgabe Seite";

struct LibraryTest : testing::Test {
  LibraryTest() {
    ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
    root = fs::temp_directory_path() / ("gw_library_" + to_hex(random_bytes(6)));
    fs::create_directories(root / "w");
    write(root / "w" / "groundwork.yaml", "name: test\n");
    docs = root / "docs";
    fs::create_directories(docs);
    open();
  }
  ~LibraryTest() override {
    library.reset();
    index.reset();
    store.reset();
    fs::remove_all(root);
  }
  void open() {
    library.reset();
    index.reset();
    store.reset();
    store = std::make_unique<Store>(Workspace{root / "w"});
    index = std::make_unique<Index>(*store);
    library = std::make_unique<Library>(
        *store, *index, [](std::string_view bytes, std::string_view name, const ParseOptions& o) { return parse(bytes, name, o); },
        [](std::string_view, std::string_view, std::uint32_t page, const auto&) { return text_document(page_text + " " + std::to_string(page), ""); });
  }
  static void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  AddReport add(const fs::path& path, AddOptions options = {}) { return library->add({path.string()}, options); }
  std::vector<std::string> found(const std::string& query, const Caller& caller = administrator()) {
    std::vector<std::string> out;
    for (const auto& f : find(*store, *index, query, caller, std::nullopt, {})) out.push_back(f.document.name);
    return out;
  }
  bool is_found(const std::string& query) { return !found(query).empty(); }
  std::string names() {
    std::string out;
    for (const auto& row : store->reading<std::vector<DocumentRow>>([](Db& db) { return list_documents(db, "", "", "", 1000); })) out += row.name + " ";
    return out;
  }
  void expect_sound() {
    const auto wrong = library->verify();
    EXPECT_TRUE(wrong.empty()) << wrong.front();
  }
  bool on_disk(std::string_view text) {
    for (const auto& entry : fs::recursive_directory_iterator(root / "w" / ".groundwork"))
      if (entry.is_regular_file() && read_file(entry.path(), 1ull << 30).find(text) != std::string::npos) return true;
    return false;
  }
  fs::path root, docs;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Library> library;
};

Code code_of(const std::function<void()>& work) {
  try { work(); } catch (const Error& e) { return e.code(); }
  ADD_FAILURE() << "nothing was thrown";
  return Code::internal;
}
std::string reasons(const AddReport& report) {
  std::string out;
  for (const auto& f : report.failed) out += fs::path(f.path).filename().string() + "|" + f.reason + "\n";
  return out;
}

TEST_F(LibraryTest, keeps_a_folder_in_step) {
  for (int i = 0; i < 10; ++i) write(docs / ("f" + std::to_string(i) + ".md"), "# Title\n\nThe animal is quokka" + std::string(1, 'a' + i) + "x.\n");
  write(docs / ".hidden.md", "hidden wombat");
  write(docs / "sub" / "报告.txt", "交货期为四周。");
  auto report = add(docs);
  EXPECT_EQ(report.added, 11);
  EXPECT_EQ(report.seen, 11);
  EXPECT_EQ(report.read, 11);
  EXPECT_EQ(report.failed_count, 0) << reasons(report);
  EXPECT_TRUE(is_found("quokkahx"));
  EXPECT_FALSE(is_found("wombat"));
  EXPECT_EQ(found("交货期").at(0), "sub/报告.txt");

  report = add(docs);
  EXPECT_EQ(report.unchanged, 11);
  EXPECT_EQ(report.added + report.updated + report.removed + report.moved, 0);

  write(docs / "f1.md", "# Title\n\nNow it is platypus.\n");
  fs::remove(docs / "f2.md");
  fs::rename(docs / "f3.md", docs / "sub" / "moved.md");
  write(docs / "new.md", "A new echidna.\n");
  report = add(docs);
  EXPECT_EQ(report.added, 1);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(report.moved, 1);
  EXPECT_EQ(report.unchanged, 8);
  EXPECT_FALSE(is_found("quokkabx"));
  EXPECT_FALSE(is_found("quokkacx"));
  EXPECT_TRUE(is_found("platypus"));
  EXPECT_EQ(found("quokkadx").at(0), "sub/moved.md");
  expect_sound();
  open();
  EXPECT_EQ(found("echidna").at(0), "new.md");
}

TEST_F(LibraryTest, a_changed_file_with_an_old_time_is_seen) {
  write(docs / "a.md", "first numbat");
  const auto old = fs::last_write_time(docs / "a.md") - std::chrono::hours(10);
  fs::last_write_time(docs / "a.md", old);
  add(docs);
  write(docs / "a.md", "later numbat");  // same size
  fs::last_write_time(docs / "a.md", old);
  EXPECT_EQ(add(docs).updated, 1);
  EXPECT_TRUE(is_found("later"));
}

TEST_F(LibraryTest, what_looks_like_a_slip_removes_nothing) {
  for (int i = 0; i < 4; ++i) write(docs / ("f" + std::to_string(i) + ".md"), "koala" + std::to_string(i));
  add(docs);
  for (int i = 0; i < 3; ++i) fs::remove(docs / ("f" + std::to_string(i) + ".md"));
  auto report = add(docs);
  EXPECT_EQ(report.removed, 0);
  EXPECT_EQ(report.failed_count, 1);
  EXPECT_TRUE(is_found("koala0"));
  fs::remove(docs / "f3.md");
  EXPECT_EQ(add(docs).removed, 0);
  fs::remove_all(docs);
  report = add(docs);
  EXPECT_EQ(report.removed, 0);
  EXPECT_EQ(report.failed_count, 1);
  report = add(docs, {.allow_removals = true});
  EXPECT_EQ(report.removed, 4);
  EXPECT_EQ(names(), "");
  EXPECT_EQ(code_of([&] { add(root / "never"); }), Code::not_found);
  expect_sound();
}

TEST_F(LibraryTest, links_are_not_followed) {
  write(root / "outside" / "secret.md", "secret bilby");
  write(docs / "a.md", "open bilby");
  fs::create_symlink(root / "outside" / "secret.md", docs / "link.md");
  fs::create_directory_symlink(root / "outside", docs / "folder");
  fs::create_directory_symlink("..", docs / "up");
  const auto report = add(docs);
  EXPECT_EQ(report.added, 1);
  EXPECT_EQ(names(), "a.md ");
}

TEST_F(LibraryTest, reads_json_lines_and_names_those_that_fail) {
  const auto file = root / "d.jsonl";
  std::string text = "\xEF\xBB\xBF{\"id\":\"a\",\"title\":\"A\",\"text\":\"the dingo barks\",\"url\":\"http://x/a\",\"time\":\"2026-01-02\"}\r\n\n";
  text += "{\"id\":\"b\",\"text\":\n";                                            // line 3: broken
  text += "{\"id\":7,\"text\":\"x\"}\n";                                          // line 4: wrong type
  text += "{\"id\":\"c\",\"text\":\"only for hr: cassowary\",\"groups\":[\"hr\"],\"label\":\"confidential\"}\n";
  text += "{\"id\":\"a\",\"text\":\"again\"}\n";                                  // line 6: the id stands in line 1
  text += "[1]\n{\"id\":\"e\",\"text\":\"\"}\n";                                   // line 7: no object; e is empty
  text += "{\"id\":\"f\",\"text\":\"x\",\"label\":\"secret\"}\n";                   // line 9: no label
  text += "{\"id\":\"g\",\"text\":\"" + std::string(17 << 20, 'x') + "\"}\n";      // line 10: too long
  text += "{\"id\":\"" + std::string(100, '[') + "\",\"text\":\"last quoll\"}";
  write(file, text);
  auto report = add(file);
  EXPECT_EQ(report.added, 3);
  EXPECT_EQ(report.empty, 1);
  EXPECT_EQ(report.failed_count, 6);
  EXPECT_EQ(report.conflicts, 1);
  const auto why = reasons(report);
  for (const char* line : {"d.jsonl:3|", "d.jsonl:4|\"id\" must be a string.", "d.jsonl:6|The id a stands in line 1 already.", "d.jsonl:7|", "d.jsonl:9|",
                           "d.jsonl:10|The line is longer than 16 MB."})
    EXPECT_NE(why.find(line), std::string::npos) << line << "\n" << why;
  EXPECT_TRUE(is_found("dingo"));
  EXPECT_TRUE(is_found("quoll"));
  EXPECT_TRUE(is_found("cassowary"));
  EXPECT_TRUE(found("cassowary", Caller{.name = "u"}).empty());
  EXPECT_EQ(found("cassowary", Caller{.name = "u", .highest = Label::confidential, .groups = {"hr"}}).size(), 1u);
  report = add(file);
  EXPECT_EQ(report.unchanged, 3);
  EXPECT_EQ(report.added + report.updated, 0);

  write(file, "{\"id\":\"a\",\"title\":\"A\",\"text\":\"the dingo sleeps\"}\n");
  report = add(file);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.removed, 0);  // named itself, a file adds and replaces; only folders are mirrored
  EXPECT_FALSE(is_found("barks"));
  expect_sound();
}

TEST_F(LibraryTest, mirrors_json_lines_of_a_folder) {
  write(docs / "a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n{\"id\":\"3\",\"text\":\"three\"}\n");
  EXPECT_EQ(add(docs).added, 3);
  write(docs / "a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n");
  write(docs / "b.jsonl", "{\"id\":\"3\",\"text\":\"three\"}\n");
  auto report = add(docs);
  EXPECT_EQ(report.failed_count, 0) << reasons(report);
  EXPECT_EQ(names(), "1 2 3 ");
  fs::rename(docs / "b.jsonl", docs / "c.jsonl");
  write(docs / "a.jsonl", "{\"id\":\"1\",\"text\":\"one\"}\n");
  report = add(docs);
  EXPECT_EQ(report.removed, 1);
  EXPECT_EQ(names(), "1 3 ");
  write(docs / "d.jsonl", "{\"id\":\"3\",\"text\":\"three again\"}\n");
  report = add(docs);
  EXPECT_EQ(report.conflicts, 1);
  expect_sound();
}

TEST_F(LibraryTest, lines_cut_off_in_the_middle_leave_all_sound) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + std::string(400 << 10, 'x') + "\"}\n";
  write(docs / "a.jsonl", text);
  AddOptions options;
  int told = 0;
  options.progress = [&](std::string_view, std::int64_t, std::int64_t) { if (store->reading<std::int64_t>(count_documents) > 0 && ++told > 1) throw Error(Code::timeout, "enough"); };
  EXPECT_EQ(code_of([&] { add(docs, options); }), Code::timeout);
  const auto some = store->reading<std::int64_t>(count_documents);
  EXPECT_GT(some, 0);
  expect_sound();
  const auto report = add(docs);
  EXPECT_EQ(report.added + report.unchanged, 40);
  EXPECT_EQ(report.unchanged, some);
  expect_sound();
}

TEST_F(LibraryTest, questions_are_never_documents_and_pairs_are_curated) {
  write(docs / "q.jsonl", "{\"id\":\"1\",\"question\":\"Who?\",\"answerable\":true,\"answers\":[\"me\"]}\n");
  write(docs / "pairs.csv", "question,answer\nHow long is the warranty?,Two years from delivery.\n");
  write(docs / "logs.jsonl", "{\"level\":\"info\"}\n");
  auto report = add(docs);
  EXPECT_EQ(report.added, 1) << reasons(report);
  EXPECT_EQ(report.seen, 3);
  EXPECT_EQ(report.read, 1);
  EXPECT_EQ(report.failed_count, 1);
  EXPECT_TRUE(store->reading<bool>([](Db& db) { return document_by_name(db, "default", "pairs.csv")->curated; }));
  report = add(docs / "q.jsonl");
  EXPECT_EQ(report.added, 0);
  EXPECT_EQ(report.failed_count, 1);
}

const char* const mail =
    "From: a@b\r\nTo: c@d\r\nSubject: Offer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\nContent-Type: text/plain\r\n\r\n"
    "Please see the attached tapir.\r\n--X\r\nContent-Type: text/plain; name=\"terms.txt\"\r\nContent-Disposition: attachment; "
    "filename=\"terms.txt\"\r\n\r\nPayment within thirty okapi days.\r\n--X--\r\n";

TEST_F(LibraryTest, parts_are_documents_that_go_with_their_container) {
  write(docs / "mail.eml", mail);
  write(docs / "other.md", "other");
  auto report = add(docs);
  ASSERT_EQ(report.added, 3) << reasons(report) << names();
  EXPECT_EQ(found("okapi").at(0), "mail.eml!/terms.txt");
  fs::rename(docs / "mail.eml", docs / "post.eml");
  report = add(docs);
  EXPECT_EQ(report.moved, 2);
  EXPECT_EQ(found("okapi").at(0), "post.eml!/terms.txt");
  library->classify("post.eml", std::nullopt, {"sales"}, Label::restricted, "");
  EXPECT_TRUE(found("okapi", Caller{.highest = Label::internal}).empty());
  EXPECT_EQ(library->remove({"post.eml"}, std::nullopt, false, "").documents, 2);
  EXPECT_FALSE(is_found("okapi"));
  EXPECT_EQ(names(), "other.md ");
  expect_sound();
  EXPECT_EQ(add(docs).added, 2);  // the folder is what counts
}

TEST_F(LibraryTest, rights_follow_what_was_given_last_but_not_over_a_classification) {
  write(docs / "a.md", "common bandicoot");
  write(docs / "b.md", "special bandicoot");
  add(docs, {.groups = {"hr"}});
  const Caller all{.highest = Label::internal}, hr{.highest = Label::internal, .groups = {"hr"}};
  EXPECT_TRUE(found("bandicoot", all).empty());
  EXPECT_EQ(found("bandicoot", hr).size(), 2u);
  library->classify("b.md", std::nullopt, {}, Label::restricted, "");
  add(docs, {});
  EXPECT_EQ(found("bandicoot", all), std::vector<std::string>{"a.md"});
  write(docs / "b.md", "special bandicoot, changed");
  add(docs, {});
  EXPECT_EQ(found("bandicoot", all), std::vector<std::string>{"a.md"});
  EXPECT_EQ(found("changed").size(), 1u);
  expect_sound();
}

TEST_F(LibraryTest, a_name_of_another_origin_is_a_conflict) {
  write(root / "x" / "a.md", "first");
  write(root / "y" / "a.md", "second");
  EXPECT_EQ(add(root / "x").added, 1);
  EXPECT_EQ(add(root / "x" / "a.md").unchanged, 1);  // the folder's own file, named alone
  const auto report = add(root / "y" / "a.md");
  EXPECT_EQ(report.conflicts, 1);
  EXPECT_EQ(report.failed_count, 1);
  EXPECT_TRUE(is_found("first"));
  EXPECT_FALSE(is_found("second"));
  EXPECT_EQ(add(root / "y", {.collection = "other"}).added, 1);
  EXPECT_EQ(code_of([&] { library->remove({"a.md"}, std::nullopt, false, ""); }), Code::conflict);
  EXPECT_EQ(library->remove({"a.md"}, "other", false, "").documents, 1);
  EXPECT_EQ(code_of([&] { library->remove({"a.md", "nothing"}, std::nullopt, false, ""); }), Code::not_found);
  EXPECT_TRUE(is_found("first"));
  expect_sound();
}

TEST_F(LibraryTest, what_cannot_be_read_costs_a_line_and_keeps_the_earlier_version) {
  write(docs / "a.md", "earlier kookaburra");
  write(docs / "b.rtf", "{\\rtf1\\ansi hello}");
  write(docs / "c.txt", "");
  auto report = add(docs);
  EXPECT_EQ(report.added, 1);
  EXPECT_EQ(report.empty, 1);
  EXPECT_EQ(report.seen, 3);
  EXPECT_EQ(report.read, 2);
  ASSERT_EQ(report.failed_count, 1) << reasons(report);
  ASSERT_EQ(report.unread_formats.size(), 1u);
  EXPECT_EQ(report.unread_formats[0].second, 1);
  const auto scope = store->reading<Scope>([](Db& db) { return scope_of(db, administrator(), std::nullopt); });
  EXPECT_EQ(library->unread(scope, 10).size(), 2u);
  write(docs / "a.md", std::string("%PDF-1.4\nbroken\0\0", 17));
  report = add(docs);
  EXPECT_NE(reasons(report).find("Its earlier version stays."), std::string::npos) << reasons(report);
  EXPECT_TRUE(is_found("kookaburra"));
  fs::remove(docs / "b.rtf");
  add(docs);
  EXPECT_EQ(library->unread(scope, 10).size(), 2u);
  expect_sound();
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

TEST_F(LibraryTest, uploads_replace_by_name) {
  auto report = library->add_uploads({{"a.md", "uploaded lyrebird"}, {"d.jsonl", "{\"id\":\"j\",\"text\":\"line lyrebird\"}\n{"}, {"", "x"}}, {.who = "u"});
  EXPECT_EQ(report.added, 2);
  EXPECT_EQ(report.failed_count, 2) << reasons(report);
  report = library->add_uploads({{"a.md", "again lyrebird"}}, {});
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(found("lyrebird").size(), 2u);
  expect_sound();
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

TEST_F(LibraryTest, verify_compares_curated_answers_with_the_text) {
  write(docs / "faq.csv", "question,answer\nHow long?,Five years.\n");
  add(docs);
  expect_sound();
  store->write([](Db& db) { db.run("UPDATE pairs SET answer = 'Nine years.'"); });
  EXPECT_EQ(library->verify().size(), 1u);
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

TEST_F(LibraryTest, several_add_at_once) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&, t] {
      const auto folder = root / ("t" + std::to_string(t));
      for (int i = 0; i < 40; ++i) write(folder / (std::to_string(t) + "-" + std::to_string(i) + ".txt"), "galah" + std::to_string(t));
      EXPECT_EQ(add(folder).added, 40);
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(store->reading<std::int64_t>(count_documents), 120);
  expect_sound();
}

TEST_F(LibraryTest, progress_may_stop_it) {
  for (int i = 0; i < 600; ++i) write(docs / (std::to_string(i) + ".txt"), "text");
  AddOptions options;
  options.progress = [](std::string_view, std::int64_t done, std::int64_t) { if (done > 300) throw Error(Code::timeout, "enough"); };
  EXPECT_EQ(code_of([&] { add(docs, options); }), Code::timeout);
  expect_sound();
  const auto report = add(docs);
  EXPECT_EQ(report.added + report.unchanged, 600);
  EXPECT_GE(report.unchanged, 256);
}

TEST(Lines, cuts_whatever_comes) {
  const std::string text = "one\r\n\nthree\n" + std::string(100, 'x') + "\nfive";
  for (std::size_t step : {1, 3, 7, 1000}) {
    std::size_t at = 0;
    Lines lines([&](char* into, std::size_t most) { const auto n = text.copy(into, std::min(most, step), at); at += n; return n; }, 50);
    std::string seen;
    for (Lines::Line line; lines.next(line);) seen += std::to_string(line.number) + (line.too_long ? "!" : ":" + std::string(line.text)) + " ";
    EXPECT_EQ(seen, "1:one 2: 3:three 4! 5:five ");
    EXPECT_EQ(lines.bytes(), text.size());
  }
}

}  // namespace
}  // namespace gw
