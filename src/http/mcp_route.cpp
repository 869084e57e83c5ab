// The protocol over HTTP: one message a POST, answered as JSON, or as one event where the client takes nothing else. There are no sessions and no stream to
// listen to, so GET and DELETE are answered 405.
#include "base/text.h"
#include "http/mcp.h"
#include "http/route.h"
#include "net/server.h"

namespace gw {
namespace {

bool is_json(const Request& request) {
  const auto type = request.headers.find("content-type");
  return type && lower_ascii(trim(type->substr(0, type->find(';')))) == "application/json";
}

enum class Taken { json, events, neither };

Taken taken_by(const Request& request) {
  const auto accept = request.headers.find("accept");
  if (!accept) return Taken::json;
  const std::string types = lower_ascii(*accept);
  const auto has = [&](std::string_view type) { return types.find(type) != types.npos; };
  if (has("application/json") || has("*/*") || has("application/*")) return Taken::json;
  return has("text/event-stream") || has("text/*") ? Taken::events : Taken::neither;
}

std::optional<std::string> field(const Request& request, std::string_view name) {
  const auto value = request.headers.find(name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

Response mcp(Call& call) {
  if (!is_json(call.request)) throw Refused{415, Error(Code::invalid, "The body must be application/json.")};
  const Taken taken = taken_by(call.request);
  if (taken == Taken::neither) throw Refused{406, Error(Code::invalid, "The answer is application/json or text/event-stream; accept one of them.")};
  const McpHead head{field(call.request, "mcp-protocol-version"), field(call.request, "mcp-method"), field(call.request, "mcp-name")};
  // Where nothing is said, the revision that had no such field yet is meant.
  const bool batches = !head.version || *head.version == "2025-03-26";
  const Mcp served(call.served().runner, call.served().settings.text("name.en"));
  const auto reply = served.answer(call.request.body, call.caller, &head, batches);
  Response response;
  response.status = reply.status;
  if (!reply.message) return response;
  if (taken == Taken::json || reply.status != 200) return json_response(*reply.message, reply.status);
  response.headers.add("Content-Type", "text/event-stream");
  response.body = sse_event("message", json_text(*reply.message));
  return response;
}

}  // namespace

std::vector<Route> mcp_routes() {
  return {{"post", "/mcp", "mcp", "mcp", "The Model Context Protocol: every live application that the caller may run is a tool.", Access::reader, {}, "JsonRpc", "JsonRpc", 200, mcp, Pace::running}};
}

}  // namespace gw
