#include "index/index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "ingest/document_table.h"

namespace gw {
namespace {

class IndexTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("gw-index-" + to_hex(random_bytes(6)));
    fs::create_directories(folder_);
    store_ = std::make_unique<Store>(Workspace{folder_});
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  std::int64_t add(const std::string& name, const std::vector<std::string>& texts, const std::string& title = "", const std::string& collection = "default",
                   const std::vector<std::string>& groups = {}) {
    return store_->writing<std::int64_t>([&](Db& db) {
      DocumentRow row;
      row.collection = collection;
      row.name = name;
      row.title = title;
      row.format = "txt";
      row.compartment = intern_compartment(db, collection, groups, Label::internal);
      std::vector<Chunk> chunks;
      for (const auto& text : texts) chunks.push_back({.text = text});
      return insert_document(db, row, {}, chunks, {});
    });
  }
  void remove(std::int64_t number) {
    store_->write([&](Db& db) {
      delete_document(db, number);
      move_document(db, number, gone);
    });
  }
  Scope everyone() {
    return store_->reading<Scope>([](Db& db) { return scope_of(db, administrator(), std::nullopt); });
  }
  std::vector<std::int64_t> found(Index& index, const std::string& query) {
    std::vector<std::int64_t> numbers;
    for (const Hit& hit : index.search(query, everyone())) numbers.push_back(document_of(hit.chunk));
    return numbers;
  }
  std::vector<fs::path> segment_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(store_->workspace().segments())) files.push_back(entry.path());
    return files;
  }

  fs::path folder_;
  std::unique_ptr<Store> store_;
};

using Numbers = std::vector<std::int64_t>;

TEST_F(IndexTest, FindsWhatWasAddedInBothLanguages) {
  Index index(*store_);
  EXPECT_TRUE(found(index, "hotel").empty());
  const auto a = add("a", {"Hotels cost at most 120 EUR."}, "Travel policy");
  const auto b = add("b", {"员工每年享有十五天年假。"}, "休假制度");
  EXPECT_EQ(index.waiting(), 2);
  EXPECT_TRUE(index.catch_up());
  EXPECT_EQ(index.waiting(), 0);
  EXPECT_EQ(found(index, "What may a hotel cost?"), Numbers{a});
  EXPECT_EQ(found(index, "年假有幾天"), Numbers{b});
  EXPECT_EQ(found(index, "travelling"), Numbers{a});  // in the title
  EXPECT_EQ(found(index, "假"), Numbers{b});  // one character of a longer run
  EXPECT_TRUE(found(index, "nothing here").empty());
  EXPECT_TRUE(found(index, "").empty());
  EXPECT_TRUE(index.verify().empty());
}

TEST_F(IndexTest, FollowsRemovalsAndMoves) {
  Index index(*store_), other(*store_);
  const auto a = add("a", {"alpha beta"}), b = add("b", {"alpha gamma"});
  index.catch_up();
  EXPECT_EQ(found(other, "gamma"), Numbers{b});
  remove(b);
  EXPECT_TRUE(found(other, "gamma").empty());
  EXPECT_EQ(found(index, "alpha"), Numbers{a});
  store_->write([&](Db& db) {
    const auto closed = intern_compartment(db, "default", {"board"}, Label::internal);
    db.run("UPDATE documents SET compartment = ? WHERE number = ?", closed, a);
    move_document(db, a, closed);
  });
  const auto staff = store_->reading<Scope>([](Db& db) { return scope_of(db, Caller{.name = "eve"}, std::nullopt); });
  EXPECT_TRUE(index.search("alpha", staff).empty());
  EXPECT_EQ(found(index, "alpha"), Numbers{a});
  EXPECT_TRUE(index.catch_up());  // folds the moves
  EXPECT_EQ(found(index, "alpha"), Numbers{a});
  EXPECT_TRUE(index.search("alpha", staff).empty());
  EXPECT_TRUE(index.verify().empty());
}

TEST_F(IndexTest, ShowsAtMostThreeChunksOfADocument) {
  Index index(*store_);
  const auto a = add("a", {"word one", "word two", "word three", "word four", "word five"}), b = add("b", {"word and much else that makes the chunk long"});
  index.catch_up();
  EXPECT_EQ(found(index, "word"), (Numbers{a, a, a, b}));
}

TEST_F(IndexTest, MergesSegmentsAndRemovesTheirFiles) {
  Index index(*store_);
  Numbers numbers;
  for (int i = 0; i < 40; ++i) {
    numbers.push_back(add(fmt::format("d{}", i), {fmt::format("common word{}", i)}));
    index.catch_up();
  }
  EXPECT_LE(index.state().segments, 6);
  EXPECT_EQ(static_cast<std::int64_t>(segment_files().size()), index.state().segments);
  EXPECT_EQ(index.state().chunks, 40);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(found(index, fmt::format("word{}", i)).front(), numbers[static_cast<std::size_t>(i)]);
  EXPECT_TRUE(index.verify().empty());
}

