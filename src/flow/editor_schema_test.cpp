// The JSON Schema for editors against the checker, over the example files: what it refuses the checker refuses at the same place.
#include <gtest/gtest.h>

#include <set>

#include "base/files.h"
#include "base/result.h"
#include "flow/check.h"
#include "rules/regex.h"

namespace gw {
namespace {

// A validator of the keywords that the schema uses, over a tree with places.
class Validator {
 public:
  explicit Validator(const json::object& root) : root_(root) {}

  std::vector<Problem> validate(const Yaml& yaml) {
    std::vector<Problem> out;
    visit(root_, yaml, out);
    return out;
  }

 private:
  static std::string_view view(const json::value& text) { return {text.get_string().data(), text.get_string().size()}; }

  void visit(const json::value& schema, const Yaml& yaml, std::vector<Problem>& out) {
    if (schema.is_bool()) {
      if (!schema.get_bool()) out.push_back({yaml.place, "nothing may stand here"});
      return;
    }
    const json::value value = json_of(yaml);
    for (const auto& [key, rule] : schema.get_object()) {
      if (key == "$ref") visit(root_.at("$defs").at(view(rule).substr(8)), yaml, out);
      else if (key == "type") check(type_fits(rule, value), yaml, "type", out);
      else if (key == "enum") check(contains(rule.get_array(), value), yaml, "enum", out);
      else if (key == "const") check(rule == value, yaml, "const", out);
      else if (key == "anyOf") any_of(rule.get_array(), yaml, out);
      else if (key == "allOf") for (const auto& part : rule.get_array()) visit(part, yaml, out);
      else if (key == "if") { if (fits(rule, yaml)) visit(schema.at("then"), yaml, out); }
      else if (key == "required") for (const auto& name : rule.get_array()) check(!yaml.is_map() || yaml.find(view(name)) != nullptr, yaml, "required", out);
      else if (key == "properties") each_member(rule.get_object(), schema.get_object(), yaml, out);
      else if (key == "additionalProperties") { if (!schema.get_object().contains("properties")) for (const auto& member : yaml.members) visit(rule, member.value, out); }
      else if (key == "items") for (const auto& item : yaml.items) visit(rule, item, out);
      else if (key == "minItems") check(!yaml.is_list() || static_cast<std::int64_t>(yaml.items.size()) >= rule.as_int64(), yaml, "minItems", out);
      else if (key == "minProperties") check(!yaml.is_map() || static_cast<std::int64_t>(yaml.members.size()) >= rule.as_int64(), yaml, "minProperties", out);
      else if (key == "minLength") check(!value.is_string() || static_cast<std::int64_t>(value.get_string().size()) >= rule.as_int64(), yaml, "minLength", out);
      else if (key == "minimum") check(!value.is_number() || value.to_number<double>() >= rule.to_number<double>(), yaml, "minimum", out);
      else if (key == "maximum") check(!value.is_number() || value.to_number<double>() <= rule.to_number<double>(), yaml, "maximum", out);
      else if (key == "exclusiveMinimum") check(!value.is_number() || value.to_number<double>() > rule.to_number<double>(), yaml, "exclusiveMinimum", out);
      else if (key == "pattern") check(!value.is_string() || Regex::parse(view(rule)).found_in(Searchable(yaml.text), Patience()), yaml, "pattern", out);
      else EXPECT_TRUE(key == "then" || key == "description" || key == "title" || key == "default" || key == "$defs" || key == "$schema") << key;
    }
  }

  void check(bool good, const Yaml& yaml, const char* what, std::vector<Problem>& out) {
    if (!good) out.push_back({yaml.place, what});
  }
  bool fits(const json::value& schema, const Yaml& yaml) {
    std::vector<Problem> found;
    visit(schema, yaml, found);
    return found.empty();
  }
  // Of several branches the one that came furthest speaks, as in editors.
  void any_of(const json::array& branches, const Yaml& yaml, std::vector<Problem>& out) {
    std::vector<Problem> best;
    for (const auto& branch : branches) {
      std::vector<Problem> found;
      visit(branch, yaml, found);
      if (found.empty()) return;
      if (best.empty() || found.front().place > best.front().place) best = std::move(found);
    }
    out.insert(out.end(), best.begin(), best.end());
  }
  void each_member(const json::object& properties, const json::object& schema, const Yaml& yaml, std::vector<Problem>& out) {
    for (const auto& member : yaml.members) {
      const auto* known = properties.if_contains(member.name);
      if (known != nullptr && *known == json::value(false)) out.push_back({member.value.place, "not here"});
      else if (known != nullptr) visit(*known, member.value, out);
      else if (const auto* others = schema.if_contains("additionalProperties")) {
        if (*others == json::value(false)) out.push_back({member.place, "unknown " + member.name});
        else visit(*others, member.value, out);
      }
    }
  }
  static bool contains(const json::array& list, const json::value& value) {
    for (const auto& item : list)
      if (item == value) return true;
    return false;
  }
  static bool type_fits(const json::value& rule, const json::value& value) {
    if (rule.is_array()) {
      for (const auto& one : rule.get_array())
        if (type_fits(one, value)) return true;
      return false;
    }
    const auto name = name_of(type_of(value));
    return view(rule) == name || (view(rule) == "number" && name == "integer");
  }

  const json::object& root_;
};

std::string shown(const Problem& p) { return std::to_string(p.place.line) + ":" + std::to_string(p.place.column) + " " + p.message; }

template <class Use>
int each_file(const char* folder, Use use) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(GW_SOURCE_DIR) / "tests/apps" / folder)) {
    const std::string text = read_file(entry.path(), 1 << 20);
    const auto tree = as_result([&] { return parse_yaml(text); });
    if (!tree || !tree->is_map()) continue;  // of what is no table there is one thing to say
    use(entry.path().stem().string(), text, *tree);
    ++count;
  }
  return count;
}

TEST(EditorSchema, AcceptsWhatTheCheckerAccepts) {
  const json::object schema = editor_schema();
  const int files = each_file("sound", [&](const std::string& name, const std::string&, const Yaml& tree) {
    for (const auto& problem : Validator(schema).validate(tree)) ADD_FAILURE() << name << " " << shown(problem);
  });
  EXPECT_GE(files, 3);
}

TEST(EditorSchema, RefusesNothingElseAndAtTheSamePlace) {
  const json::object schema = editor_schema();
  int refused = 0;
  each_file("faulty", [&](const std::string& name, const std::string& text, const Yaml& tree) {
    std::set<Place> known;
    for (const auto& problem : check_app(text, name).problems) known.insert(problem.place);
    const auto found = Validator(schema).validate(tree);
    refused += !found.empty();
    for (const auto& problem : found) EXPECT_TRUE(known.contains(problem.place)) << name << " " << shown(problem);
  });
  EXPECT_GE(refused, 40);  // the others are about names, references and sums, which a schema cannot follow
}

}  // namespace
}  // namespace gw
