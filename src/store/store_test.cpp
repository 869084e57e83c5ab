#include "store/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "store/migrate.h"

namespace gw {
namespace {

struct StoreTest : testing::Test {
  StoreTest() {
    ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
    root = fs::temp_directory_path() / ("gw_store_" + to_hex(random_bytes(6)));
    fs::create_directories(root);
  }
  ~StoreTest() override { fs::remove_all(root); }
  Workspace workspace() const { return {root}; }
  fs::path root;
};

void say(Db& db, std::string_view what) { db.run("INSERT INTO audit(at, who, act, subject) VALUES(1, 'a', 'b', ?)", what); }
std::int64_t said(const Store& store) {
  return store.reading<std::int64_t>([](Db& db) {
    auto row = db.query("SELECT count(*) FROM audit");
    row.next();
    return row.integer(0);
  });
}
Code code_of(const std::function<void()>& work) {
  try { work(); } catch (const Error& e) { return e.code(); }
  ADD_FAILURE() << "nothing was thrown";
  return Code::internal;
}
bool holds(const fs::path& folder, std::string_view text) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && read_file(entry.path(), 1ull << 30).find(text) != std::string::npos) return true;
  return false;
}

TEST_F(StoreTest, keeps_what_was_written) {
  { Store store(workspace()); store.write([](Db& db) { say(db, "one"); }); }
  Store again(workspace());
  EXPECT_EQ(said(again), 1);
  struct stat st{};
  ASSERT_EQ(::stat(workspace().data().c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 0777, 0700u);
  ASSERT_EQ(::stat(workspace().database().c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 0777, 0600u);
  EXPECT_TRUE(again.integrity().empty());
}

TEST_F(StoreTest, undoes_only_the_work_that_throws) {
  Store store(workspace());
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < 20; ++n)
        try {
          store.write([&](Db& db) {
            say(db, "row");
            if ((i + n) % 4 == 0) throw Error(Code::invalid, "not this one");
          });
        } catch (const Error& e) {
          EXPECT_EQ(e.code(), Code::invalid);
          ++failed;
        }
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(failed, 40);
  EXPECT_EQ(said(store), 120);
}

TEST_F(StoreTest, version_changes_with_every_commit_of_anyone) {
  Store store(workspace()), other(workspace());
  auto before = store.version();
  EXPECT_EQ(store.version(), before);
  store.write([](Db& db) { say(db, "mine"); });
  EXPECT_NE(store.version(), before);
  before = store.version();
  other.write([](Db& db) { say(db, "theirs"); });
  EXPECT_NE(store.version(), before);
  EXPECT_EQ(said(store), 2);
}

TEST_F(StoreTest, a_read_sees_one_snapshot) {
  Store store(workspace());
  const auto count = [](Db& db) { auto row = db.query("SELECT count(*) FROM audit"); row.next(); return row.integer(0); };
  store.read([&](Db& db) {
    EXPECT_EQ(count(db), 0);
    store.write([](Db& w) { say(w, "meanwhile"); });
    EXPECT_EQ(count(db), 0);
    EXPECT_EQ(code_of([&] { db.run("DELETE FROM audit"); }), Code::forbidden);
  });
  EXPECT_EQ(said(store), 1);
}

TEST_F(StoreTest, processes_take_turns) {
  { Store store(workspace()); }
  std::vector<pid_t> children;
  for (int c = 0; c < 2; ++c) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      int status = 1;
      try {
        Store store(workspace());
        for (int n = 0; n < 50; ++n) store.write([](Db& db) { say(db, "child"); });
        status = 0;
      } catch (...) {}
      ::_exit(status);
    }
    children.push_back(pid);
  }
  for (const auto pid : children) {
    int status = -1;
    ::waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  Store store(workspace());
  EXPECT_EQ(said(store), 100);
}

TEST_F(StoreTest, waits_for_a_lock_held_elsewhere) {
  Store store(workspace());
  Db other(workspace().database(), Db::Mode::write);
  other.script("BEGIN IMMEDIATE");
  std::thread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    other.script("COMMIT");
  });
  store.write([](Db& db) { say(db, "late"); });
  release.join();
  EXPECT_EQ(said(store), 1);
}

TEST_F(StoreTest, refuses_to_grow_on_a_full_disk_but_reads_and_removes) {
  { Store store(workspace()); store.write([](Db& db) { say(db, "old"); }); }
  ::setenv("GROUNDWORK_FREE_FLOOR_MB", "1000000000", 1);
  Store store(workspace());
  EXPECT_EQ(code_of([&] { store.write([](Db& db) { say(db, "new"); }); }), Code::unavailable);
  EXPECT_EQ(said(store), 1);
  store.write([](Db& db) { db.run("DELETE FROM audit"); }, Space::freed);
  EXPECT_EQ(said(store), 0);
  ::setenv("GROUNDWORK_FREE_FLOOR_MB", "many", 1);
  EXPECT_EQ(code_of([&] { Store bad(workspace()); }), Code::invalid);
  ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
}

