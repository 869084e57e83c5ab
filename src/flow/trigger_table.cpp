#include "flow/trigger_table.h"

namespace gw {

std::vector<TriggerMark> trigger_marks(Db& db, std::string_view app) {
  std::vector<TriggerMark> out;
  auto row = db.query("SELECT position, mark FROM trigger_marks WHERE app = ? ORDER BY position", app);
  while (row.next()) out.push_back({row.integer(0), parse_json(row.view(1)).as_object()});
  return out;
}

void keep_trigger_mark(Db& db, std::string_view app, std::int64_t position, const json::object& mark, std::int64_t at) {
  db.run("INSERT INTO trigger_marks(app, position, mark, at) VALUES(?, ?, ?, ?) ON CONFLICT(app, position) DO UPDATE SET mark = excluded.mark, at = excluded.at", app, position,
         json::serialize(mark), at);
}

void drop_trigger_marks(Db& db, std::string_view app, std::int64_t from) { db.run("DELETE FROM trigger_marks WHERE app = ? AND position >= ?", app, from); }

std::vector<bool> tokens_taken(Db& db, std::string_view app, const std::vector<std::string>& tokens) {
  std::vector<bool> out;
  for (const auto& token : tokens) out.push_back(db.query("SELECT 1 FROM run_tokens WHERE app = ? AND token = ?", app, token).next());
  return out;
}

}  // namespace gw
