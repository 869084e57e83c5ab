#include "flow/app_entries.h"
#include "flow/check.h"
#include "flow/schema.h"

namespace gw {
namespace {

json::array names(const std::vector<std::string>& words) { return json::array(words.begin(), words.end()); }

// A step is held against the entries of its kind: the kind's name chooses one branch, so that an editor underlines only what is wrong in it.
json::object step_schema() {
  json::array branches;
  for (const auto* kind : step_kinds()) {
    json::object table = editor_table(entries_of(*kind));
    table["description"] = std::string(kind->sentence);
    if (kind->refuses == Refuses::never) table["properties"].as_object()["on_refuse"] = false;
    json::object chosen{{"properties", json::object{{"kind", json::object{{"const", std::string(kind->name)}}}}}, {"required", json::array{"kind"}}};
    branches.push_back(json::object{{"if", std::move(chosen)}, {"then", std::move(table)}});
  }
  json::object kinds{{"enum", names(step_kind_names())}};
  return {{"type", "object"}, {"properties", json::object{{"kind", std::move(kinds)}}}, {"required", json::array{"id", "kind"}}, {"allOf", std::move(branches)}};
}

json::object definitions() {
  json::object out;
  const json::object scalar{{"type", json::array{"string", "number", "boolean"}}, {"minLength", 1}};
  out["text"] = scalar;
  out["words"] = json::object{{"anyOf", json::array{json::object{{"$ref", "#/$defs/text"}},
                                                    json::object{{"type", "object"}, {"minProperties", 1}, {"properties", json::object{{"en", scalar}, {"zh", scalar}}}, {"additionalProperties", false}}}}};
  out["formula"] = json::object{{"type", "string"}, {"pattern", "^\\s*\\$\\{"}};
  out["duration"] = json::object{{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
  out["type"] = json::object{{"enum", names(type_names())}};
  out["type"].as_object()["enum"].as_array().push_back(nullptr);
  out["schema"] = schema_of_schemas();
  out["step"] = step_schema();
  return out;
}

}  // namespace

json::object editor_schema() {
  json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "A Groundwork application"}};
  for (auto& [name, value] : editor_table(app_entries())) out[name] = value;
  out["$defs"] = definitions();
  return out;
}

}  // namespace gw