TEST_F(IndexTest, ErasesTheTermsOfRemovedDocuments) {
  Index index(*store_);
  const auto a = add("a", {"secretword stays nowhere"});
  for (int i = 0; i < 20; ++i) add(fmt::format("d{}", i), {"plain text"});
  index.catch_up();
  const auto holds = [&] {
    for (const auto& file : segment_files())
      if (read_file(file, 1 << 20).find("secretword") != std::string::npos) return true;
    return false;
  };
  EXPECT_TRUE(holds());
  remove(a);
  index.rewrite({a});
  EXPECT_FALSE(holds());
  EXPECT_EQ(found(index, "plain").size(), 10u);
  EXPECT_TRUE(index.verify().empty());
}

TEST_F(IndexTest, HealsItselfWhenASegmentIsDamagedOrMissing) {
  const auto a = add("a", {"alpha"});
  Index(*store_).catch_up();
  for (const bool missing : {true, false}) {
    const auto file = segment_files().front();
    if (missing) fs::remove(file);
    else std::ofstream(file, std::ios::binary | std::ios::in).seekp(static_cast<std::streamoff>(fs::file_size(file)) - 100).write("????", 4);
    Index index(*store_);
    EXPECT_THROW(found(index, "alpha"), Error);
    EXPECT_FALSE(index.verify().empty());
    EXPECT_TRUE(index.catch_up());
    EXPECT_EQ(found(index, "alpha"), Numbers{a});
    EXPECT_TRUE(index.verify().empty());
  }
}

TEST_F(IndexTest, RemovesFilesThatACrashLeft) {
  Index index(*store_);
  add("a", {"alpha"});
  index.catch_up();
  std::ofstream(store_->workspace().segments() / "0123.seg") << "half";
  index.catch_up();
  EXPECT_EQ(segment_files().size(), 1u);
}

TEST_F(IndexTest, VerifySaysWhatDiffers) {
  Index index(*store_);
  const auto a = add("a", {"alpha beta"});
  add("b", {"gamma"});
  index.catch_up();
  store_->write([&](Db& db) { db.run("UPDATE chunks SET text = 'other words than before' WHERE id = ?", chunk_id(a, 0)); });
  EXPECT_EQ(index.verify().size(), 1u);
  index.rebuild();
  EXPECT_TRUE(index.verify().empty());
  EXPECT_EQ(found(index, "other"), Numbers{a});
  store_->write([&](Db& db) { delete_document(db, a); });
  EXPECT_EQ(index.verify().size(), 1u);
}

// One word for another leaves all lengths as they were.
TEST_F(IndexTest, VerifySeesOneWordForAnother) {
  Index index(*store_);
  const auto a = add("a", {"alpha beta gamma", "税务 delta"});
  index.catch_up();
  EXPECT_TRUE(index.verify().empty());
  store_->write([&](Db& db) { db.run("UPDATE chunks SET text = 'alpha omega gamma' WHERE id = ?", chunk_id(a, 0)); });
  EXPECT_EQ(index.verify().size(), 1u);
  store_->write([&](Db& db) { db.run("UPDATE chunks SET text = 'alpha beta gamma' WHERE id = ?", chunk_id(a, 0)); });
  EXPECT_TRUE(index.verify().empty());
  store_->write([&](Db& db) { db.run("UPDATE documents SET title = 'epsilon' WHERE number = ?", a); });
  EXPECT_EQ(index.verify().size(), 1u);
}

TEST_F(IndexTest, VerifyIsQuietWhileOthersWrite) {
  Index index(*store_);
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 300; ++i) numbers.push_back(add("d" + std::to_string(i), {"alpha beta gamma delta"}));
  index.catch_up();
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (std::size_t i = 0; !stop && i < numbers.size(); ++i)
      store_->write([&](Db& db) {
        delete_document(db, numbers[i]);
        move_document(db, numbers[i], gone);
      });
  });
  for (int i = 0; i < 5; ++i) EXPECT_EQ(index.verify(), std::vector<std::string>{});
  stop = true;
  writer.join();
  EXPECT_EQ(index.verify(), std::vector<std::string>{});
}

TEST_F(IndexTest, WaitsForItsTurn) {
  Index index(*store_);
  add("a", {"alpha"});
  auto lease = FileLock::try_take(store_->workspace().lease());
  EXPECT_FALSE(index.catch_up());
  EXPECT_THROW(index.wait_until_current(0.1), Error);
  lease.reset();
  index.wait_until_current(10);
  EXPECT_EQ(index.waiting(), 0);
}

TEST_F(IndexTest, BuildsAnewWhatBecamePendingAgain) {
  Index index(*store_);
  const auto a = add("a", {"alpha"});
  index.catch_up();
  store_->write([](Db& db) { make_all_pending(db); });
  index.catch_up();
  EXPECT_EQ(found(index, "alpha"), Numbers{a});
  EXPECT_TRUE(index.verify().empty());
}

}  // namespace
}  // namespace gw
