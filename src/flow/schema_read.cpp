#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/result.h"
#include "base/spelling.h"
#include "base/text.h"
#include "flow/schema.h"
#include "rules/regex.h"

namespace gw {
namespace {

constexpr int levels_most = 16;
const std::vector<std::string> formats{"date", "date-time", "email", "uri"};

// One schema being read: what its keywords fill, and where their values stand for the checks at its end.
struct Reading {
  Schema& schema;
  std::vector<Problem>& problems;
  int level;
  void refuse(Place place, std::string message) { problems.push_back({place, std::move(message)}); }
};

Schema read_at(const Yaml& yaml, std::vector<Problem>& problems, int level);

std::optional<double> number_of(Reading& r, std::string_view name, const Yaml& yaml) {
  const json::value value = json_of(yaml);
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_double()) return value.get_double();
  r.refuse(yaml.place, fmt::format("\"{}\" must be a number, not {}", name, quoted(yaml)));
  return {};
}

std::optional<std::int64_t> count_of(Reading& r, std::string_view name, const Yaml& yaml) {
  const json::value value = json_of(yaml);
  if (value.is_int64() && value.get_int64() >= 0) return value.get_int64();
  r.refuse(yaml.place, fmt::format("\"{}\" must be a whole number from 0 on, not {}", name, quoted(yaml)));
  return {};
}

bool flag_of(Reading& r, std::string_view name, const Yaml& yaml, bool otherwise) {
  const json::value value = json_of(yaml);
  if (value.is_bool()) return value.get_bool();
  r.refuse(yaml.place, fmt::format("\"{}\" must be true or false, not {}", name, quoted(yaml)));
  return otherwise;
}

// What other languages call the types.
std::string_view type_meant(std::string_view name) {
  struct Row { std::string_view said, meant; };
  constexpr Row rows[] = {{"int", "integer"}, {"long", "integer"}, {"float", "number"}, {"double", "number"}, {"decimal", "number"}, {"bool", "boolean"}, {"flag", "boolean"},
                          {"str", "string"},  {"text", "string"},  {"date", "string, with format: date"},  {"list", "array"},     {"map", "object"},     {"dict", "object"},  {"table", "object"}};
  for (const auto& row : rows)
    if (row.said == name) return row.meant;
  return "";
}

void add_type(Reading& r, const Yaml& yaml) {
  const auto& names = type_names();
  // `type: null` is the word null, which YAML reads as nothing.
  const std::string name = yaml.kind == Yaml::Kind::nothing ? "null" : yaml.text;
  const auto found = std::ranges::find(names, name);
  if (const auto meant = type_meant(name); !meant.empty()) return r.refuse(yaml.place, fmt::format("there is no type {}; write {} instead", quoted(yaml), meant));
  if (found == names.end() || yaml.is_list() || yaml.is_map()) return r.refuse(yaml.place, fmt::format("there is no type {}; {}", quoted(yaml), or_rather(name, names)));
  r.schema.types.push_back(static_cast<Type>(found - names.begin()));
}

void read_type(Reading& r, std::string_view, const Yaml& yaml) {
  if (yaml.is_list() && yaml.items.empty()) r.refuse(yaml.place, "\"type\" must name at least one type");
  if (!yaml.is_list()) return add_type(r, yaml);
  for (const auto& item : yaml.items) add_type(r, item);
}

void read_choices(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_list() || yaml.items.empty()) return r.refuse(yaml.place, fmt::format("\"enum\" must be a list of the values that are allowed, not {}", yaml.is_list() ? "an empty one" : quoted(yaml)));
  for (const auto& item : yaml.items) {
    json::value value = json_of(item);
    if (std::ranges::find(r.schema.choices, value) != r.schema.choices.end()) r.refuse(item.place, fmt::format("{} stands in \"enum\" twice", quoted(item)));
    else r.schema.choices.push_back(std::move(value));
  }
}

void read_pattern(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_scalar()) return r.refuse(yaml.place, fmt::format("\"pattern\" must be a regular expression, not {}", quoted(yaml)));
  if (const auto pattern = as_result([&] { return Regex::parse(yaml.text); }); !pattern) return r.refuse(yaml.place, as_problem(pattern.error().message()));
  r.schema.pattern = yaml.text;
}

void read_format(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_scalar() || std::ranges::find(formats, yaml.text) == formats.end())
    return r.refuse(yaml.place, fmt::format("there is no format {}; {}", quoted(yaml), or_rather(yaml.text, formats)));
  r.schema.format = yaml.text;
}

void read_properties(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_map()) return r.refuse(yaml.place, fmt::format("\"properties\" must be a table of names and what each may be, not {}", quoted(yaml)));
  for (const auto& member : yaml.members) r.schema.properties.push_back({member.name, read_at(member.value, r.problems, r.level + 1)});
}

