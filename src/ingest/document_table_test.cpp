#include "ingest/document_table.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "ingest/blocks_blob.h"
#include "store/store.h"

namespace gw {
namespace {

struct DocumentTable : testing::Test {
  DocumentTable() {
    ::setenv("GROUNDWORK_FREE_FLOOR_MB", "0", 1);
    root = fs::temp_directory_path() / ("gw_documents_" + to_hex(random_bytes(6)));
    fs::create_directories(root);
    store = std::make_unique<Store>(Workspace{root});
    store->write([](Db& db) {
      for (const char* c : {"a", "b", "b/c"}) db.run("INSERT INTO compartments(collection, groups, label) VALUES(?, '', 'internal')", c);
    });
  }
  ~DocumentTable() override {
    store.reset();
    fs::remove_all(root);
  }
  std::int64_t add(const std::string& collection, const std::string& name, const std::vector<Chunk>& chunks = {}, const std::vector<Block>& blocks = {},
                   const std::vector<Pair>& pairs = {}) {
    DocumentRow row;
    row.collection = collection;
    row.name = name;
    row.compartment = 1;
    return store->writing<std::int64_t>([&](Db& db) { return insert_document(db, row, blocks, chunks, pairs); });
  }
  fs::path root;
  std::unique_ptr<Store> store;
};

std::vector<Chunk> cut(const std::string& text, std::uint32_t size) {
  std::vector<Chunk> chunks;
  const auto all = static_cast<std::uint32_t>(count_code_points(text));
  for (std::uint32_t at = 0; at < all; at += size) {
    Chunk c{.start = at, .length = std::min(size, all - at), .page = at / size + 1, .context = "Title"};
    c.text = slice(text, at, at + c.length);
    chunks.push_back(c);
  }
  return chunks;
}

TEST_F(DocumentTable, gives_back_what_was_put_in) {
  const std::string text = "Hotels cost at most 120 EUR. 住宿费每晚不超过三百元。𠮷 end";
  const std::vector<Block> blocks{{BlockKind::heading, 2, false, false, 0, 1, 0, 6}, {BlockKind::table_row, 0, true, true, 3, 2, 8, 20},
                                  {BlockKind::table_row, 0, false, false, 3, 2, 20, 40}};
  const auto number = add("a", "n", cut(text, 7), blocks, {{"how much", "120 EUR", 20, 27}});
  store->read([&](Db& db) {
    const auto row = document_by_name(db, "a", "n");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->number, number);
    EXPECT_EQ(row->characters, static_cast<std::int64_t>(count_code_points(text)));
    EXPECT_FALSE(row->source);
    EXPECT_EQ(text_of(db, number), text);
    EXPECT_EQ(text_of(db, number, 31), text.substr(0, 29));  // not within a character
    const auto all = static_cast<std::uint32_t>(count_code_points(text));
    for (std::uint32_t start = 0; start <= all + 1; ++start)
      for (std::uint32_t end = 0; end <= all + 3; ++end) ASSERT_EQ(slice_of(db, number, start, end), slice(text, start, end)) << start << ' ' << end;
    EXPECT_EQ(chunk_of(db, chunk_id(number, 1))->text, slice(text, 7, 14));
    EXPECT_FALSE(chunk_of(db, chunk_id(number, 1000)));
    std::int64_t seen = 0;
    each_chunk(db, number, [&](std::int64_t id, const Chunk& c) {
      EXPECT_EQ(ordinal_of(id), seen++);
      EXPECT_EQ(document_of(id), number);
      EXPECT_EQ(c.context, "Title");
    });
    EXPECT_EQ(seen, row->chunks);
    const auto back = blocks_of(db, number);
    ASSERT_EQ(back.size(), 3u);
    EXPECT_EQ(back[0].level, 2);
    EXPECT_TRUE(back[1].header && back[1].hidden && !back[2].header && !back[2].hidden);
    EXPECT_EQ(back[2].table, 3u);
    EXPECT_EQ(back[2].page, 2u);
    EXPECT_EQ(back[2].start, 20u);
    EXPECT_EQ(back[2].end, 40u);
    const auto pairs = pairs_of(db, number);
    ASSERT_EQ(pairs.size(), 1u);
    EXPECT_EQ(pairs[0].end, 27u);
    EXPECT_EQ(pending_documents(db, 10), std::vector<std::int64_t>{number});
  });
}

TEST_F(DocumentTable, a_name_is_taken_once_in_a_collection) {
  const auto first = add("a", "x");
  add("b", "x");
  try {
    add("a", "x");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), Code::conflict);
    EXPECT_EQ(e.message(), "The collection a already has a document x.");
  }
  EXPECT_EQ(store->reading<std::size_t>([](Db& db) { return documents_named(db, "x").size(); }), 2u);
  store->write([&](Db& db) { delete_document(db, first); });
  EXPECT_GT(add("a", "x"), first + 1);  // a number is never used twice
  EXPECT_EQ(store->reading<std::int64_t>(count_documents), 2);
}

