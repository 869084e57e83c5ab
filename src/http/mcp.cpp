#include "http/mcp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "http/mcp_tool.h"

namespace gw {
namespace {

constexpr std::string_view stateless_revision = "2026-07-28";
constexpr std::array<std::string_view, 4> older_revisions{"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};
constexpr std::string_view meta_version = "io.modelcontextprotocol/protocolVersion", meta_capabilities = "io.modelcontextprotocol/clientCapabilities",
                           meta_server = "io.modelcontextprotocol/serverInfo";
constexpr std::size_t batch_most = 50;
constexpr int tools_fresh_ms = 10'000;

enum Fault { parse_error = -32700, invalid_request = -32600, no_method = -32601, invalid_params = -32602, internal_error = -32603, head_differs = -32020, unknown_revision = -32022 };

/// A message that is refused as such, not a tool that failed.
struct Unserved {
  Fault fault;
  std::string message;
  int status = 200;
  json::value data = nullptr;
};

json::array revisions() {
  json::array out{stateless_revision};
  for (const auto revision : older_revisions) out.emplace_back(revision);
  return out;
}

json::value error_message(const json::value& id, const Unserved& what) {
  json::object error{{"code", static_cast<int>(what.fault)}, {"message", what.message}};
  if (!what.data.is_null()) error["data"] = what.data;
  return json::object{{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

bool is_older(std::string_view revision) { return std::ranges::find(older_revisions, revision) != older_revisions.end(); }

Unserved revision_not_spoken(std::string_view revision) {
  return {unknown_revision, "This revision of the protocol is not spoken here.", 400, json::object{{"supported", revisions()}, {"requested", revision.substr(0, 64)}}};
}

const json::object* object_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

std::string_view text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// What a field of the head must be to say the same as `value` in the message: text that a field cannot hold comes as =?base64?..?=.
bool says_the_same(const std::string& field, std::string_view value) {
  constexpr std::string_view before = "=?base64?", behind = "?=";
  if (!field.starts_with(before) || !field.ends_with(behind) || field.size() < before.size() + behind.size()) return field == value;
  return base64_decoded(std::string_view(field).substr(before.size(), field.size() - before.size() - behind.size())) == value;
}

// Whether the message is of the era in which each says its revision; throws when it says it wrongly.
bool is_stateless(std::string_view method, const json::object& params, const McpHead* head) {
  const json::object* meta = object_in(params, "_meta");
  const bool says = meta != nullptr && meta->contains(meta_version);
  const bool head_says = head != nullptr && head->version && *head->version == stateless_revision;
  if (!says && head != nullptr && head->version && !head_says && !is_older(*head->version)) throw revision_not_spoken(*head->version);
  if (!says && !head_says) return false;
  if (!says || !meta->at(meta_version).is_string()) throw Unserved{invalid_params, fmt::format("_meta must say {} as a text.", meta_version), 400};
  const std::string_view revision = text_in(*meta, meta_version);
  if (head != nullptr && head->version && *head->version != revision) throw Unserved{head_differs, "MCP-Protocol-Version differs from what _meta says.", 400};
  if (revision != stateless_revision) throw revision_not_spoken(revision);
  if (object_in(*meta, meta_capabilities) == nullptr) throw Unserved{invalid_params, fmt::format("_meta must say {} as an object.", meta_capabilities), 400};
  if (head == nullptr) return true;
  if (!head->version) throw Unserved{head_differs, "The header field MCP-Protocol-Version is missing.", 400};
  if (!head->method || *head->method != method) throw Unserved{head_differs, "The header field Mcp-Method must name the method.", 400};
  if (method == "tools/call" && (!head->name || !says_the_same(*head->name, text_in(params, "name")))) throw Unserved{head_differs, "The header field Mcp-Name must name the tool.", 400};
  return true;
}

}  // namespace

McpReply Mcp::answer(std::string_view text, const Caller& caller, const McpHead* head, bool batches) const {
  json::value message;
  try {
    message = parse_json(text);
  } catch (const Error& error) {
    return {error_message(nullptr, {parse_error, error.message()}), 400};
  }
  if (!message.is_array()) return one(message, caller, head);
  const auto& all = message.get_array();
  if (!batches) return {error_message(nullptr, {invalid_request, "This revision of the protocol takes one message at a time."}), 400};
  if (all.empty() || all.size() > batch_most) return {error_message(nullptr, {invalid_request, fmt::format("A list holds 1 to {} messages.", batch_most)}), 400};
  json::array replies;
  for (const auto& each : all)
    if (auto reply = one(each, caller, head); reply.message) replies.push_back(std::move(*reply.message));
  if (replies.empty()) return {std::nullopt, 202};
  return {json::value(std::move(replies)), 200};
}

McpReply Mcp::one(const json::value& message, const Caller& caller, const McpHead* head) const {
  json::value id = nullptr;
  bool stateless = false;
  try {
    if (!message.is_object()) throw Unserved{invalid_request, "A message is a JSON object.", 400};
    const auto& object = message.get_object();
    if (text_in(object, "jsonrpc") != "2.0") throw Unserved{invalid_request, "\"jsonrpc\" must be \"2.0\".", 400};
    const auto* given = object.if_contains("id");
    if (given != nullptr && !given->is_string() && !given->is_int64() && !given->is_uint64()) throw Unserved{invalid_request, "\"id\" must be a text or a whole number.", 400};
    if (given != nullptr) id = *given;
    // Nothing is ever asked of a client, so what answers comes to nothing.
    if (!object.contains("method") && (object.contains("result") || object.contains("error"))) return {std::nullopt, 202};
    const auto* method = object.if_contains("method");
    if (method == nullptr || !method->is_string()) throw Unserved{invalid_request, "\"method\" must be a text.", 400};
    if (given == nullptr) return {std::nullopt, 202};
    const std::string_view name = method->get_string();
    const auto* params = object.if_contains("params");
    if (params != nullptr && !params->is_object()) throw Unserved{invalid_params, "\"params\" must be an object."};
    const json::object& known = params != nullptr ? params->get_object() : json::object();
    stateless = is_stateless(name, known, head);
    json::object result = result_of(name, known, caller, stateless);
    if (stateless) {
      result["resultType"] = "complete";
      result["_meta"] = json::object{{meta_server, server_info()}};
    }
    return {json::object{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}, 200};
  } catch (const Unserved& what) {
    return {error_message(id, what), what.fault == no_method && stateless ? 404 : what.status};
  } catch (const Error& error) {
    if (error.code() == Code::internal) log::error("mcp.internal", {{"detail", error.detail()}});
    return {error_message(id, {internal_error, error.message()}), 200};
  } catch (const std::exception& error) {
    log::error("mcp.internal", {{"detail", error.what()}});
    return {error_message(id, {internal_error, "Something went wrong inside Groundwork; the log says where."}), 200};
  }
}

json::object Mcp::result_of(std::string_view method, const json::object& params, const Caller& caller, bool stateless) const {
  if (method == "tools/list") {
    json::object out = tools(caller);
    if (stateless) {
      out["ttlMs"] = tools_fresh_ms;
      out["cacheScope"] = "private";
    }
    return out;
  }
  if (method == "tools/call") return called(params, caller);
  if (stateless && method == "server/discover") return discovered();
  if (!stateless && method == "initialize") return initialized(params);
  if (!stateless && method == "ping") return {};
  throw Unserved{no_method, fmt::format("There is no method {} here.", valid_utf8(method.substr(0, 64)))};
}

json::object Mcp::server_info() const { return {{"name", "groundwork"}, {"title", title_}, {"version", GW_VERSION}}; }

constexpr std::string_view instructions =
    "Each tool is an application of this company. It answers from the company's own documents and records and names the passages, or it refuses. "
    "A status of \"waiting\" means that a person has been asked; do not answer in their place.";

json::object Mcp::initialized(const json::object& params) const {
  const std::string_view asked = text_in(params, "protocolVersion");
  if (asked.empty()) throw Unserved{invalid_params, "\"protocolVersion\" must be a text."};
  return {{"protocolVersion", is_older(asked) ? asked : older_revisions.front()},
          {"capabilities", json::object{{"tools", json::object{{"listChanged", false}}}}},
          {"serverInfo", server_info()},
          {"instructions", instructions}};
}

json::object Mcp::discovered() const {
  return {{"supportedVersions", revisions()}, {"capabilities", json::object{{"tools", json::object()}}}, {"instructions", instructions}, {"ttlMs", tools_fresh_ms}, {"cacheScope", "private"}};
}

json::object Mcp::tools(const Caller& caller) const {
  json::array out;
  for (const auto& app : runnable_apps(runner_, caller)) out.push_back(tool_json(runner_, *app));
  return {{"tools", std::move(out)}};
}

json::object Mcp::called(const json::object& params, const Caller& caller) const {
  const std::string_view name = text_in(params, "name");
  const auto app = runnable_app(runner_, caller, std::string(name));
  if (!app) throw Unserved{invalid_params, fmt::format("There is no tool \"{}\".", valid_utf8(name.substr(0, 64)))};
  const auto* arguments = params.if_contains("arguments");
  if (arguments != nullptr && !arguments->is_object()) throw Unserved{invalid_params, "\"arguments\" must be an object."};
  RunRequest request{.app = app->name, .version = app->bundle.version, .inputs = arguments != nullptr ? arguments->get_object() : json::object(), .caller = caller, .cause = "mcp"};
  try {
    return tool_result(runner_.doors().store, *runner_.run(std::move(request)));
  } catch (const Error& error) {
    // What the model can mend it is told as the tool's own failure.
    if (error.code() != Code::invalid) throw;
    return {{"content", json::array{json::object{{"type", "text"}, {"text", error.message()}}}}, {"isError", true}};
  }
}

std::string mcp_revision_asked(std::string_view text) {
  try {
    const auto message = parse_json(text);
    if (!message.is_object() || text_in(message.get_object(), "method") != "initialize") return "";
    const auto* params = object_in(message.get_object(), "params");
    return params != nullptr ? std::string(text_in(*params, "protocolVersion")) : "";
  } catch (const Error&) {
    return "";
  }
}

}  // namespace gw
