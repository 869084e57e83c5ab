#include "flow/erased_table.h"

#include <set>

#include "base/json.h"

namespace gw {
namespace {

constexpr std::string_view reason = "A document that this run rested on was erased.";

std::set<std::int64_t> runs_with(Db& db, std::string_view document) {
  std::set<std::int64_t> out;
  const std::string needle = "\"document\":" + json::serialize(json::value(json::string_view(document.data(), document.size())));
  auto row = db.query("SELECT DISTINCT run FROM run_steps WHERE instr(evidence, ?) > 0 OR instr(result, ?) > 0", needle, needle);
  while (row.next()) out.insert(row.integer(0));
  return out;
}

// A run that another one began has handed its output up.
void add_parents(Db& db, std::set<std::int64_t>& runs) {
  for (std::size_t before = 0; before != runs.size();) {
    before = runs.size();
    std::vector<std::int64_t> found;
    for (const auto number : runs) {
      auto row = db.query("SELECT p.number FROM run_parents l JOIN runs c ON c.id = l.run JOIN runs p ON p.id = l.parent WHERE c.number = ?", number);
      while (row.next()) found.push_back(row.integer(0));
    }
    runs.insert(found.begin(), found.end());
  }
}

}  // namespace

std::vector<std::string> forget_runs_resting_on(Db& db, std::string_view document, std::int64_t at) {
  std::set<std::int64_t> runs = runs_with(db, document);
  add_parents(db, runs);
  std::vector<std::string> out;
  for (const auto number : runs) {
    db.run("UPDATE run_steps SET result = '{}', reason = '', evidence = '[]' WHERE run = ?", number);
    db.run("UPDATE tasks SET asked = '{}', said = '{}', state = 'done', done_at = CASE done_at WHEN 0 THEN ? ELSE done_at END WHERE run = ? AND kind <> 'expert'", at, number);
    db.run("UPDATE runs SET state = CASE ended_at WHEN 0 THEN 'failed' ELSE state END, output = '{}', reason = ?, ended_at = CASE ended_at WHEN 0 THEN ? ELSE ended_at END, "
           "wake_at = 0, owner = '' WHERE number = ?", reason, at, number);
    {
      auto row = db.query("SELECT id FROM runs WHERE number = ?", number);
      if (row.next()) out.push_back(row.text(0));
    }
    if (!out.empty()) db.run("DELETE FROM run_files WHERE run = ?", out.back());
  }
  return out;
}

}  // namespace gw
