// The table of routes, and what a route's function sees. To add a route: one row in a topic's file, one function, its words in schemas.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/desk.h"
#include "net/message.h"

namespace gw {

/// Who may come in: anyone; anyone whose key is good (all, while there are no users); administrators. What is open is answered on the loop, however
/// busy the threads are, so it must not block.
enum class Access { open, reader, administrator };

/// Whether a caller's requests may be under way together, or one after another: for what reads many rows. What runs applications (a few at once of each
/// caller) and what runs them over many cases has threads of its own, so that however long that takes, other requests are answered.
enum class Pace { free, one_by_one, running, measuring };

struct Parameter {
  enum In { query, path } in = query;
  const char* name;
  const char* sentence;
  const char* type = "string";  ///< of JSON schema
  bool required = false;
};

/// One request on its way through a route. Runs on a thread of the pool and may block, but for what is open.
struct Call {
  Desk& desk;
  const Request& request;
  Caller caller;
  std::vector<std::string> path;  ///< the values of {..} in the route's path

  Served& served() const { return desk.served; }
  Store& store() const { return desk.served.store; }
  std::string param(std::string_view name) const { return request.param(name); }
  /// nullopt when it is missing or empty.
  std::optional<std::string> optional(std::string_view name) const;
  std::string required(std::string_view name) const;  ///< Error(invalid) when missing
  /// A whole number between the bounds; Error(invalid) otherwise.
  std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const;
  bool flag(std::string_view name) const;  ///< true, false or missing (false)
  json::object body() const;               ///< Error(invalid) when it is no JSON object
};

struct Route {
  const char* method;    ///< in lower case, as the description of the API writes it
  const char* path;      ///< "/api/v1/imports/{id}"
  const char* topic;
  const char* name;      ///< operationId
  const char* sentence;
  Access access;
  std::vector<Parameter> parameters;
  const char* takes;     ///< schema of the body, "" for none, "multipart" for an upload
  const char* gives;     ///< schema of the reply, "" for none; "text", "bytes" and "events" for those types
  int status;
  Response (*act)(Call&);
  Pace pace = Pace::free;
};

Response json_response(const json::value& value, int status = 200);

/// All routes, topic after topic, in reading order.
const std::vector<Route>& routes();
std::vector<Route> document_routes();
std::vector<Route> upload_routes();
std::vector<Route> ask_routes();
std::vector<Route> people_routes();
std::vector<Route> status_routes();
std::vector<Route> keeping_routes();
std::vector<Route> app_routes();
std::vector<Route> app_quality_routes();
std::vector<Route> app_loop_routes();
std::vector<Route> mcp_routes();
std::vector<Route> trigger_routes();

/// The route for a method and path (HEAD asks as GET); null with `allowed` filled when the path exists for other methods.
const Route* find_route(std::string_view method, std::string_view path, std::vector<std::string>& values, std::string& allowed);

}  // namespace gw
