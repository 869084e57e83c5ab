#include "learn/expert_case.h"

namespace gw {

void keep_expert_case(Db& db, const ExpertCase& one, std::int64_t at_ms) {
  db.run("INSERT INTO cases(app, id, inputs, expected, refuse, never_break, sealed, stratum, cluster, time, source, run, note, who, made_at) "
         "VALUES(?, ?, ?, ?, ?, 0, 0, '', '', '', ?, ?, ?, ?, ?) ON CONFLICT(app, id) DO UPDATE SET inputs = excluded.inputs, expected = excluded.expected, refuse = excluded.refuse, "
         "source = excluded.source, run = excluded.run, note = excluded.note, who = excluded.who, made_at = excluded.made_at",
         one.app, one.id, json::serialize(one.inputs), json::serialize(one.expected), one.refuse ? 1 : 0, one.source, one.run, one.note, one.who, at_ms);
}

}  // namespace gw
