#include "ingest/document_state_table.h"

#include <fmt/format.h>

namespace gw {
namespace {

// A number is never used twice, so count, sum and greatest tell sets of documents apart that one can come to from the other by adding and removing.
constexpr std::string_view sums = "SELECT count(*), coalesce(sum(number), 0), coalesce(max(number), 0), coalesce(sum(number * compartment), 0) FROM documents";

std::string state_in(const Rows& row) { return fmt::format("{} {} {} {}", row.integer(0), row.integer(1), row.integer(2), row.integer(3)); }

}  // namespace

std::string state_of_documents(Db& db, const std::vector<std::string>& collections) {
  std::string out;
  if (collections.empty()) {
    auto row = db.query(sums);
    row.next();
    return state_in(row);
  }
  for (const auto& name : collections) {
    auto row = db.query(std::string(sums) + " WHERE collection = ?", name);
    row.next();
    out += name + " " + state_in(row) + "\n";
  }
  return out;
}

}  // namespace gw
