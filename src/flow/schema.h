// What a value may be: the part of JSON Schema that app files use (docs/apps.md), no keyword of which is ignored.
//
//   app file --read_schema--> Schema --json_of--> standard JSON Schema (page, OpenAPI, MCP)
//                                |
//        value --with_defaults--> value --faults_of--> what does not fit, in both languages
//
// The same noun describes what steps give (steps.find.hits[0].text), so that a path can be followed before anything runs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/yaml.h"
#include "flow/words.h"

namespace gw {

enum class Type { null, boolean, integer, number, string, array, object };
std::string_view name_of(Type type);
Type type_of(const json::value& value);
const std::vector<std::string>& type_names();  ///< in the order of Type

struct Property;
struct Schema {
  std::vector<Type> types;  ///< empty: any
  Words title, description;
  std::vector<json::value> choices;  ///< enum; empty: any
  std::optional<json::value> constant, standard;  ///< const, default
  std::vector<json::value> examples;
  std::optional<std::int64_t> length_least, length_most;  ///< of a string, in code points
  std::string pattern, format;
  std::optional<double> least, most, above, below, multiple_of;
  std::optional<std::int64_t> items_least, items_most;
  bool unique = false;
  std::vector<Schema> items;  ///< none, or the one that all items fit
  std::vector<Property> properties;
  std::vector<std::string> required;
  bool open = true;             ///< an object may have other members than `properties`
  std::vector<Schema> others;   ///< none, or the one that those fit
  Place place;

  bool allows(Type type) const;  ///< a number allows an integer
  const Schema* property(std::string_view name) const;
};
struct Property { std::string name; Schema schema; };

/// Reads a schema; what is wrong with it is added to `problems`: unknown keywords, keywords that say nothing about its type, bounds that contradict
/// each other, a pattern that does not compile, a default or choice that it does not allow itself. At most 16 levels.
Schema read_schema(const Yaml& yaml, std::vector<Problem>& problems);

/// What read_schema accepts, as JSON Schema that refers to "#/$defs/schema", "type" and "words" of the file it stands in.
json::object schema_of_schemas();

/// A schema in short, as rows of step kinds write it: `{hits: [{document: string, page: integer or null}], best: any}`. Objects are closed.
/// An impossible() when it is not well formed: rows are part of the program.
Schema shape(std::string_view brief);

Schema closed_table(std::vector<Property> properties);  ///< an object of these and no other members
Schema list_of(Schema item);

/// What does not fit. `path` is written as in expressions: "lines[0].price", "" for the whole.
struct Unfit { std::string path; Words message; };
std::vector<Unfit> faults_of(const Schema& schema, const json::value& value);

/// The value with the defaults of missing members, at every depth.
json::value with_defaults(const Schema& schema, json::value value);

json::object json_of(const Schema& schema, Tongue tongue);  ///< standard JSON Schema

/// The types of a schema as words: "a text", "a list", "a whole number or nothing", "anything".
std::string in_words(const Schema& schema, Tongue tongue = Tongue::en);

}  // namespace gw
