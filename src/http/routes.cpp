#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "http/route.h"

namespace gw {
namespace {

/// Whether `path` fits `pattern`; the values of its {..} in order.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& values) {
  values.clear();
  const auto want = split(pattern, '/');
  const auto have = split(path, '/');
  if (want.size() != have.size()) return false;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (want[i].starts_with('{') && !have[i].empty()) values.emplace_back(have[i]);
    else if (want[i] != have[i]) return false;
  }
  return true;
}

std::string upper(std::string_view method) {
  std::string out(method);
  for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> out;
    for (auto topic : {status_routes, app_routes, app_quality_routes, app_loop_routes, ask_routes, document_routes, upload_routes, people_routes, keeping_routes, trigger_routes, mcp_routes})
      for (auto& route : topic()) out.push_back(std::move(route));
    return out;
  }();
  return all;
}

const Route* find_route(std::string_view method, std::string_view path, std::vector<std::string>& values, std::string& allowed) {
  const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
  for (const auto& route : routes()) {
    if (!fits(route.path, path, values)) continue;
    const std::string method_of_route = upper(route.method);
    if (method_of_route == wanted) return &route;
    if (!allowed.empty()) allowed += ", ";
    allowed += method_of_route == "GET" ? "GET, HEAD" : method_of_route;
  }
  return nullptr;
}

std::optional<std::string> Call::optional(std::string_view name) const {
  auto value = request.find(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

std::string Call::required(std::string_view name) const {
  auto value = optional(name);
  if (!value) throw Error(Code::invalid, fmt::format("The parameter \"{}\" is missing.", name));
  return *value;
}

std::int64_t Call::number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const {
  const auto text = optional(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc() || end != text->data() + text->size() || value < least || value > most)
    throw Error(Code::invalid, fmt::format("\"{}\" must be a whole number from {} to {}.", name, least, most));
  return value;
}

bool Call::flag(std::string_view name) const {
  const auto text = optional(name);
  if (!text || *text == "false") return false;
  if (*text != "true") throw Error(Code::invalid, fmt::format("\"{}\" must be true or false.", name));
  return true;
}

json::object Call::body() const {
  auto value = parse_json(request.body);
  if (!value.is_object()) throw Error(Code::invalid, "The body must be a JSON object.");
  return std::move(value.get_object());
}

Response json_response(const json::value& value, int status) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = json_text(value);
  response.body += '\n';
  return response;
}

}  // namespace gw
