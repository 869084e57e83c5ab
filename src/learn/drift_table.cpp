#include "learn/drift_table.h"

namespace gw {

void keep_audit(Db& db, const SampledRun& row) {
  db.run("INSERT OR REPLACE INTO audits(run, app, version, task, at, found) VALUES(?, ?, ?, ?, ?, ?)", row.run, row.app, row.version, row.task, row.at, row.found);
}

std::optional<SampledRun> audit_of_run(Db& db, std::string_view run) {
  auto row = db.query("SELECT run, app, version, task, at, found FROM audits WHERE run = ?", run);
  if (!row.next()) return std::nullopt;
  return SampledRun{row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4), row.text(5)};
}

std::int64_t open_audits(Db& db, std::string_view app, std::int64_t version) {
  auto row = db.query("SELECT count(*) FROM audits WHERE app = ? AND version = ? AND found = ''", app, version);
  return row.next() ? row.integer(0) : 0;
}

std::optional<json::object> monitor_body(Db& db, std::string_view app) {
  auto row = db.query("SELECT body FROM monitors WHERE app = ?", app);
  if (!row.next()) return std::nullopt;
  return parse_json(row.text(0)).as_object();
}

void keep_monitor_body(Db& db, std::string_view app, const json::object& body) {
  db.run("INSERT OR REPLACE INTO monitors(app, body) VALUES(?, ?)", app, json::serialize(body));
}

}  // namespace gw