TEST_F(StoreTest, a_copy_is_consistent_while_others_write) {
  Store store(workspace());
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) store.write([](Db& db) { say(db, "a"); say(db, "b"); });
  });
  for (int i = 0; i < 3; ++i) {
    const auto file = root / ("copy" + std::to_string(i));
    store.copy_to(file);
    Db copy(file, Db::Mode::write);
    auto row = copy.query("SELECT count(*), (SELECT count(*) FROM audit WHERE subject = 'a') FROM audit");
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 2 * row.integer(1));
  }
  stop = true;
  busy.join();
  EXPECT_EQ(code_of([&] { store.copy_to(root / "copy0"); }), Code::conflict);
}

TEST_F(StoreTest, scrub_leaves_nothing_of_what_was_deleted) {
  Store store(workspace());
  const std::string secret = "the merger with Nordwind";
  store.write([&](Db& db) { for (int i = 0; i < 500; ++i) say(db, secret + std::to_string(i)); });
  EXPECT_TRUE(holds(workspace().data(), secret));
  store.write([](Db& db) { db.run("DELETE FROM audit"); say(db, "kept"); });
  store.scrub();
  EXPECT_FALSE(holds(workspace().data(), secret));
  EXPECT_EQ(said(store), 1);
}

constexpr Migration grown[] = {{1, "CREATE TABLE t(a TEXT NOT NULL)"}, {2, "ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT 'later'"}};
constexpr Migration broken[] = {{1, ""}, {2, "CREATE TABLE u(x); CREATE TABLE u(x)"}};

TEST_F(StoreTest, migrates_forward_and_puts_a_copy_aside) {
  fs::create_directories(workspace().data());
  Db db(workspace().database(), Db::Mode::write);
  EXPECT_EQ(migrate(db, workspace(), std::span(grown).first(1)), 0);
  db.run("INSERT INTO t VALUES('kept')");
  EXPECT_FALSE(fs::exists(workspace().put_aside()));
  EXPECT_EQ(code_of([&] { migrate(db, workspace(), broken); }), Code::internal);
  EXPECT_EQ(migrate(db, workspace(), grown), 1);
  EXPECT_EQ(migrate(db, workspace(), grown), 2);
  auto row = db.query("SELECT a, b FROM t");
  ASSERT_TRUE(row.next());
  EXPECT_EQ(row.text(0) + row.text(1), "keptlater");
  Db aside(workspace().put_aside() / "store-v1.db", Db::Mode::write);
  auto old = aside.query("SELECT a FROM t");
  ASSERT_TRUE(old.next());
  EXPECT_EQ(old.text(0), "kept");
}

TEST_F(StoreTest, an_older_program_refuses_a_newer_store) {
  { Store store(workspace()); }
  { Db db(workspace().database(), Db::Mode::write); db.script("PRAGMA user_version = 1000"); }
  EXPECT_EQ(code_of([&] { Store store(workspace()); }), Code::conflict);
}

TEST_F(StoreTest, binds_and_reads_every_kind) {
  Store store(workspace());
  store.read([](Db& db) {
    const std::string zero("a\0b", 3);
    auto row = db.query("SELECT ?, ?, ?, ?, ?", 1ll << 40, 0.5, zero, Blob{""}, std::optional<std::string>());
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 1ll << 40);
    EXPECT_EQ(row.real(1), 0.5);
    EXPECT_EQ(row.text(2), zero);
    EXPECT_FALSE(row.null(3));
    EXPECT_TRUE(row.null(4));
    EXPECT_FALSE(row.next());
    EXPECT_FALSE(row.next());
    for (int nested = 0; nested < 2; ++nested) {  // the same statement twice at once
      auto a = db.query("SELECT 1 UNION SELECT 2"), b = db.query("SELECT 1 UNION SELECT 2");
      ASSERT_TRUE(a.next() && b.next() && b.next());
      EXPECT_EQ(a.integer(0) + b.integer(0), 3);
    }
  });
}

TEST_F(StoreTest, finds_the_workspace) {
  ::unsetenv("GROUNDWORK_WORKSPACE");
  EXPECT_EQ(code_of([&] { find_workspace(root); }), Code::not_found);
  write_file(root / "groundwork.yaml", "name: test\n");
  EXPECT_EQ(find_workspace(root).root, fs::canonical(root));
  ::setenv("GROUNDWORK_WORKSPACE", root.c_str(), 1);
  EXPECT_EQ(find_workspace({}).root, fs::canonical(root));
  ::unsetenv("GROUNDWORK_WORKSPACE");
  fs::create_directories(root / "a" / "b");
  const auto here = fs::current_path();
  fs::current_path(root / "a" / "b");
  EXPECT_EQ(find_workspace({}).root, fs::canonical(root));
  fs::current_path("/");
  EXPECT_EQ(code_of([] { find_workspace({}); }), Code::not_found);
  fs::current_path(here);
}

}  // namespace
}  // namespace gw
