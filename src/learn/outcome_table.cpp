#include "learn/outcome_table.h"

namespace gw {

std::int64_t keep_outcome(Db& db, const RunOutcome& one) {
  db.run("DELETE FROM outcomes WHERE run = ? AND kind = ? AND who = ?", one.run, one.kind, one.who);
  db.run("INSERT INTO outcomes(run, app, at, who, kind, amount, note) VALUES(?, ?, ?, ?, ?, ?, ?)", one.run, one.app, one.at, one.who, one.kind, one.amount, one.note);
  return db.last_id();
}

std::vector<RunOutcome> outcomes_of_run(Db& db, std::string_view run) {
  std::vector<RunOutcome> out;
  auto row = db.query("SELECT number, run, app, at, who, kind, amount, note FROM outcomes WHERE run = ? ORDER BY number", run);
  while (row.next()) out.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5), row.real(6), row.text(7)});
  return out;
}

std::vector<MonthOutcomes> outcomes_since(Db& db, std::string_view app, std::string_view month) {
  std::vector<MonthOutcomes> out;
  auto row = db.query("SELECT strftime('%Y-%m', at / 1000, 'unixepoch') month, kind, count(*), sum(amount) FROM outcomes WHERE app = ? GROUP BY month, kind HAVING month >= ? ORDER BY month, kind",
                      app, month);
  while (row.next()) {
    if (out.empty() || out.back().month != row.view(0)) out.push_back({row.text(0), 0, {}});
    out.back().kinds.emplace_back(row.text(1), row.integer(2));
    out.back().amount += row.real(3);
  }
  return out;
}

std::optional<double> wrong_rate_of(Db& db, std::string_view app, std::int64_t version) {
  auto row = db.query("SELECT wrong, cases - refused FROM evaluations WHERE app = ? AND version = ? ORDER BY number DESC LIMIT 1", app, version);
  if (!row.next() || row.integer(1) <= 0) return std::nullopt;
  return static_cast<double>(row.integer(0)) / static_cast<double>(row.integer(1));
}

}  // namespace gw
