// triggers and mcp: what starts runs without a person at a form.
#include "flow/triggers.h"

#include <fmt/format.h>

#include "base/time.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"

namespace gw::cli {

int triggers(const Call& call) {
  House house = call.house();
  Table table({"APP", "ON", "WHAT", "AS", "LAST FIRED", "RUNS", "WHAT IS WRONG"});
  for (const auto& row : trigger_rows(house.runner)) {
    if (call.common.json) print_json(trigger_json(row));
    else table.row({row.app, row.on, row.what, row.as, row.fired_at == 0 ? "never" : rfc3339(row.fired_at / 1000), fmt::format("{}", row.runs), row.fault});
  }
  if (!call.common.json) table.print();
  return 0;
}

int mcp(const Call& call, const McpArguments& arguments) {
  House house = call.house();
  return call.doors.serve_mcp(house, caller_for(house.store, arguments.as));
}

}  // namespace gw::cli
