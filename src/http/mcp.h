// Applications as tools of the Model Context Protocol, apart from how messages travel.
//
//   message (JSON-RPC) ──> initialize | ping | server/discover | tools/list | tools/call ──> message
//
// Each live application that the caller may run is a tool. Two eras are served side by side: revisions up to 2025-11-25, which begin with `initialize`, and
// 2026-07-28, where every message says its revision in `_meta` and nothing is remembered. No session is kept in either.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "flow/runner.h"

namespace gw {

/// What HTTP says of a message in its header fields; a stream of lines says nothing.
struct McpHead {
  std::optional<std::string> version, method, name;  ///< MCP-Protocol-Version, Mcp-Method, Mcp-Name
};

struct McpReply {
  std::optional<json::value> message;  ///< none to a notification
  int status = 200;                    ///< of HTTP
};

class Mcp {
 public:
  /// `title` is what people call this workspace.
  Mcp(Runner& runner, std::string title) : runner_(runner), title_(std::move(title)) {}

  /// Never throws for what a client can send. Blocks as long as a run takes until it ends or waits. `batches` says whether a list of messages is taken, as
  /// revision 2025-03-26 alone allows.
  McpReply answer(std::string_view text, const Caller& caller, const McpHead* head, bool batches) const;

 private:
  McpReply one(const json::value& message, const Caller& caller, const McpHead* head) const;
  json::object result_of(std::string_view method, const json::object& params, const Caller& caller, bool stateless) const;
  json::object initialized(const json::object& params) const;
  json::object discovered() const;
  json::object tools(const Caller& caller) const;
  json::object called(const json::object& params, const Caller& caller) const;
  json::object server_info() const;

  Runner& runner_;
  const std::string title_;
};

/// The revision that an `initialize` asks for, for a stream that must remember it; "" when the text is none.
std::string mcp_revision_asked(std::string_view text);

}  // namespace gw
