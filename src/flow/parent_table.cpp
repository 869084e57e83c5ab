#include "flow/parent_table.h"

#include "base/text.h"

namespace gw {

void keep_parent(Db& db, std::string_view run, const ParentRow& row) {
  db.run("INSERT INTO run_parents(run, parent, above, label) VALUES(?, ?, ?, ?)", run, row.parent, join(row.above, "\n"), name_of(row.label));
}

std::optional<ParentRow> parent_of(Db& db, std::string_view run) {
  auto row = db.query("SELECT parent, above, label FROM run_parents WHERE run = ?", run);
  if (!row.next()) return std::nullopt;
  ParentRow out{.parent = std::string(row.text(0)), .label = label_named(row.text(2))};
  const std::string above(row.text(1));
  for (const auto app : split(above, '\n')) out.above.emplace_back(app);
  return out;
}

}  // namespace gw
