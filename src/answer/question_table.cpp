#include "answer/question_table.h"

#include <algorithm>

namespace gw {

void insert_refusals(Db& db, const std::vector<WaitingQuestion>& refusals) {
  if (refusals.empty()) return;
  for (const WaitingQuestion& r : refusals)
    db.run("INSERT INTO questions(at, who, collection, question, confidence, reason) VALUES(?,?,?,?,?,?)", r.at, r.who, r.collection, r.question, r.confidence, r.reason);
  db.run("DELETE FROM questions WHERE seq <= (SELECT max(seq) FROM questions) - ?", refusals_kept);
}

std::vector<WaitingQuestion> recent_refusals(Db& db, const Caller& caller, std::int64_t limit) {
  std::vector<WaitingQuestion> out;
  auto row = db.query("SELECT max(seq), at, who, collection, question, reason, confidence FROM questions WHERE ?1 OR who = ?2 GROUP BY collection, question ORDER BY 1 DESC LIMIT ?3",
                      caller.administrator, caller.name, std::clamp<std::int64_t>(limit, 0, 1000));
  while (row.next()) out.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.real(6)});
  return out;
}

}  // namespace gw
