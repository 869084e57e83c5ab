#include "answer/question_table.h"

#include <algorithm>

#include "policy/people.h"

namespace gw {
namespace {

constexpr std::string_view nothing = "nothing", uncertain = "uncertain";

}  // namespace

void insert_refusals(Db& db, const std::vector<WaitingQuestion>& refusals) {
  if (refusals.empty()) return;
  for (const WaitingQuestion& r : refusals) {
    if (!r.who.empty() && !user_named(db, r.who)) continue;
    db.run("INSERT INTO questions(at, who, collection, question, confidence, reason) VALUES(?,?,?,?,?,?)", r.at, r.who, r.collection, r.question, r.confidence,
           r.why == Unanswered::nothing ? nothing : uncertain);
  }
  db.run("DELETE FROM questions WHERE seq <= (SELECT max(seq) FROM questions) - ?", refusals_kept);
}

void forget_refusals(Db& db, std::string_view who) { db.run("DELETE FROM questions WHERE who = ?", who); }

std::vector<WaitingQuestion> recent_refusals(Db& db, const Caller& caller, std::int64_t limit) {
  std::vector<WaitingQuestion> out;
  auto row = db.query("SELECT max(seq), at, who, collection, question, reason, confidence FROM questions WHERE ?1 OR who = ?2 GROUP BY collection, question ORDER BY 1 DESC LIMIT ?3",
                      caller.administrator, caller.name, std::clamp<std::int64_t>(limit, 0, 1000));
  while (row.next()) out.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.view(5) == nothing ? Unanswered::nothing : Unanswered::uncertain, row.real(6)});
  return out;
}

}  // namespace gw
