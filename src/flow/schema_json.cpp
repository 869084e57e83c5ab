#include "base/text.h"
#include "flow/schema.h"

namespace gw {
namespace {

struct TypeRow { std::string_view name, en, zh; };
constexpr TypeRow rows[] = {{"null", "nothing", "空"},       {"boolean", "true or false", "真或假"}, {"integer", "a whole number", "整数"}, {"number", "a number", "数"},
                            {"string", "a text", "文本"}, {"array", "a list", "列表"},           {"object", "a table", "表"}};
const TypeRow& row_of(Type type) { return rows[static_cast<std::size_t>(type)]; }

void put_words(json::object& out, const char* name, const Words& words, Tongue tongue) {
  if (!words.empty()) out[name] = words.in(tongue);
}

// A bound that is whole is written whole: 5, not 5.0.
void put_number(json::object& out, const char* name, const std::optional<double>& number) {
  if (!number) return;
  const auto whole = static_cast<std::int64_t>(*number >= -9e15 && *number <= 9e15 ? *number : 0.5);
  if (static_cast<double>(whole) == *number) out[name] = whole;
  else out[name] = *number;
}

void put_count(json::object& out, const char* name, const std::optional<std::int64_t>& count) {
  if (count) out[name] = *count;
}

void put_types(json::object& out, const Schema& schema) {
  json::array names;
  for (Type type : schema.types) names.push_back(json::string(row_of(type).name.data(), row_of(type).name.size()));
  if (names.size() == 1) out["type"] = names.front();
  else if (!names.empty()) out["type"] = std::move(names);
}

void put_table(json::object& out, const Schema& schema, Tongue tongue) {
  if (!schema.properties.empty()) {
    json::object properties;
    for (const auto& [name, property] : schema.properties) properties[name] = json_of(property, tongue);
    out["properties"] = std::move(properties);
  }
  if (!schema.required.empty()) {
    json::array required;
    for (const auto& name : schema.required) required.emplace_back(name);
    out["required"] = std::move(required);
  }
  if (!schema.others.empty()) out["additionalProperties"] = json_of(schema.others.front(), tongue);
  else if (!schema.open) out["additionalProperties"] = false;
}

}  // namespace

std::string_view name_of(Type type) { return row_of(type).name; }

const std::vector<std::string>& type_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const auto& row : rows) out.emplace_back(row.name);
    return out;
  }();
  return names;
}

bool Schema::allows(Type type) const {
  if (types.empty()) return true;
  for (Type own : types)
    if (own == type || (own == Type::number && type == Type::integer)) return true;
  return false;
}

const Schema* Schema::property(std::string_view name) const {
  for (const auto& property : properties)
    if (property.name == name) return &property.schema;
  return nullptr;
}

json::object json_of(const Schema& schema, Tongue tongue) {
  json::object out;
  put_types(out, schema);
  put_words(out, "title", schema.title, tongue);
  put_words(out, "description", schema.description, tongue);
  if (!schema.choices.empty()) out["enum"] = json::array(schema.choices.begin(), schema.choices.end());
  if (schema.constant) out["const"] = *schema.constant;
  if (schema.standard) out["default"] = *schema.standard;
  if (!schema.examples.empty()) out["examples"] = json::array(schema.examples.begin(), schema.examples.end());
  put_count(out, "minLength", schema.length_least);
  put_count(out, "maxLength", schema.length_most);
  if (!schema.pattern.empty()) out["pattern"] = schema.pattern;
  if (!schema.format.empty()) out["format"] = schema.format;
  put_number(out, "minimum", schema.least);
  put_number(out, "maximum", schema.most);
  put_number(out, "exclusiveMinimum", schema.above);
  put_number(out, "exclusiveMaximum", schema.below);
  put_number(out, "multipleOf", schema.multiple_of);
  if (!schema.items.empty()) out["items"] = json_of(schema.items.front(), tongue);
  put_count(out, "minItems", schema.items_least);
  put_count(out, "maxItems", schema.items_most);
  if (schema.unique) out["uniqueItems"] = true;
  put_table(out, schema, tongue);
  return out;
}

std::string in_words(const Schema& schema, Tongue tongue) {
  const bool zh = tongue == Tongue::zh;
  if (schema.types.empty()) return zh ? "任意值" : "anything";
  std::vector<std::string> names;
  for (Type type : schema.types) names.emplace_back(zh ? row_of(type).zh : row_of(type).en);
  return join(names, zh ? "或" : " or ");
}

}  // namespace gw
