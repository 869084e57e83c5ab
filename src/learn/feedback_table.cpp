#include "learn/feedback_table.h"

namespace gw {
namespace {

constexpr const char* columns = "SELECT number, run, app, at, who, verdict, expected, why, case_id FROM feedback ";

Feedback feedback_in(const Rows& row) {
  Feedback out{row.integer(0), row.text(1), row.text(2), row.integer(3), row.text(4), verdict_named(row.view(5)), {}, row.text(7), row.text(8)};
  if (!row.view(6).empty()) out.expected = parse_json(row.view(6)).as_object();
  return out;
}

}  // namespace

std::int64_t insert_feedback(Db& db, const Feedback& one) {
  db.run("INSERT INTO feedback(run, app, at, who, verdict, expected, why, case_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?)", one.run, one.app, one.at, one.who, name_of(one.verdict),
         one.expected.empty() ? std::string() : json::serialize(one.expected), one.why, one.case_id);
  return db.last_id();
}

void note_case(Db& db, std::int64_t feedback, std::string_view case_id) { db.run("UPDATE feedback SET case_id = ? WHERE number = ?", case_id, feedback); }

std::optional<Feedback> feedback_by_number(Db& db, std::int64_t number) {
  auto row = db.query(std::string(columns) + "WHERE number = ?", number);
  return row.next() ? std::optional(feedback_in(row)) : std::nullopt;
}

std::vector<Feedback> feedback_of_run(Db& db, std::string_view run) {
  std::vector<Feedback> out;
  auto row = db.query(std::string(columns) + "WHERE run = ? ORDER BY number DESC", run);
  while (row.next()) out.push_back(feedback_in(row));
  return out;
}

void forget_feedback_on(Db& db, std::string_view run) { db.run("UPDATE feedback SET expected = '{}', why = '' WHERE run = ?", run); }

}  // namespace gw
