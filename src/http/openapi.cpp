// The description of the API, made from the table of routes, so that it cannot lag behind it.
#include <fmt/format.h>

#include "base/json.h"
#include "http/route.h"
#include "http/schemas.h"

namespace gw {
namespace {

json::object reference(std::string_view name) { return {{"$ref", fmt::format("#/components/schemas/{}", name)}}; }

/// Replaces every string "#Name" by the reference it stands for.
void make_whole(json::value& value) {
  if (value.is_string() && value.get_string().starts_with('#')) {
    const std::string name(value.get_string().data() + 1, value.get_string().size() - 1);
    value = reference(name);
  } else if (value.is_array()) {
    for (auto& item : value.get_array()) make_whole(item);
  } else if (value.is_object()) {
    for (auto& member : value.get_object()) make_whole(member.value());
  }
}

json::object content(std::string_view type, json::object schema) { return {{std::string(type), json::object{{"schema", std::move(schema)}}}}; }

json::object reply_of(const Route& route) {
  const std::string_view gives = route.gives;
  json::object out{{"description", route.sentence}};
  if (gives == "text") out["content"] = content("text/plain", {{"type", "string"}});
  else if (gives == "bytes") out["content"] = content("application/octet-stream", {{"type", "string"}, {"format", "binary"}});
  else if (gives == "events") out["content"] = content("text/event-stream", {{"type", "string"}});
  else if (!gives.empty()) out["content"] = content("application/json", reference(gives));
  return out;
}

json::object body_of(std::string_view takes) {
  json::object out{{"required", true}};
  if (takes == "multipart")
    out["content"] = content("multipart/form-data", {{"type", "object"},
                                                     {"properties", {{"file", {{"type", "array"}, {"items", {{"type", "string"}, {"format", "binary"}}}}}}}});
  else out["content"] = content("application/json", reference(takes));
  return out;
}

json::object operation(const Route& route) {
  json::object out{{"operationId", route.name}, {"summary", route.sentence}, {"tags", json::array{route.topic}}};
  if (route.access == Access::open) out["security"] = json::array{};
  if (route.access == Access::administrator) out["description"] = "For administrators.";
  json::array parameters;
  for (const auto& parameter : route.parameters)
    parameters.push_back(json::object{{"name", parameter.name}, {"in", parameter.in == Parameter::path ? "path" : "query"}, {"required", parameter.required},
                                      {"description", parameter.sentence}, {"schema", json::object{{"type", parameter.type}}}});
  if (!parameters.empty()) out["parameters"] = std::move(parameters);
  if (*route.takes != '\0') out["requestBody"] = body_of(route.takes);
  json::object failure{{"description", "What went wrong, in one sentence."}};
  failure["content"] = content("application/json", reference("Error"));
  out["responses"] = json::object{{std::to_string(route.status), reply_of(route)}, {"default", std::move(failure)}};
  return out;
}

}  // namespace

std::string openapi() {
  json::object paths;
  for (const auto& route : routes()) {
    auto& path = paths[route.path];
    if (!path.is_object()) path = json::object{};
    path.get_object()[route.method] = operation(route);
  }
  auto schemas = parse_json(schemas_json);
  make_whole(schemas);
  const json::object out{
      {"openapi", "3.1.0"},
      {"info", {{"title", "Groundwork"}, {"version", GW_VERSION}, {"description", "Answers with evidence, or refuses. Offsets count Unicode code points of a document's text."}}},
      {"security", json::array{json::object{{"key", json::array{}}}}},
      {"paths", std::move(paths)},
      {"components", {{"securitySchemes", {{"key", {{"type", "http"}, {"scheme", "bearer"}}}}}, {"schemas", std::move(schemas)}}},
  };
  return json::serialize(out) + "\n";
}

}  // namespace gw