TEST_F(DocumentTable, lists_in_order_page_by_page) {
  for (const char* c : {"b/c", "b", "a"})
    for (const char* n : {"2", "1", "10"}) add(c, n);
  std::string order, last_collection, last_name;
  for (;;) {
    const auto page = store->reading<std::vector<DocumentRow>>([&](Db& db) { return list_documents(db, "", last_collection, last_name, 2); });
    if (page.empty()) break;
    for (const auto& d : page) order += d.collection + ":" + d.name + " ";
    last_collection = page.back().collection;
    last_name = page.back().name;
  }
  EXPECT_EQ(order, "a:1 a:10 a:2 b:1 b:10 b:2 b/c:1 b/c:10 b/c:2 ");
  store->read([](Db& db) {
    EXPECT_EQ(list_documents(db, "b", "", "", 10).size(), 3u);
    EXPECT_EQ(list_documents(db, "b", "b", "1", 10).size(), 2u);
  });
}

TEST_F(DocumentTable, deletes_every_row) {
  const auto keep = add("a", "k", cut("kept text", 3)), drop = add("a", "d", cut("dropped text", 3), {}, {{"q", "a", 0, 1}});
  store->write([&](Db& db) { delete_document(db, drop); });
  store->read([&](Db& db) {
    for (const char* sql : {"SELECT count(*) FROM documents", "SELECT count(*) FROM chunks WHERE id >> 20 = ?1", "SELECT count(*) FROM pending",
                            "SELECT 1 + count(*) FROM pairs"}) {
      auto row = std::string_view(sql).ends_with("?1") ? db.query(sql, drop) : db.query(sql);
      ASSERT_TRUE(row.next());
      EXPECT_EQ(row.integer(0), std::string_view(sql).ends_with("?1") ? 0 : 1) << sql;
    }
    EXPECT_EQ(text_of(db, keep), "kept text");
  });
  store->write([&](Db& db) { clear_pending(db, {keep}); });
  EXPECT_EQ(store->reading<std::int64_t>(count_pending), 0);
  store->write([](Db& db) { make_all_pending(db); });
  EXPECT_EQ(store->reading<std::int64_t>(count_pending), 1);
}

TEST(BlocksBlob, refuses_damage) {
  const auto blob = blob_of({{BlockKind::code, 0, false, false, 9, 4, 10, 3000}});
  EXPECT_EQ(blocks_in(blob)[0].end, 3000u);
  EXPECT_TRUE(blocks_in("").empty());
  for (std::size_t n = 2; n < blob.size(); ++n) EXPECT_THROW(blocks_in(std::string_view(blob).substr(0, n)), Error) << n;
  EXPECT_THROW(blocks_in("\x02"), Error);
  EXPECT_THROW(blocks_in(std::string("\x01\x0f\0\0\0", 5)), Error);
}

// Adding must hold 10 MB/s end to end; the rows alone must be well above. The bound is loose: a loaded machine must not fail it.
TEST_F(DocumentTable, inserts_fast) {
  std::string text;
  while (text.size() < 8000) text += "The delivery time is four weeks from the receipt of the order. 交货期为收到订单后四周。";
  const auto chunks = cut(text, 600);
  Stopwatch watch;
  std::size_t bytes = 0;
  for (int batch = 0; batch < 4; ++batch)
    store->write([&](Db& db) {
      for (int i = 0; i < 256; ++i) {
        DocumentRow row;
        row.collection = "a";
        row.name = std::to_string(batch * 1000 + i);
        insert_document(db, row, {{BlockKind::paragraph, 0, false, false, 0, 0, 0, 100}}, chunks, {});
        bytes += text.size();
      }
    });
  const double speed = static_cast<double>(bytes) / 1e6 / watch.seconds();
  RecordProperty("megabytes_per_second", std::to_string(speed));
  std::printf("inserted at %.0f MB/s\n", speed);
  EXPECT_GT(speed, 5);
}

}  // namespace
}  // namespace gw
