#include "learn/evaluation_table.h"

namespace gw {
namespace {

KeptEvaluation kept_in(const Rows& row) {
  KeptEvaluation out{row.integer(0), row.integer(1), row.integer(2), parse_json(row.text(3)).as_object()};
  out.report["number"] = out.number;
  out.rights = string_or(out.report, "rights");
  out.report.erase("rights");
  return out;
}
constexpr std::int64_t rows_kept = 20;
constexpr std::string_view columns = "SELECT number, version, at, report FROM evaluations ";

}  // namespace

void keep_evaluation(Db& db, Evaluation& e) {
  json::object report = evaluation_json(e, false);
  report["rights"] = e.rights;
  db.run("INSERT INTO evaluations(app, version, at, who, cause, cases, right, wrong, refused, score, report) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", e.app, e.version, e.at, e.who, e.cause, e.cases,
         e.right, e.wrong, e.refused, e.score, json::serialize(report));
  e.number = db.last_id();
  for (const auto& row : e.rows)
    db.run("INSERT OR REPLACE INTO evaluated(evaluation, case_id, score, right, answered, output, run) VALUES(?, ?, ?, ?, ?, ?, '')", e.number, row.of.id, row.score, row.right, row.answered,
           json::serialize(row_json(row)));
  db.run("DELETE FROM evaluated WHERE evaluation IN (SELECT number FROM evaluations WHERE app = ? ORDER BY number DESC LIMIT -1 OFFSET ?)", e.app, rows_kept);
}

std::vector<KeptEvaluation> evaluations_of(Db& db, std::string_view app, std::int64_t limit) {
  std::vector<KeptEvaluation> out;
  auto row = db.query(std::string(columns) + "WHERE app = ? ORDER BY number DESC LIMIT ?", app, limit);
  while (row.next()) out.push_back(kept_in(row));
  return out;
}

std::optional<KeptEvaluation> evaluation_by_number(Db& db, std::int64_t number) {
  auto row = db.query(std::string(columns) + "WHERE number = ?", number);
  return row.next() ? std::optional(kept_in(row)) : std::nullopt;
}

std::optional<KeptEvaluation> latest_evaluation(Db& db, std::string_view app, std::int64_t version) {
  auto row = db.query(std::string(columns) + "WHERE app = ? AND version = ? ORDER BY number DESC LIMIT 1", app, version);
  return row.next() ? std::optional(kept_in(row)) : std::nullopt;
}

json::array evaluated_rows(Db& db, std::int64_t number) {
  json::array out;
  auto row = db.query("SELECT output FROM evaluated WHERE evaluation = ? ORDER BY right, answered DESC, case_id", number);
  while (row.next()) out.push_back(parse_json(row.text(0)));
  return out;
}

void forget_evaluated_rows(Db& db) { db.run("DELETE FROM evaluated"); }

}  // namespace gw