void read_required(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_list()) return r.refuse(yaml.place, fmt::format("\"required\" must be a list of names, not {}; an input without a default is required by itself", quoted(yaml)));
  for (const auto& item : yaml.items) {
    if (!item.is_scalar()) r.refuse(item.place, fmt::format("\"required\" must be a list of names; {} is none", quoted(item)));
    else r.schema.required.push_back(item.text);
  }
}

void read_others(Reading& r, std::string_view name, const Yaml& yaml) {
  if (yaml.is_map()) r.schema.others.push_back(read_at(yaml, r.problems, r.level + 1));
  else r.schema.open = flag_of(r, name, yaml, true);
}

void read_examples(Reading& r, std::string_view, const Yaml& yaml) {
  if (!yaml.is_list()) return r.refuse(yaml.place, fmt::format("\"examples\" must be a list, not {}", quoted(yaml)));
  for (const auto& item : yaml.items) r.schema.examples.push_back(json_of(item));
}

struct Keyword {
  std::string_view name;
  std::vector<Type> about;   // types that it says something about; empty: all
  std::string_view accepts;  // what may stand behind it, as JSON Schema
  void (*read)(Reading&, std::string_view name, const Yaml&);
};

const std::vector<Keyword>& keywords() {
  using R = Reading;
  using S = std::string_view;
  using Y = Yaml;
  const std::vector<Type> text{Type::string}, numbers{Type::integer, Type::number}, list{Type::array}, table{Type::object};
  static const std::vector<Keyword> all{
      {"type", {}, R"({"anyOf":[{"$ref":"#/$defs/type"},{"type":"array","items":{"$ref":"#/$defs/type"},"minItems":1}]})", read_type},
      {"title", {}, R"({"$ref":"#/$defs/words"})", [](R& r, S name, const Y& y) { r.schema.title = read_words(y, name, r.problems); }},
      {"description", {}, R"({"$ref":"#/$defs/words"})", [](R& r, S name, const Y& y) { r.schema.description = read_words(y, name, r.problems); }},
      {"default", {}, R"({})", [](R& r, S, const Y& y) { r.schema.standard = json_of(y); }},
      {"examples", {}, R"({"type":"array"})", read_examples},
      {"enum", {}, R"({"type":"array","minItems":1})", read_choices},
      {"const", {}, R"({})", [](R& r, S, const Y& y) { r.schema.constant = json_of(y); }},
      {"minLength", text, R"({"type":"integer","minimum":0})", [](R& r, S name, const Y& y) { r.schema.length_least = count_of(r, name, y); }},
      {"maxLength", text, R"({"type":"integer","minimum":0})", [](R& r, S name, const Y& y) { r.schema.length_most = count_of(r, name, y); }},
      {"pattern", text, R"({"type":["string","number","boolean"]})", read_pattern},
      {"format", text, R"({"enum":["date","date-time","email","uri"]})", read_format},
      {"minimum", numbers, R"({"type":"number"})", [](R& r, S name, const Y& y) { r.schema.least = number_of(r, name, y); }},
      {"maximum", numbers, R"({"type":"number"})", [](R& r, S name, const Y& y) { r.schema.most = number_of(r, name, y); }},
      {"exclusiveMinimum", numbers, R"({"type":"number"})", [](R& r, S name, const Y& y) { r.schema.above = number_of(r, name, y); }},
      {"exclusiveMaximum", numbers, R"({"type":"number"})", [](R& r, S name, const Y& y) { r.schema.below = number_of(r, name, y); }},
      {"multipleOf", numbers, R"({"type":"number","exclusiveMinimum":0})", [](R& r, S name, const Y& y) {
         r.schema.multiple_of = number_of(r, name, y);
         if (r.schema.multiple_of && *r.schema.multiple_of <= 0) r.refuse(y.place, "\"multipleOf\" must be above 0");
       }},
      {"items", list, R"({"$ref":"#/$defs/schema"})", [](R& r, S, const Y& y) { r.schema.items.push_back(read_at(y, r.problems, r.level + 1)); }},
      {"minItems", list, R"({"type":"integer","minimum":0})", [](R& r, S name, const Y& y) { r.schema.items_least = count_of(r, name, y); }},
      {"maxItems", list, R"({"type":"integer","minimum":0})", [](R& r, S name, const Y& y) { r.schema.items_most = count_of(r, name, y); }},
      {"uniqueItems", list, R"({"type":"boolean"})", [](R& r, S name, const Y& y) { r.schema.unique = flag_of(r, name, y, false); }},
      {"properties", table, R"({"type":"object","additionalProperties":{"$ref":"#/$defs/schema"}})", read_properties},
      {"required", table, R"({"type":"array","items":{"type":["string","number","boolean"]}})", read_required},
      {"additionalProperties", table, R"({"anyOf":[{"type":"boolean"},{"$ref":"#/$defs/schema"}]})", read_others},
  };
  return all;
}

std::vector<std::string> keyword_names() {
  std::vector<std::string> out;
  for (const auto& keyword : keywords()) out.emplace_back(keyword.name);
  return out;
}

// A keyword about other types than the schema's own is a rule that is never looked at.
void check_subject(Reading& r, const Keyword& keyword, Place place) {
  const auto& types = r.schema.types;
  if (keyword.about.empty() || types.empty()) return;
  for (Type type : types)
    if (std::ranges::find(keyword.about, type) != keyword.about.end()) return;
  Schema about;
  about.types = keyword.about;
  r.refuse(place, fmt::format("\"{}\" says nothing about {}; it is for {}", keyword.name, in_words(r.schema), in_words(about)));
}

template <class Number>
void check_order(Reading& r, const Yaml& yaml, std::string_view least, std::string_view most, const std::optional<Number>& low, const std::optional<Number>& high) {
  if (low && high && *low > *high) r.refuse(yaml.find(most)->place, fmt::format("\"{}\" ({}) is above \"{}\" ({}), so nothing would fit", least, *low, most, *high));
}

void check_required(Reading& r, const Yaml& yaml) {
  std::vector<std::string> names;
  for (const auto& property : r.schema.properties) names.push_back(property.name);
  const Yaml* list = yaml.find("required");
  for (const auto& item : list && list->is_list() ? list->items : std::vector<Yaml>())
    if (item.is_scalar() && !names.empty() && r.schema.property(item.text) == nullptr)
      r.refuse(item.place, fmt::format("\"required\" names {}, which is not among the properties; {}", quoted(item), or_rather(item.text, names)));
}

// The values that a schema gives itself must fit it.
void check_own_values(Reading& r, const Yaml& yaml) {
  const auto check = [&](std::string_view what, const Yaml& value) {
    for (const auto& fault : faults_of(r.schema, json_of(value)))
      r.refuse(value.place, fmt::format("{} {} does not fit: {}{}{}", what, quoted(value), fault.path, fault.path.empty() ? "" : " ", fault.message.en));
  };
  if (const Yaml* standard = yaml.find("default")) check("the default", *standard);
  if (const Yaml* constant = yaml.find("const")) check("the constant", *constant);
  for (const char* name : {"enum", "examples"})
    if (const Yaml* list = yaml.find(name); list && list->is_list())
      for (const auto& item : list->items) check(name == std::string_view("enum") ? "the choice" : "the example", item);
}

Schema read_at(const Yaml& yaml, std::vector<Problem>& problems, int level) {
  Schema schema;
  schema.place = yaml.place;
  Reading r{schema, problems, level};
  if (level > levels_most) {
    r.refuse(yaml.place, fmt::format("more than {} levels of items and properties", levels_most));
    return schema;
  }
  if (!yaml.is_map()) {
    const bool type = yaml.is_scalar() && std::ranges::find(type_names(), yaml.text) != type_names().end();
    r.refuse(yaml.place, type ? fmt::format("write {{type: {}}} instead of {}", yaml.text, yaml.text) : fmt::format("what it may be must be a table like {{type: string}}, not {}", quoted(yaml)));
    return schema;
  }
  const std::size_t before = problems.size();
  std::vector<std::pair<const Keyword*, Place>> sound;
  for (const auto& member : yaml.members) {
    const auto found = std::ranges::find(keywords(), std::string_view(member.name), &Keyword::name);
    if (found == keywords().end()) r.refuse(member.place, fmt::format("\"{}\" is not read here; {}", member.name, or_rather(member.name, keyword_names())));
    else {
      const std::size_t so_far = problems.size();
      found->read(r, found->name, member.value);
      if (problems.size() == so_far) sound.emplace_back(&*found, member.place);
    }
  }
  for (const auto& [keyword, place] : sound) check_subject(r, *keyword, place);  // now that the types are known
  check_required(r, yaml);
  check_order(r, yaml, "minLength", "maxLength", schema.length_least, schema.length_most);
  check_order(r, yaml, "minimum", "maximum", schema.least, schema.most);
  check_order(r, yaml, "exclusiveMinimum", "exclusiveMaximum", schema.above, schema.below);
  check_order(r, yaml, "minItems", "maxItems", schema.items_least, schema.items_most);
  if (problems.size() == before) check_own_values(r, yaml);  // a schema that is wrong itself would only be wrong twice
  return schema;
}

}  // namespace

json::object schema_of_schemas() {
  json::object properties;
  for (const auto& keyword : keywords()) properties[std::string(keyword.name)] = parse_json(keyword.accepts);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Schema read_schema(const Yaml& yaml, std::vector<Problem>& problems) { return read_at(yaml, problems, 1); }

}  // namespace gw
