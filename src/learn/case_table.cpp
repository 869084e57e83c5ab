#include "learn/case_table.h"

namespace gw {
namespace {

constexpr std::string_view columns = "SELECT id, inputs, expected, refuse, never_break, sealed, stratum, cluster, time, source, run, note, who, made_at FROM cases ";

Case case_in(const Rows& row) {
  return {.id = row.text(0), .inputs = parse_json(row.text(1)).as_object(), .expected = parse_json(row.text(2)).as_object(), .refuse = row.integer(3) != 0, .never_break = row.integer(4) != 0,
          .sealed = row.integer(5) != 0, .stratum = row.text(6), .cluster = row.text(7), .time = row.text(8), .source = row.text(9), .run = row.text(10), .note = row.text(11), .who = row.text(12),
          .made_at = row.integer(13)};
}

}  // namespace

void keep_case(Db& db, std::string_view app, const Case& one) {
  remove_case(db, app, one.id);
  db.run("INSERT INTO cases(app, id, inputs, expected, refuse, never_break, sealed, stratum, cluster, time, source, run, note, who, made_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", app, one.id,
         json::serialize(one.inputs), json::serialize(one.expected), one.refuse, one.never_break, one.sealed, one.stratum, one.cluster, one.time, one.source, one.run, one.note, one.who, one.made_at);
}

bool remove_case(Db& db, std::string_view app, std::string_view id) { return db.run("DELETE FROM cases WHERE app = ? AND id = ?", app, id) > 0; }

void remove_cases_of_run(Db& db, std::string_view run) { db.run("DELETE FROM cases WHERE run = ?", run); }

std::optional<Case> case_by_id(Db& db, std::string_view app, std::string_view id) {
  auto row = db.query(std::string(columns) + "WHERE app = ? AND id = ?", app, id);
  return row.next() ? std::optional(case_in(row)) : std::nullopt;
}

std::vector<Case> kept_cases(Db& db, std::string_view app) {
  std::vector<Case> out;
  auto row = db.query(std::string(columns) + "WHERE app = ? ORDER BY number", app);
  while (row.next()) out.push_back(case_in(row));
  return out;
}

}  // namespace gw
