// Entries as JSON Schema, so that an editor completes and underlines what the checker would refuse.
#include <fmt/format.h>

#include "flow/entry.h"
#include "flow/schema.h"

namespace gw {
namespace {

json::object refer(std::string_view name) { return {{"$ref", fmt::format("#/$defs/{}", name)}}; }
json::object typed(std::string_view name) { return {{"type", std::string(name)}}; }

json::object number(const Entry& entry) {
  json::object out = typed(entry.takes == Takes::integer ? "integer" : "number");
  if (entry.least != entry.most) {
    out["minimum"] = entry.least;
    out["maximum"] = entry.most;
  }
  return out;
}

json::object choice(const Entry& entry) {
  json::array choices;
  for (auto word : entry.choices) choices.push_back(json::string(word.data(), word.size()));
  return {{"enum", std::move(choices)}};
}

json::object table_of(json::value each) { return {{"type", "object"}, {"additionalProperties", std::move(each)}}; }

json::object list_of(const Entry& entry, json::value each) {
  json::object out{{"type", "array"}, {"items", std::move(each)}};
  if (entry.need == Need::required) out["minItems"] = 1;
  return out;
}

json::object plain(const Entry& entry) {
  switch (entry.takes) {
    case Takes::text: return refer("text");
    case Takes::words: return refer("words");
    case Takes::number:
    case Takes::integer: return number(entry);
    case Takes::boolean: return typed("boolean");
    case Takes::choice: return choice(entry);
    case Takes::file:
    case Takes::name: return refer("text");
    case Takes::duration: return refer("duration");
    case Takes::condition: return refer("formula");
    case Takes::value:
    case Takes::verbatim: return {};
    case Takes::texts: return list_of(entry, refer("text"));
    case Takes::values: return table_of(json::object());
    case Takes::schema: return refer("schema");
    case Takes::schemas: return table_of(refer("schema"));
    case Takes::table: return editor_table(entry.of);
    case Takes::named: return table_of(editor_table(entry.of));
    case Takes::steps: return list_of(entry, refer("step"));
    case Takes::tables: return list_of(entry, editor_table(entry.of));
  }
  return {};
}

// What may be written as ${...} instead of the value; a text takes it anyway.
bool or_formula(Takes takes) {
  return takes == Takes::number || takes == Takes::integer || takes == Takes::boolean || takes == Takes::choice || takes == Takes::duration || takes == Takes::texts || takes == Takes::values;
}

}  // namespace

json::object editor_entry(const Entry& entry) {
  json::object out = plain(entry);
  if (entry.known == Known::in_run && or_formula(entry.takes)) out = {{"anyOf", json::array{refer("formula"), out}}};
  out["description"] = std::string(entry.sentence);
  if (!entry.standard.empty()) out["default"] = json_of(parse_yaml(entry.standard));
  return out;
}

json::object editor_table(const std::vector<Entry>& entries) {
  json::object properties;
  json::array required;
  for (const auto& entry : entries) {
    properties[std::string(entry.name)] = editor_entry(entry);
    if (entry.need == Need::required) required.push_back(json::string(entry.name.data(), entry.name.size()));
  }
  json::object out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

}  // namespace gw
