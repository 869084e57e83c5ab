#include "flow/app_table.h"

#include "base/json.h"

namespace gw {
namespace {

constexpr const char* columns = "SELECT app, version, text, parts, made_at, who FROM app_versions ";

AppVersion version_in(const Rows& row) {
  AppVersion out{{.app = row.text(0), .version = row.integer(1), .text = row.text(2), .files = {}, .models = {}}, row.integer(4), row.text(5)};
  read_parts(out, parse_json(row.text(3)).as_object());
  return out;
}

}  // namespace

AppVersion keep_version(Db& db, const Bundle& bundle, std::string_view who, std::int64_t at) {
  const std::string hash = hash_of(bundle);
  if (auto row = db.query(std::string(columns) + "WHERE app = ? AND hash = ?", bundle.app, hash); row.next()) return version_in(row);
  db.run("INSERT INTO app_versions(app, version, hash, text, parts, made_at, who) SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ? FROM app_versions WHERE app = ?",
         bundle.app, hash, bundle.text, json::serialize(parts_json(bundle)), at, who, bundle.app);
  auto row = db.query(std::string(columns) + "WHERE app = ? AND hash = ?", bundle.app, hash);
  row.next();
  return version_in(row);
}

std::optional<AppVersion> app_version(Db& db, std::string_view app, std::int64_t version) {
  auto row = db.query(std::string(columns) + "WHERE app = ? AND version = ?", app, version);
  return row.next() ? std::optional(version_in(row)) : std::nullopt;
}

std::vector<AppVersion> app_versions(Db& db, std::string_view app) {
  std::vector<AppVersion> out;
  auto row = db.query(std::string(columns) + "WHERE app = ? ORDER BY version DESC", app);
  while (row.next()) out.push_back(version_in(row));
  return out;
}

std::optional<AppVersion> live_version(Db& db, std::string_view app) {
  auto row = db.query("SELECT v.app, v.version, v.text, v.parts, v.made_at, v.who FROM live_apps l JOIN app_versions v ON v.app = l.app AND v.version = l.version WHERE l.app = ?", app);
  return row.next() ? std::optional(version_in(row)) : std::nullopt;
}

std::optional<std::int64_t> live_number(Db& db, std::string_view app) {
  auto row = db.query("SELECT version FROM live_apps WHERE app = ?", app);
  return row.next() ? std::optional(row.integer(0)) : std::nullopt;
}

std::vector<std::string> live_apps(Db& db) {
  std::vector<std::string> out;
  auto row = db.query("SELECT app FROM live_apps ORDER BY app");
  while (row.next()) out.push_back(row.text(0));
  return out;
}

void make_live(Db& db, std::string_view app, std::int64_t version, std::string_view who, std::string_view act, std::string_view note, std::int64_t at) {
  db.run("INSERT OR REPLACE INTO live_apps(app, version) VALUES(?, ?)", app, version);
  db.run("INSERT INTO releases(app, version, at, who, act, note) VALUES(?, ?, ?, ?, ?, ?)", app, version, at, who, act, note);
}

std::optional<std::int64_t> take_down(Db& db, std::string_view app, std::string_view who, std::string_view note, std::int64_t at) {
  const auto live = live_number(db, app);
  if (!live) return std::nullopt;
  db.run("DELETE FROM live_apps WHERE app = ?", app);
  db.run("INSERT INTO releases(app, version, at, who, act, note) VALUES(?, ?, ?, ?, 'retire', ?)", app, *live, at, who, note);
  return live;
}

std::vector<ReleaseRow> releases_of(Db& db, std::string_view app) {
  std::vector<ReleaseRow> out;
  auto row = db.query("SELECT version, at, who, act, note FROM releases WHERE app = ? ORDER BY seq DESC", app);
  while (row.next()) out.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
  return out;
}

}  // namespace gw
