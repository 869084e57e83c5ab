#include "learn/gap_table.h"

#include "base/time.h"
#include "learn/case_table.h"

namespace gw {
namespace {

constexpr const char* gap_columns = "SELECT number, app, key, question, task, times, first_at, last_at, state, document FROM gaps ";

Gap gap_in(const Rows& row) {
  return {row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5), row.integer(6), row.integer(7), row.text(8), row.text(9)};
}

std::string list_text(const std::vector<std::string>& names) {
  json::array out;
  for (const auto& name : names) out.emplace_back(name);
  return json::serialize(out);
}

std::optional<Gap> first(Rows row) { return row.next() ? std::optional(gap_in(row)) : std::nullopt; }

}  // namespace

std::int64_t keep_gap(Db& db, const Gap& gap) {
  if (gap.number == 0) {
    db.run("INSERT INTO gaps(app, key, question, task, times, first_at, last_at, state, document) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", gap.app, gap.key, gap.question,
           gap.task, gap.times, gap.first_at, gap.last_at, gap.state, gap.document);
    return db.last_id();
  }
  db.run("UPDATE gaps SET question = ?, task = ?, times = ?, last_at = ?, state = ?, document = ? WHERE number = ?", gap.question, gap.task, gap.times, gap.last_at,
         gap.state, gap.document, gap.number);
  return gap.number;
}

std::optional<Gap> gap_by_number(Db& db, std::int64_t number) { return first(db.query(std::string(gap_columns) + "WHERE number = ?", number)); }

std::optional<Gap> gap_of_wording(Db& db, std::string_view app, std::string_view key) {
  std::int64_t number = 0;
  {
    auto row = db.query("SELECT gap FROM gap_questions WHERE app = ? AND key = ?", app, key);
    if (row.next()) number = row.integer(0);
  }
  if (number != 0) return gap_by_number(db, number);
  return first(db.query(std::string(gap_columns) + "WHERE app = ? AND key = ?", app, key));
}

std::optional<Gap> gap_of_task(Db& db, std::int64_t task) { return first(db.query(std::string(gap_columns) + "WHERE task = ?", task)); }

std::vector<Gap> list_gaps(Db& db, std::string_view app, std::string_view state, std::int64_t limit, const GapsFor& whose) {
  std::vector<Gap> out;
  auto row = db.query(std::string(gap_columns) + "WHERE (?1 = '' OR app = ?1) AND (?2 = '' OR state = ?2) AND (?3 OR app IN (SELECT value FROM json_each(?4)) OR EXISTS(SELECT 1 FROM tasks t "
                      "WHERE t.number = gaps.task AND ((t.person <> '' AND t.person = ?5) OR (t.grp <> '' AND t.grp IN (SELECT value FROM json_each(?6)))))) ORDER BY last_at DESC, number DESC LIMIT ?7",
                      app, state, whose.all, list_text(whose.apps), whose.person, list_text(whose.groups), limit);
  while (row.next()) out.push_back(gap_in(row));
  return out;
}

void count_wording(Db& db, const Gap& gap, std::string_view key, std::string_view question) {
  db.run("INSERT INTO gap_questions(app, key, gap, question, times) VALUES(?, ?, ?, ?, 1) ON CONFLICT(app, key) DO UPDATE SET times = times + 1, question = excluded.question",
         gap.app, key, gap.number, question);
}

std::vector<std::string> wordings_of(Db& db, std::int64_t gap, std::int64_t limit) {
  std::vector<std::string> out;
  auto row = db.query("SELECT question FROM gap_questions WHERE gap = ? ORDER BY times DESC, key LIMIT ?", gap, limit);
  while (row.next()) out.push_back(row.text(0));
  return out;
}

void forget_answers(Db& db, std::string_view document) {
  std::vector<Gap> gaps;
  {
    auto row = db.query(std::string(gap_columns) + "WHERE document = ?", document);
    while (row.next()) gaps.push_back(gap_in(row));
  }
  for (const auto& gap : gaps) {
    db.run("UPDATE gaps SET question = '' WHERE number = ?", gap.number);
    db.run("DELETE FROM gap_questions WHERE gap = ?", gap.number);
    db.run("UPDATE tasks SET asked = '{}', said = '{}' WHERE number = ?", gap.task);
    remove_case(db, gap.app, "gap-" + std::to_string(gap.number));
  }
}

json::object gap_json(const Gap& gap) {
  json::object out{{"number", gap.number}, {"app", gap.app}, {"question", gap.question}, {"times", gap.times}, {"first_at", rfc3339(gap.first_at / 1000)},
                   {"last_at", rfc3339(gap.last_at / 1000)}, {"state", gap.state}, {"task", gap.task}};
  if (!gap.document.empty()) out["document"] = gap.document;
  return out;
}

}  // namespace gw
