#include "library/library.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/text.h"
#include "library/lines.h"
#include "library/place_test.h"
#include "policy/people.h"

namespace gw {
namespace {

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
  EXPECT_TRUE(found("bandicoot", all).empty());
  add(docs, {.groups = {"everyone"}});
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

TEST_F(LibraryTest, uploads_replace_by_name) {
  auto report = library->add_uploads({{"a.md", "uploaded lyrebird"}, {"d.jsonl", "{\"id\":\"j\",\"text\":\"line lyrebird\"}\n{"}, {"", "x"}}, {.who = "u"});
  EXPECT_EQ(report.added, 2);
  EXPECT_EQ(report.failed_count, 2) << reasons(report);
  report = library->add_uploads({{"a.md", "again lyrebird"}}, {});
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(found("lyrebird").size(), 2u);
  expect_sound();
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
