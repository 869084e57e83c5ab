#include "flow/references.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/spelling.h"
#include "base/text.h"
#include "flow/inside.h"
#include "rules/expression.h"

namespace gw {
namespace {

std::vector<std::string> names_in(const Schema* table) {
  std::vector<std::string> out;
  if (table != nullptr)
    for (const auto& property : table->properties) out.push_back(property.name);
  return out;
}

// What is wrong with the name behind `steps.` or `inputs.`, said in the words of apps; "" when nothing is.
std::string fault_of_name(const PathAt& path, const Reach& reach) {
  if (path.parts.size() < 2 || path.parts[1].of != PathPart::Of::name) return "";
  const std::string &root = path.parts[0].name, &name = path.parts[1].name;
  const Schema* table = reach.root.property(root);
  if (table == nullptr || table->open || (root != "steps" && root != "inputs") || table->property(name) != nullptr) return "";
  if (root == "inputs") return fmt::format("there is no input \"{}\"; {}", name, table->properties.empty() ? "the app has none" : or_rather(name, names_in(table)));
  if (name == reach.step) return fmt::format("step \"{}\" cannot read its own result", name);
  if (std::ranges::find(reach.later, name) != reach.later.end()) return fmt::format("step \"{}\" comes later; a step reads only those before it", name);
  const auto known = names_in(table);
  return fmt::format("there is no step \"{}\" before this; {}", name, known.empty() ? "this is the first" : or_rather(name, known));
}

}  // namespace

void Reach::add(std::string_view name, Schema schema) { root.properties.push_back({std::string(name), std::move(schema)}); }

void Reach::add_step(std::string_view id, Schema result) {
  for (auto& property : root.properties)
    if (property.name == "steps") property.schema.properties.push_back({std::string(id), std::move(result)});
  std::erase(later, id);
}

void Reach::forget_steps() {
  for (auto& property : root.properties)
    if (property.name == "steps") property.schema = Schema();
}

Reach reach_of(Schema inputs) {
  Reach out;
  out.root = closed_table({{"inputs", std::move(inputs)}, {"steps", closed_table({})}, {"run", shape("{id: string, app: string, by: string, started: string}")}});
  return out;
}

Schema check_formula(std::string_view file, const Yaml& scalar, const Reach& reach, std::vector<Problem>& problems) {
  const auto refuse = [&](std::size_t offset, std::string message) { problems.push_back({place_inside(file, scalar, offset), std::move(message)}); };
  if (problems.size() >= problems_most) return {};
  std::size_t at = 0;
  try {
    Template::parse(scalar.text, &at);
  } catch (const Error& e) {
    refuse(at, as_problem(e.message()));
    return {};
  }
  const auto paths = paths_in(scalar.text);
  Schema gives;
  for (const auto& path : paths) {
    if (auto fault = fault_of_name(path, reach); !fault.empty()) {
      refuse(path.parts[1].at, std::move(fault));
      continue;
    }
    Followed followed = follow(path, reach.root);
    if (!followed.message.empty()) refuse(path.parts[followed.part].at, std::move(followed.message));
    else if (path.alone) gives = std::move(followed.gives);
  }
  const auto text = trim(scalar.text);
  if (!text.starts_with("${") || !text.ends_with('}')) gives.types = {Type::string};
  return gives;
}

bool may_meet(const Schema& wanted, const Schema& given) {
  if (wanted.types.empty() || given.types.empty()) return true;
  for (Type type : given.types)
    if (type != Type::null && (wanted.allows(type) || (type == Type::number && wanted.allows(Type::integer)))) return true;
  return std::ranges::all_of(given.types, [](Type type) { return type == Type::null; });
}

void check_taken(const Entry& entry, const Yaml& scalar, const Schema& given, std::vector<Problem>& problems) {
  Schema wanted;
  switch (entry.takes) {
    case Takes::number:
    case Takes::integer: wanted.types = {Type::number}; break;
    case Takes::boolean: wanted.types = {Type::boolean}; break;
    case Takes::text:
    case Takes::name:
    case Takes::choice:
    case Takes::words: wanted.types = {Type::string, Type::number, Type::boolean}; break;
    case Takes::texts: wanted.types = {Type::array}; break;
    case Takes::values: wanted.types = {Type::object}; break;
    default: return;
  }
  if (entry.takes == Takes::texts && !given.types.empty() && given.allows(Type::string)) wanted.types.push_back(Type::string);  // an item of the list
  if (may_meet(wanted, given)) return;
  if (wanted.types.size() == 3) wanted.types = {Type::string};
  problems.push_back({scalar.place, fmt::format("\"{}\" must be {}, but {} is {}", entry.name, in_words(wanted), quoted(scalar), in_words(given))});
}

}  // namespace gw
