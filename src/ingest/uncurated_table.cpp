#include "ingest/uncurated_table.h"

namespace gw {

std::vector<std::int64_t> uncurated_compartments(Db& db, std::string_view collection) {
  std::vector<std::int64_t> out;
  auto row = db.query("SELECT id FROM compartments c WHERE collection = ? AND EXISTS(SELECT 1 FROM documents d WHERE d.compartment = c.id AND d.curated = 0)", collection);
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

}  // namespace gw
