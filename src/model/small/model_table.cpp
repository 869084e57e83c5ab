#include "model/small/model_table.h"

#include "base/hash.h"

namespace gw {

std::int64_t keep_model(Db& db, const StoredModel& model) {
  const std::string hash = sha256_hex(model.blob);
  // Fitted again to the same bytes it becomes the latest under a new number, unless it is the latest already.
  if (auto row = db.query("SELECT number, hash FROM small_models WHERE app = ? AND name = ? ORDER BY number DESC LIMIT 1", model.app, model.name); row.next() && row.text(1) == hash) {
    const std::int64_t number = row.integer(0);
    db.run("UPDATE small_models SET report = ?, made_at = ? WHERE number = ?", model.report, model.made_at, number);
    return number;
  }
  db.run("INSERT INTO small_models(app, name, kind, hash, blob, report, made_at) VALUES(?, ?, ?, ?, ?, ?, ?)", model.app, model.name, model.kind, hash, Blob{model.blob}, model.report, model.made_at);
  auto row = db.query("SELECT max(number) FROM small_models");
  row.next();
  return row.integer(0);
}

std::optional<StoredModel> model_by_number(Db& db, std::int64_t number) {
  auto row = db.query("SELECT number, app, name, kind, blob, report, made_at FROM small_models WHERE number = ?", number);
  if (!row.next()) return std::nullopt;
  return StoredModel{row.integer(0), row.text(1), row.text(2), row.text(3), std::string(row.view(4)), row.text(5), row.integer(6)};
}

std::optional<StoredModel> latest_model(Db& db, std::string_view app, std::string_view name) {
  auto row = db.query("SELECT number, kind, report, made_at FROM small_models WHERE app = ? AND name = ? ORDER BY number DESC LIMIT 1", app, name);
  if (!row.next()) return std::nullopt;
  return StoredModel{.number = row.integer(0), .app = std::string(app), .name = std::string(name), .kind = row.text(1), .blob = {}, .report = row.text(2), .made_at = row.integer(3)};
}

std::map<std::string, std::int64_t> latest_models(Db& db, std::string_view app) {
  std::map<std::string, std::int64_t> out;
  auto row = db.query("SELECT name, max(number) FROM small_models WHERE app = ? GROUP BY name", app);
  while (row.next()) out[row.text(0)] = row.integer(1);
  return out;
}

}  // namespace gw
