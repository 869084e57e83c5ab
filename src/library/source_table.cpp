#include "library/source_table.h"

#include <fmt/format.h>

#include "base/text.h"

namespace gw {
namespace {

std::vector<std::string> groups_in(std::string_view joined) {
  std::vector<std::string> out;
  if (!joined.empty())
    for (auto group : split(joined, ',')) out.emplace_back(group);
  return out;
}

// Of the columns hash, bytes, modified, changed, node from `at` on.
KnownFile file_in(const Rows& r, int at) {
  return {r.text(at), {static_cast<std::uint64_t>(r.integer(at + 1)), static_cast<std::uint64_t>(r.integer(at + 4)), r.integer(at + 2), r.integer(at + 3)}};
}

std::int64_t first_number(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

std::optional<KeptSource> source_at(Db& db, const std::string& collection, const std::string& root) {
  auto row = db.query("SELECT id, groups, label FROM sources WHERE collection = ? AND root = ?", collection, root);
  if (!row.next()) return std::nullopt;
  return KeptSource{row.integer(0), groups_in(row.view(1)), label_named(row.view(2))};
}

std::int64_t keep_source(Db& db, const std::string& collection, const std::string& root, const std::vector<std::string>& groups, Label label, std::int64_t at) {
  db.run("INSERT INTO sources(collection, root, groups, label, synced_at) VALUES(?1, ?2, ?3, ?4, ?5) "
         "ON CONFLICT(collection, root) DO UPDATE SET groups = ?3, label = ?4, synced_at = ?5",
         collection, root, join(groups, ","), name_of(label), at);
  return source_at(db, collection, root)->id;
}

std::optional<std::string> root_of_source(Db& db, std::int64_t source) {
  auto row = db.query("SELECT root FROM sources WHERE id = ?", source);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

std::unordered_map<std::string, KnownFile> known_files(Db& db, std::int64_t source) {
  std::unordered_map<std::string, KnownFile> out;
  auto row = db.query("SELECT path, hash, bytes, modified, changed, node FROM files WHERE source = ?", source);
  while (row.next()) out.emplace(row.text(0), file_in(row, 1));
  for (const auto& [path, count] : documents_per_path(db, source))
    if (const auto found = out.find(path); found != out.end()) found->second.documents = count;
  return out;
}

std::optional<KnownFile> known_file(Db& db, std::int64_t source, const std::string& path) {
  auto row = db.query("SELECT hash, bytes, modified, changed, node FROM files WHERE source = ? AND path = ?", source, Blob{path});
  if (!row.next()) return std::nullopt;
  return file_in(row, 0);
}

void keep_file(Db& db, std::int64_t source, const std::string& path, const std::string& hash, const FileStamp& stamp) {
  db.run("INSERT OR REPLACE INTO files(source, path, hash, bytes, modified, changed, node) VALUES(?, ?, ?, ?, ?, ?, ?)", source, Blob{path}, hash,
         static_cast<std::int64_t>(stamp.bytes), stamp.modified, stamp.changed, static_cast<std::int64_t>(stamp.node));
}

void restamp_file(Db& db, std::int64_t source, const std::string& path, const std::string& hash, const FileStamp& stamp) {
  if (const auto known = known_file(db, source, path); known && known->hash == hash) keep_file(db, source, path, hash, stamp);
}

void distrust_file(Db& db, std::int64_t source, const std::string& path) {
  db.run("UPDATE files SET hash = '', modified = 0, changed = 0 WHERE source = ? AND path = ?", source, Blob{path});
}

void distrust_lines(Db& db, std::int64_t source) {
  db.run("UPDATE files SET modified = 0, changed = 0 WHERE source = ? AND hash = ?", source, lines_hash);
}

void forget_file(Db& db, std::int64_t source, const std::string& path) { db.run("DELETE FROM files WHERE source = ? AND path = ?", source, Blob{path}); }

void keep_unread(Db& db, const std::string& collection, std::optional<std::int64_t> source, const std::string& path, const Unread& unread,
                 std::int64_t compartment, std::int64_t at) {
  db.run("INSERT OR REPLACE INTO unread(collection, name, source, path, format, reason, hash, bytes, compartment, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", collection,
         unread.name, source, path, unread.format, unread.reason, unread.hash, unread.bytes, compartment, at);
}

void forget_unread(Db& db, const std::string& collection, const std::string& name) {
  db.run("DELETE FROM unread WHERE collection = ?1 AND name >= ?2 AND name < ?2 || '!0' AND (name = ?2 OR name >= ?2 || '!/')", collection, name);
}

void move_unread(Db& db, const std::string& collection, const std::string& name, std::int64_t compartment) {
  db.run("UPDATE unread SET compartment = ?3 WHERE collection = ?1 AND name >= ?2 AND name < ?2 || '!0' AND (name = ?2 OR name >= ?2 || '!/')", collection, name,
         compartment);
}

void rename_unread(Db& db, const std::string& collection, const std::string& name, const std::string& to, const std::string& path) {
  forget_unread(db, collection, to);
  db.run("UPDATE unread SET name = ?3 || substr(name, length(?2) + 1), path = ?4 "
         "WHERE collection = ?1 AND name >= ?2 AND name < ?2 || '!0' AND (name = ?2 OR name >= ?2 || '!/')",
         collection, name, to, path);
}

std::unordered_map<std::int64_t, std::int64_t> unread_per_compartment(Db& db) {
  std::unordered_map<std::int64_t, std::int64_t> out;
  auto row = db.query("SELECT compartment, COUNT(*) FROM unread GROUP BY compartment");
  while (row.next()) out[row.integer(0)] = row.integer(1);
  return out;
}

std::vector<Library::UnreadRow> unread_files(Db& db, const Scope& scope, std::int64_t limit) {
  std::vector<Library::UnreadRow> out;
  auto row = db.query("SELECT collection, name, path, format, reason, bytes, at, compartment FROM unread ORDER BY collection, name");
  while (static_cast<std::int64_t>(out.size()) < limit && row.next())
    if (scope.sees(row.integer(7)))
      out.push_back({row.text(0), row.text(1), valid_utf8(row.view(2)), row.text(3), row.text(4), row.integer(5), row.integer(6)});
  return out;
}

void keep_waiting_pages(Db& db, std::int64_t document, const std::vector<std::uint32_t>& pages) {
  for (const auto page : pages) db.run("INSERT OR IGNORE INTO waiting_pages(document, page) VALUES(?, ?)", document, page);
}

std::vector<WaitingPage> next_waiting_pages(Db& db, std::int64_t most) {
  std::vector<WaitingPage> out;
  const auto document = first_number(db.query("SELECT document FROM waiting_pages ORDER BY tries, document LIMIT 1"));
  auto row = db.query("SELECT page, tries FROM waiting_pages WHERE document = ? ORDER BY tries, page LIMIT ?", document, most);
  while (row.next()) out.push_back({document, static_cast<std::uint32_t>(row.integer(0)), row.integer(1)});
  return out;
}

std::vector<std::uint32_t> waiting_pages_of(Db& db, std::int64_t document) {
  std::vector<std::uint32_t> out;
  auto row = db.query("SELECT page FROM waiting_pages WHERE document = ? ORDER BY page", document);
  while (row.next()) out.push_back(static_cast<std::uint32_t>(row.integer(0)));
  return out;
}

void count_try(Db& db, std::int64_t document, std::uint32_t page) {
  db.run("UPDATE waiting_pages SET tries = tries + 1 WHERE document = ? AND page = ?", document, page);
}
void forget_waiting_page(Db& db, std::int64_t document, std::uint32_t page) {
  db.run("DELETE FROM waiting_pages WHERE document = ? AND page = ?", document, page);
}
void forget_waiting_pages(Db& db, std::int64_t document) { db.run("DELETE FROM waiting_pages WHERE document = ?", document); }
std::int64_t count_waiting_pages(Db& db, std::int64_t tries_below) {
  return first_number(db.query("SELECT count(*) FROM waiting_pages WHERE tries < ?", tries_below));
}

std::vector<std::string> stray_sources(Db& db) {
  constexpr std::pair<const char*, const char*> checks[] = {
      {"documents of a folder that is not known", "SELECT count(*) FROM documents d WHERE source IS NOT NULL AND NOT EXISTS(SELECT 1 FROM sources WHERE id = d.source)"},
      {"documents of a file that is not known",
       "SELECT count(*) FROM documents d WHERE source IS NOT NULL AND NOT EXISTS(SELECT 1 FROM files f WHERE f.source = d.source AND f.path = CAST(d.path AS BLOB))"},
      {"waiting pages without a document", "SELECT count(*) FROM waiting_pages WHERE NOT EXISTS(SELECT 1 FROM documents WHERE number = waiting_pages.document)"},
      {"documents that wait for no page", "SELECT count(*) FROM documents d WHERE state = 'reading' AND NOT EXISTS(SELECT 1 FROM waiting_pages WHERE document = d.number)"},
  };
  std::vector<std::string> wrong;
  for (const auto& [what, sql] : checks)
    if (auto row = db.query(sql); row.next() && row.integer(0) > 0) wrong.push_back(fmt::format("store: {} {}.", row.integer(0), what));
  return wrong;
}

std::int64_t begin_erasure(Db& db, const std::string& who, const std::string& receipt, std::int64_t at) {
  db.run("INSERT INTO erasures(at, who, receipt) VALUES(?, ?, ?)", at, who, receipt);
  return db.last_id();
}
void end_erasures(Db& db) { db.run("UPDATE erasures SET done = 1 WHERE done = 0"); }
std::int64_t count_erasures_due(Db& db) { return first_number(db.query("SELECT count(*) FROM erasures WHERE done = 0")); }

}  // namespace gw
