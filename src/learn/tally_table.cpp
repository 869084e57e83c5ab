#include "learn/tally_table.h"

#include <algorithm>

#include "base/hash.h"
#include "base/time.h"

namespace gw {

void count_run(Db& db, const Run& run) {
  const std::string month = rfc3339(run.ended_at / 1000).substr(0, 7);
  db.run("INSERT INTO tallies(app, month, done, refused, failed, needed_model) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(app, month) DO UPDATE SET "
         "done = done + excluded.done, refused = refused + excluded.refused, failed = failed + excluded.failed, needed_model = needed_model + excluded.needed_model",
         run.app, month, run.state == RunState::done ? 1 : 0, run.state == RunState::refused ? 1 : 0, run.state == RunState::failed ? 1 : 0, run.needed_model ? 1 : 0);
  db.run("INSERT OR IGNORE INTO tally_people(app, month, person) VALUES(?, ?, ?)", run.app, month, sha256_hex("person " + run.by).substr(0, 16));
}

std::vector<Tally> tallies_of(Db& db, std::string_view app, std::int64_t months) {
  std::vector<Tally> out;
  auto row = db.query("SELECT month, done, refused, failed, needed_model, (SELECT count(*) FROM tally_people p WHERE p.app = t.app AND p.month = t.month) "
                      "FROM tallies t WHERE app = ? ORDER BY month DESC LIMIT ?", app, months);
  while (row.next()) out.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)});
  std::ranges::reverse(out);
  return out;
}

std::int64_t people_since(Db& db, std::string_view app, std::string_view month) {
  auto row = db.query("SELECT count(DISTINCT person) FROM tally_people WHERE app = ? AND month >= ?", app, month);
  return row.next() ? row.integer(0) : 0;
}

}  // namespace gw
