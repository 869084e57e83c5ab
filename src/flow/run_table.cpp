#include "flow/run_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace gw {
namespace {

std::string evidence_text(const std::vector<Evidence>& evidence) {
  json::array rows;
  for (const auto& one : evidence) rows.push_back(evidence_json(one));
  return json::serialize(rows);
}

std::vector<Evidence> evidence_in(std::string_view text) {
  std::vector<Evidence> out;
  for (const auto& one : parse_json(text).as_array()) out.push_back(evidence_of(one.as_object()));
  return out;
}

json::object object_in(std::string_view text) { return text.empty() ? json::object() : parse_json(text).as_object(); }

constexpr const char* run_columns =
    "SELECT number, id, app, version, state, by, cause, inputs, output, reason, started_at, ended_at, wake_at, needed_model FROM runs ";

Run run_in(const Rows& row) {
  Run run;
  run.number = row.integer(0);
  run.id = row.text(1);
  run.app = row.text(2);
  run.version = row.integer(3);
  run.state = run_state_named(row.view(4));
  run.by = row.text(5);
  run.cause = row.text(6);
  run.inputs = object_in(row.view(7));
  run.output = object_in(row.view(8));
  run.reason = row.text(9);
  run.started_at = row.integer(10);
  run.ended_at = row.integer(11);
  run.wake_at = row.integer(12);
  run.needed_model = row.integer(13) != 0;
  return run;
}

// A stored object that is long with the beginnings of its values alone, so that lists do not read what they do not show.
std::string beginning_of(std::string_view column) {
  return fmt::format("CASE WHEN length({0}) <= 4096 THEN {0} ELSE (SELECT '{{' || group_concat(json_quote(key) || ':' || CASE WHEN type = 'text' THEN json_quote(substr(value, 1, 201)) "
                     "WHEN type IN ('null', 'true', 'false') THEN type WHEN type IN ('integer', 'real') THEN CASE WHEN value BETWEEN -1e300 AND 1e300 THEN value ELSE 'null' END "
                     "WHEN length(value) <= 200 THEN value ELSE json_quote(substr(value, 1, 201)) END) || '}}' FROM json_each({0})) END", column);
}

constexpr const char* task_columns =
    "SELECT t.number, r.id, r.app, t.position, t.item, t.kind, t.grp, t.person, t.asked, t.state, t.said, t.made_at, t.done_at, t.due_at "
    "FROM tasks t JOIN runs r ON r.number = t.run ";

PersonTask task_in(const Rows& row) {
  PersonTask task;
  task.number = row.integer(0);
  task.run = row.text(1);
  task.app = row.text(2);
  task.position = static_cast<int>(row.integer(3));
  task.item = static_cast<int>(row.integer(4));
  task.kind = row.text(5);
  task.group = row.text(6);
  task.person = row.text(7);
  task.asked = object_in(row.view(8));
  task.state = row.text(9);
  task.said = object_in(row.view(10));
  task.made_at = row.integer(11);
  task.done_at = row.integer(12);
  task.due_at = row.integer(13);
  return task;
}

std::vector<std::int64_t> numbers_in(Rows row) {
  std::vector<std::int64_t> out;
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

std::int64_t forget(Db& db, const std::vector<std::int64_t>& numbers) {
  for (const auto number : numbers) {
    db.run("DELETE FROM run_files WHERE run = (SELECT id FROM runs WHERE number = ?)", number);
    db.run("DELETE FROM run_parents WHERE run = (SELECT id FROM runs WHERE number = ?)", number);
    db.run("DELETE FROM run_steps WHERE run = ?", number);
    db.run("DELETE FROM tasks WHERE run = ?", number);
    db.run("DELETE FROM runs WHERE number = ?", number);
  }
  return static_cast<std::int64_t>(numbers.size());
}

std::vector<std::string> texts(Rows row) {
  std::vector<std::string> out;
  while (row.next()) out.push_back(row.text(0));
  return out;
}

}  // namespace

void keep_run(Db& db, Run& run, const std::vector<StepRecord>& records, std::string_view owner) {
  const std::string output = run.output.empty() ? std::string() : json::serialize(run.output);
  const bool came_further = run.state == RunState::waiting || run.state == RunState::sleeping || std::ranges::any_of(records, [](const StepRecord& r) { return has_settled(r.state); });
  if (run.number == 0) {
    db.run("INSERT INTO runs(id, app, version, state, by, cause, inputs, output, reason, started_at, ended_at, wake_at, needed_model, owner) "
           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           run.id, run.app, run.version, name_of(run.state), run.by, run.cause, json::serialize(run.inputs), output, run.reason, run.started_at, run.ended_at,
           run.wake_at, run.needed_model ? 1 : 0, owner);
    run.number = db.last_id();
  } else {
    db.run("UPDATE runs SET state = ?, output = ?, reason = ?, ended_at = ?, wake_at = ?, needed_model = ?, owner = ?, attempts = CASE WHEN ? THEN 0 ELSE attempts END WHERE number = ?",
           name_of(run.state), output, run.reason, run.ended_at, run.wake_at, run.needed_model ? 1 : 0, owner,
           came_further ? 1 : 0, run.number);
  }
  for (const auto& record : records) keep_step(db, run, record);
}

void keep_step(Db& db, const Run& run, const StepRecord& record) {
  db.run("INSERT OR REPLACE INTO run_steps(run, position, item, state, result, reason, evidence, tries, at, ms, needed_model) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         run.number, record.position, record.item, name_of(record.state), json::serialize(record.result), record.reason, evidence_text(record.evidence),
         record.tries, record.at, record.ms, record.needed_model ? 1 : 0);
}

std::optional<Run> run_by_id(Db& db, std::string_view id) {
  auto row = db.query(std::string(run_columns) + "WHERE id = ?", id);
  if (!row.next()) return std::nullopt;
  Run run = run_in(row);
  auto step = db.query("SELECT position, item, state, result, reason, evidence, tries, at, ms, needed_model FROM run_steps WHERE run = ? ORDER BY position, item", run.number);
  while (step.next())
    run.steps.push_back({.position = static_cast<int>(step.integer(0)), .item = static_cast<int>(step.integer(1)), .state = step_state_named(step.view(2)),
                         .result = object_in(step.view(3)), .reason = step.text(4), .evidence = evidence_in(step.view(5)), .tries = static_cast<int>(step.integer(6)),
                         .at = step.integer(7), .ms = step.real(8), .needed_model = step.integer(9) != 0});
  return run;
}

std::vector<Run> recent_runs(Db& db, std::string_view app, std::string_view state, std::int64_t before, std::int64_t limit) {
  std::vector<Run> out;
  auto row = db.query(std::string(run_columns) + "WHERE (? = '' OR app = ?) AND (? = '' OR state = ?) AND (? = 0 OR number < ?) ORDER BY number DESC LIMIT ?", app, app,
                      state, state, before, before, limit);
  while (row.next()) out.push_back(run_in(row));
  return out;
}

std::vector<StepRecord> evidence_of_run(Db& db, std::string_view id) {
  std::vector<StepRecord> out;
  auto step = db.query("SELECT position, item, state, CASE state WHEN 'refused' THEN result ELSE '' END, evidence FROM run_steps WHERE run = (SELECT number FROM runs WHERE id = ?) ORDER BY position, item", id);
  while (step.next())
    out.push_back({.position = static_cast<int>(step.integer(0)), .item = static_cast<int>(step.integer(1)), .state = step_state_named(step.view(2)), .result = object_in(step.view(3)), .evidence = evidence_in(step.view(4))});
  return out;
}

std::vector<Run> list_runs(Db& db, const RunsWanted& wanted) {
  json::array apps;
  for (const auto& app : wanted.apps) apps.emplace_back(app);
  // Who is an expert of nothing goes by the index of whose runs they are.
  const char* theirs = wanted.all ? "?1 = ?1 AND ?2 = ?2" : apps.empty() ? "by = ?1 AND ?2 = ?2" : "(by = ?1 OR app IN (SELECT value FROM json_each(?2)))";
  const std::string sql = fmt::format("SELECT number, id, app, version, state, by, cause, {}, {}, reason, started_at, ended_at, wake_at, needed_model FROM runs WHERE {} AND (?3 = '' OR app = ?3) "
                                      "AND (?4 = '' OR state = ?4) AND (?5 = 0 OR number < ?5) ORDER BY number DESC LIMIT ?6", beginning_of("inputs"), beginning_of("output"), theirs);
  std::vector<Run> out;
  auto row = db.query(sql, wanted.by, json::serialize(apps), wanted.app, wanted.state, wanted.before, wanted.limit);
  while (row.next()) out.push_back(run_in(row));
  return out;
}

bool take_token(Db& db, std::string_view app, std::string_view token, std::int64_t at) {
  return db.run("INSERT OR IGNORE INTO run_tokens(app, token, at) VALUES(?, ?, ?)", app, token, at) == 1;
}

bool claim_run(Db& db, std::string_view id, std::string_view owner) {
  return db.run("UPDATE runs SET state = 'running', owner = ? WHERE id = ? AND state IN ('waiting', 'sleeping')", owner, id) == 1;
}

std::int64_t count_attempt(Db& db, std::string_view id) {
  auto row = db.query("UPDATE runs SET attempts = attempts + 1 WHERE id = ? RETURNING attempts", id);
  return row.next() ? row.integer(0) : 0;
}

void fail_run(Db& db, std::string_view id, std::string_view reason, std::int64_t at) {
  db.run("UPDATE runs SET state = 'failed', reason = ?, ended_at = ?, wake_at = 0, owner = '' WHERE id = ?", reason, at, id);
}

std::vector<std::string> claim_runs_of(Db& db, std::string_view dead, std::string_view owner) {
  auto ids = texts(db.query("SELECT id FROM runs WHERE state = 'running' AND owner = ? ORDER BY number", dead));
  db.run("UPDATE runs SET owner = ? WHERE state = 'running' AND owner = ?", owner, dead);
  return ids;
}

bool is_owner(Db& db, std::string_view id, std::string_view owner) {
  return db.query("SELECT 1 FROM runs WHERE id = ? AND state = 'running' AND owner = ?", id, owner).next();
}

std::vector<std::string> owners(Db& db) { return texts(db.query("SELECT DISTINCT owner FROM runs WHERE state = 'running'")); }

std::vector<std::string> runs_to_wake(Db& db, std::int64_t now, std::int64_t limit) {
  return texts(db.query("SELECT id FROM runs WHERE state = 'sleeping' AND wake_at <= ? ORDER BY wake_at LIMIT ?", now, limit));
}

std::int64_t open_task(Db& db, const PersonTask& task) {
  db.run("INSERT INTO tasks(run, position, item, kind, grp, person, asked, state, said, made_at, done_at, due_at) "
         "SELECT number, ?, ?, ?, ?, ?, ?, 'open', '', ?, 0, ? FROM runs WHERE id = ?",
         task.position, task.item, task.kind, task.group, task.person, json::serialize(task.asked), task.made_at, task.due_at, task.run);
  return db.last_id();
}

std::optional<PersonTask> task_by_number(Db& db, std::int64_t number) {
  auto row = db.query(std::string(task_columns) + "WHERE t.number = ?", number);
  return row.next() ? std::optional(task_in(row)) : std::nullopt;
}

std::vector<PersonTask> tasks_of_run(Db& db, std::string_view run) {
  std::vector<PersonTask> out;
  auto row = db.query(std::string(task_columns) + "WHERE r.id = ? ORDER BY t.number", run);
  while (row.next()) out.push_back(task_in(row));
  return out;
}

std::vector<PersonTask> list_tasks(Db& db, std::string_view state, std::int64_t after, std::int64_t limit) {
  std::vector<PersonTask> out;
  auto row = db.query(std::string(task_columns) + "WHERE t.state = ? AND t.number > ? ORDER BY t.number LIMIT ?", state, after, limit);
  while (row.next()) out.push_back(task_in(row));
  return out;
}

std::vector<OpenTasks> open_tasks(Db& db) {
  std::vector<OpenTasks> out;
  auto row = db.query("SELECT r.app, t.grp, t.person, count(*) FROM tasks t JOIN runs r ON r.number = t.run WHERE t.state = 'open' GROUP BY 1, 2, 3");
  while (row.next()) out.push_back({{.app = row.text(0), .group = row.text(1), .person = row.text(2)}, row.integer(3)});
  return out;
}

bool close_task(Db& db, std::int64_t number, const json::object& said, std::int64_t at) {
  return db.run("UPDATE tasks SET state = 'done', said = ?, done_at = ? WHERE number = ? AND state = 'open'", json::serialize(said), at, number) == 1;
}

void reopen_task(Db& db, std::int64_t number) { db.run("UPDATE tasks SET state = 'open', said = '', done_at = 0 WHERE number = ?", number); }

std::int64_t count_open_tasks(Db& db) {
  auto row = db.query("SELECT count(*) FROM tasks WHERE state = 'open'");
  return row.next() ? row.integer(0) : 0;
}

void change_asked(Db& db, std::int64_t number, const json::object& asked) { db.run("UPDATE tasks SET asked = ? WHERE number = ?", json::serialize(asked), number); }

std::vector<Run> runs_to_learn(Db& db, std::int64_t limit) {
  std::vector<Run> out;
  auto row = db.query(std::string(run_columns) + "WHERE learned = 0 AND ended_at > 0 ORDER BY number LIMIT ?", limit);
  while (row.next()) out.push_back(run_in(row));
  return out;
}

bool mark_learned(Db& db, std::int64_t number) { return db.run("UPDATE runs SET learned = 1 WHERE number = ? AND learned = 0", number) == 1; }

std::int64_t prune_runs(Db& db, std::int64_t before, std::int64_t limit) {
  return forget(db, numbers_in(db.query("SELECT number FROM runs WHERE ended_at > 0 AND ended_at < ? AND learned = 1 "
                                       "AND NOT EXISTS(SELECT 1 FROM tasks WHERE run = runs.number AND state = 'open') ORDER BY number LIMIT ?", before, limit)));
}

std::int64_t prune_runs_over(Db& db, std::int64_t most, std::int64_t limit) {
  return forget(db, numbers_in(db.query("SELECT number FROM runs WHERE ended_at > 0 AND number <= (SELECT number FROM runs ORDER BY number DESC LIMIT 1 OFFSET ?) AND learned = 1 "
                                       "AND NOT EXISTS(SELECT 1 FROM tasks WHERE run = runs.number AND state = 'open') ORDER BY number LIMIT ?", most, limit)));
}

}  // namespace gw
