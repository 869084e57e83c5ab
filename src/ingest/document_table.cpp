#include "ingest/document_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ingest/blocks_blob.h"

namespace gw {
namespace {

constexpr std::size_t chunks_most = 1 << 20;  // what a chunk id can count

#define COLUMNS \
  "number, collection, name, title, format, hash, bytes, characters, chunks, pages, compartment, url, time, added_at, source, path, container, state, " \
  "note, curated, rights_from"

DocumentRow row_of(const Rows& r) {
  DocumentRow d;
  d.number = r.integer(0);
  d.collection = r.text(1);
  d.name = r.text(2);
  d.title = r.text(3);
  d.format = r.text(4);
  d.hash = r.text(5);
  d.bytes = r.integer(6);
  d.characters = r.integer(7);
  d.chunks = r.integer(8);
  d.pages = r.integer(9);
  d.compartment = r.integer(10);
  d.url = r.text(11);
  d.time = r.text(12);
  d.added_at = r.integer(13);
  if (!r.null(14)) d.source = r.integer(14);
  d.path = r.text(15);
  d.container = r.text(16);
  d.state = r.text(17);
  d.note = r.text(18);
  d.curated = r.integer(19) != 0;
  d.rights_from = static_cast<RightsFrom>(r.integer(20));
  return d;
}

std::vector<DocumentRow> all_of(Rows rows) {
  std::vector<DocumentRow> out;
  while (rows.next()) out.push_back(row_of(rows));
  return out;
}

std::optional<DocumentRow> first_of(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return row_of(rows);
}

Chunk chunk_in(const Rows& r) {
  return {static_cast<std::uint32_t>(r.integer(1)), static_cast<std::uint32_t>(r.integer(2)), static_cast<std::uint32_t>(r.integer(3)), r.text(4), r.text(5)};
}

constexpr std::int64_t first_chunk(std::int64_t number) { return chunk_id(number, 0); }
constexpr std::int64_t past_chunks(std::int64_t number) { return chunk_id(number + 1, 0); }

// The ordinal of the chunk that holds code point `at`, found by halving: chunks are in order, and a row's `start` is read without its text.
std::int64_t ordinal_holding(Db& db, std::int64_t number, std::int64_t chunks, std::uint32_t at) {
  std::int64_t low = 0, high = chunks - 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    auto row = db.query("SELECT start FROM chunks WHERE id = ?", chunk_id(number, middle));
    if (row.next() && row.integer(0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

}  // namespace

std::int64_t insert_document(Db& db, DocumentRow row, const std::vector<Block>& blocks, const std::vector<Chunk>& chunks, const std::vector<Pair>& pairs) {
  if (chunks.size() > chunks_most) throw Error(Code::invalid, "The document is too long: over a million passages.");
  row.characters = chunks.empty() ? 0 : std::int64_t{chunks.back().start} + chunks.back().length;
  row.chunks = static_cast<std::int64_t>(chunks.size());
  const std::string blob = blob_of(blocks);
  try {
    db.run("INSERT INTO documents(collection, name, title, format, hash, bytes, characters, chunks, pages, compartment, url, time, added_at, source, path, "
           "container, state, note, curated, rights_from, blocks) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
           row.collection, row.name, row.title, row.format, row.hash, row.bytes, row.characters, row.chunks, row.pages, row.compartment, row.url, row.time,
           row.added_at, row.source, row.path, row.container, row.state, row.note, row.curated, static_cast<int>(row.rights_from), Blob{blob});
  } catch (const Error& e) {
    if (e.code() != Code::conflict) throw;
    throw Error(Code::conflict, fmt::format("The collection {} already has a document {}.", row.collection, row.name), e.detail());
  }
  const std::int64_t number = db.last_id();
  std::int64_t id = first_chunk(number);
  for (const auto& c : chunks)
    db.run("INSERT INTO chunks(id, start, length, page, context, text) VALUES(?,?,?,?,?,?)", id++, c.start, c.length, c.page, c.context, c.text);
  std::int64_t ordinal = 0;
  for (const auto& p : pairs)
    db.run("INSERT INTO pairs(document, ordinal, question, answer, start, length) VALUES(?,?,?,?,?,?)", number, ordinal++, p.question, p.answer, p.start,
           p.end - p.start);
  db.run("INSERT INTO pending(document) VALUES(?)", number);
  return number;
}

void delete_document(Db& db, std::int64_t number) {
  db.run("DELETE FROM chunks WHERE id >= ? AND id < ?", first_chunk(number), past_chunks(number));
  db.run("DELETE FROM pairs WHERE document = ?", number);
  db.run("DELETE FROM pending WHERE document = ?", number);
  db.run("DELETE FROM documents WHERE number = ?", number);
}

std::optional<DocumentRow> document_by_number(Db& db, std::int64_t number) {
  return first_of(db.query("SELECT " COLUMNS " FROM documents WHERE number = ?", number));
}
std::optional<DocumentRow> document_by_name(Db& db, std::string_view collection, std::string_view name) {
  return first_of(db.query("SELECT " COLUMNS " FROM documents WHERE collection = ? AND name = ?", collection, name));
}

std::optional<std::string> hash_of_document(Db& db, std::string_view collection, std::string_view name) {
  auto row = db.query("SELECT hash FROM documents WHERE collection = ? AND name = ?", collection, name);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

std::vector<DocumentRow> documents_named(Db& db, std::string_view name) {
  // The unique index begins with the collection: asked once per collection it answers at once, without a scan of all names.
  std::vector<DocumentRow> out;
  auto collections = db.query("SELECT DISTINCT collection FROM compartments ORDER BY collection");
  while (collections.next())
    if (auto row = document_by_name(db, collections.view(0), name)) out.push_back(std::move(*row));
  return out;
}

std::vector<DocumentRow> document_and_parts(Db& db, std::string_view collection, std::string_view name) {
  // '0' follows '/': the range is every name that begins with `name!/`.
  return all_of(db.query("SELECT " COLUMNS " FROM documents WHERE collection = ?1 AND name >= ?2 AND name < ?2 || '!0' AND (name = ?2 OR name >= ?2 || '!/') ORDER BY name",
                         collection, name));
}

std::vector<DocumentRow> documents_of_path(Db& db, std::optional<std::int64_t> source, std::string_view path, std::int64_t after, std::int64_t limit) {
  return all_of(db.query("SELECT " COLUMNS " FROM documents WHERE source IS ? AND path = ? AND number > ? ORDER BY number LIMIT ?", source, path, after, limit));
}

std::unordered_map<std::string, std::int64_t> documents_per_path(Db& db, std::int64_t source) {
  std::unordered_map<std::string, std::int64_t> out;
  auto row = db.query("SELECT path, count(*) FROM documents WHERE source = ? GROUP BY path", source);
  while (row.next()) out.emplace(row.text(0), row.integer(1));
  return out;
}

std::vector<std::int64_t> documents_in(Db& db, std::optional<std::int64_t> source, std::string_view path, std::int64_t compartment, std::int64_t limit) {
  std::vector<std::int64_t> out;
  auto row = source ? db.query("SELECT number FROM documents WHERE source = ? AND compartment = ? AND rights_from = 0 LIMIT ?", source, compartment, limit)
                    : db.query("SELECT number FROM documents WHERE source IS NULL AND path = ? AND compartment = ? AND rights_from = 0 LIMIT ?", path,
                               compartment, limit);
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

bool all_have_rights(Db& db, std::optional<std::int64_t> source, std::string_view path, std::int64_t compartment, RightsFrom from) {
  return !db.query("SELECT 1 FROM documents WHERE source IS ? AND path = ? AND (compartment, rights_from) <> (?, ?) LIMIT 1", source, path, compartment,
                   static_cast<int>(from)).next();
}

void set_rights(Db& db, std::int64_t number, std::int64_t compartment, RightsFrom from) {
  db.run("UPDATE documents SET compartment = ?, rights_from = ? WHERE number = ?", compartment, static_cast<int>(from), number);
}
void set_place(Db& db, std::int64_t number, std::optional<std::int64_t> source, std::string_view path) {
  db.run("UPDATE documents SET source = ?, path = ? WHERE number = ?", source, path, number);
}

std::vector<DocumentRow> list_documents(Db& db, std::string_view collection, std::string_view after_collection, std::string_view after_name,
                                        std::int64_t limit) {
  if (collection.empty())
    return all_of(db.query("SELECT " COLUMNS " FROM documents WHERE (collection, name) > (?, ?) ORDER BY collection, name LIMIT ?", after_collection,
                           after_name, limit));
  return all_of(db.query("SELECT " COLUMNS " FROM documents WHERE collection = ? AND name > ? ORDER BY name LIMIT ?", collection,
                         after_collection <= collection ? after_name : std::string_view(), limit));
}

std::int64_t count_documents(Db& db) {
  auto row = db.query("SELECT count(*) FROM documents");
  return row.next() ? row.integer(0) : 0;
}

std::vector<Block> blocks_of(Db& db, std::int64_t number) {
  auto row = db.query("SELECT blocks FROM documents WHERE number = ?", number);
  if (!row.next()) return {};
  return blocks_in(row.view(0));
}

std::optional<Chunk> chunk_of(Db& db, std::int64_t id) {
  auto row = db.query("SELECT id, start, length, page, context, text FROM chunks WHERE id = ?", id);
  if (!row.next()) return std::nullopt;
  return chunk_in(row);
}

void each_chunk(Db& db, std::int64_t number, const std::function<void(std::int64_t, const Chunk&)>& visit) {
  auto row = db.query("SELECT id, start, length, page, context, text FROM chunks WHERE id >= ? AND id < ? ORDER BY id", first_chunk(number),
                      past_chunks(number));
  while (row.next()) visit(row.integer(0), chunk_in(row));
}

std::string text_of(Db& db, std::int64_t number, std::size_t limit) {
  std::string out;
  auto row = db.query("SELECT text FROM chunks WHERE id >= ? AND id < ? ORDER BY id", first_chunk(number), past_chunks(number));
  while (out.size() < limit && row.next()) {
    const auto text = row.view(0);
    std::size_t take = std::min(text.size(), limit - out.size());
    while (take < text.size() && take > 0 && (static_cast<unsigned char>(text[take]) & 0xC0) == 0x80) --take;
    out += text.substr(0, take);
    if (take < text.size()) break;
  }
  return out;
}

std::string slice_of(Db& db, std::int64_t number, std::uint32_t start, std::uint32_t end) {
  std::int64_t chunks = 0;
  if (auto row = db.query("SELECT chunks FROM documents WHERE number = ?", number); row.next()) chunks = row.integer(0);
  if (chunks == 0 || end <= start) return {};
  std::string out;
  auto row = db.query("SELECT start, length, text FROM chunks WHERE id >= ? AND id < ? ORDER BY id",
                      chunk_id(number, ordinal_holding(db, number, chunks, start)), past_chunks(number));
  while (row.next()) {
    const std::int64_t from = row.integer(0);
    if (from >= end) break;
    out += slice(row.view(2), static_cast<std::size_t>(std::max<std::int64_t>(start - from, 0)), static_cast<std::size_t>(end - from));
  }
  return out;
}

std::vector<Pair> pairs_of(Db& db, std::int64_t number) {
  std::vector<Pair> out;
  auto row = db.query("SELECT question, answer, start, length FROM pairs WHERE document = ? ORDER BY ordinal", number);
  while (row.next()) {
    const auto start = static_cast<std::uint32_t>(row.integer(2));
    out.push_back({row.text(0), row.text(1), start, start + static_cast<std::uint32_t>(row.integer(3))});
  }
  return out;
}

std::vector<std::int64_t> pending_documents(Db& db, std::int64_t limit) {
  std::vector<std::int64_t> out;
  auto row = db.query("SELECT document FROM pending ORDER BY document LIMIT ?", limit);
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

std::unordered_map<std::int64_t, DocumentCount> documents_per_compartment(Db& db) {
  std::unordered_map<std::int64_t, DocumentCount> out;
  auto row = db.query("SELECT compartment, COUNT(*), SUM(chunks), SUM(state = 'reading') FROM documents GROUP BY compartment");
  while (row.next()) out[row.integer(0)] = {.documents = row.integer(1), .chunks = row.integer(2), .reading = row.integer(3)};
  auto waiting = db.query("SELECT d.compartment, COUNT(*) FROM pending p JOIN documents d ON d.number = p.document GROUP BY d.compartment");
  while (waiting.next()) out[waiting.integer(0)].pending = waiting.integer(1);
  return out;
}

std::string documents_stamp(Db& db, const std::vector<bool>& visible) {
  std::string out;
  for (std::size_t i = 0; i < visible.size(); ++i) {
    if (!visible[i]) continue;
    // A number is never used twice, so equal counts, sums and greatest numbers of one compartment are of the same documents.
    auto row = db.query("SELECT COUNT(*), MAX(number), SUM(number), SUM(number * (number % 8191)) FROM documents WHERE compartment = ?", static_cast<std::int64_t>(i));
    row.next();
    out += std::to_string(i) + ":" + row.text(0) + "," + row.text(1) + "," + row.text(2) + "," + row.text(3) + ";";
  }
  return out;
}

std::optional<DocumentPlace> walk_documents(Db& db, const std::optional<std::string>& collection, const DocumentPlace& after,
                                            const std::function<bool(std::int64_t)>& sees, const std::function<bool(std::int64_t)>& take) {
  auto row = collection ? db.query("SELECT number, compartment, collection, name FROM documents WHERE collection = ? AND (collection, name) > (?, ?) "
                                   "ORDER BY collection, name", *collection, after.collection, after.name)
                        : db.query("SELECT number, compartment, collection, name FROM documents WHERE (collection, name) > (?, ?) ORDER BY collection, name",
                                   after.collection, after.name);
  DocumentPlace last = after;
  while (row.next()) {
    if (!sees(row.integer(1))) continue;
    if (!take(row.integer(0))) return last;
    last = {row.text(2), row.text(3)};
  }
  return std::nullopt;
}

std::int64_t count_pending(Db& db) {
  auto row = db.query("SELECT count(*) FROM pending");
  return row.next() ? row.integer(0) : 0;
}

std::int64_t last_pending(Db& db) {
  auto row = db.query("SELECT coalesce(max(document), 0) FROM pending");
  return row.next() ? row.integer(0) : 0;
}

void clear_pending(Db& db, const std::vector<std::int64_t>& numbers) {
  for (const auto number : numbers) db.run("DELETE FROM pending WHERE document = ?", number);
}

std::vector<std::string> strays(Db& db) {
  constexpr std::pair<const char*, const char*> checks[] = {
      {"passages without a document", "SELECT count(*) FROM chunks WHERE NOT EXISTS(SELECT 1 FROM documents WHERE number = chunks.id >> 20)"},
      {"curated pairs without a document", "SELECT count(*) FROM pairs WHERE NOT EXISTS(SELECT 1 FROM documents WHERE number = pairs.document)"},
      {"waiting entries without a document", "SELECT count(*) FROM pending WHERE NOT EXISTS(SELECT 1 FROM documents WHERE number = pending.document)"},
      {"documents in no compartment",
       "SELECT count(*) FROM documents d WHERE NOT EXISTS(SELECT 1 FROM compartments c WHERE c.id = d.compartment AND c.collection = d.collection)"},
      {"parts without their container",
       "SELECT count(*) FROM documents d WHERE container <> '' AND NOT EXISTS(SELECT 1 FROM documents c WHERE c.collection = d.collection AND c.name = d.container)"},
  };
  std::vector<std::string> wrong;
  for (const auto& [what, sql] : checks)
    if (auto row = db.query(sql); row.next() && row.integer(0) > 0) wrong.push_back(fmt::format("store: {} {}.", row.integer(0), what));
  return wrong;
}

void make_all_pending(Db& db) { db.run("INSERT OR IGNORE INTO pending(document) SELECT number FROM documents"); }

}  // namespace gw
