// What starts runs by itself, for those who keep the server.
#include "flow/triggers.h"

#include "http/route.h"

namespace gw {
namespace {

Response list_triggers(Call& call) {
  json::array rows;
  for (const auto& row : trigger_rows(call.served().runner)) rows.push_back(trigger_json(row));
  return json_response({{"triggers", std::move(rows)}});
}

}  // namespace

std::vector<Route> trigger_routes() {
  return {{"get", "/api/v1/triggers", "apps", "list_triggers", "What starts runs by itself, when it last did, and what is wrong with it.", Access::administrator, {}, "", "Triggers", 200, list_triggers}};
}

}  // namespace gw
