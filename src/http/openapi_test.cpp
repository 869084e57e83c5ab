#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/json.h"
#include "http/route.h"

namespace gw {
namespace {

/// As a person reads it, so that a changed API shows in the diff: short values on one line, long ones one member a line.
void pretty(const json::value& value, std::size_t indent, std::string& out) {
  const std::string flat = json::serialize(value);
  if (flat.size() + indent <= 140 || !value.is_structured()) {
    out += flat;
    return;
  }
  const std::string space(indent + 2, ' ');
  bool first = true;
  const auto begin = [&] {
    out += first ? "\n" : ",\n";
    out += space;
    first = false;
  };
  if (value.is_array()) {
    out += '[';
    for (const auto& item : value.get_array()) {
      begin();
      pretty(item, indent + 2, out);
    }
    out += "\n" + std::string(indent, ' ') + "]";
  } else {
    out += '{';
    for (const auto& [name, member] : value.get_object()) {
      begin();
      out += json::serialize(json::value(name)) + ": ";
      pretty(member, indent + 2, out);
    }
    out += "\n" + std::string(indent, ' ') + "}";
  }
}

bool updating() {
  for (const auto& argument : testing::internal::GetArgvs())
    if (argument == "--update") return true;
  return false;
}

// `http_test --update` rewrites docs/openapi.json; the diff is the review.
TEST(OpenApi, IsTheGoldenFile) {
  std::string now;
  pretty(parse_json(openapi()), 0, now);
  now += "\n";
  const std::string path = GW_SOURCE_DIR "/docs/openapi.json";
  if (updating()) std::ofstream(path) << now;
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_TRUE(golden.str() == now) << "the API changed: look at it, then run http_test --update";
}

void references(const json::value& value, std::set<std::string>& out) {
  if (value.is_array())
    for (const auto& item : value.get_array()) references(item, out);
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.get_object()) {
    if (name == "$ref") out.insert(std::string(member.get_string()));
    references(member, out);
  }
}

const std::set<std::string> for_people_of_an_app{"run_app", "answer_task", "add_case", "remove_case", "evaluate_app", "give_feedback", "give_outcome", "mcp"};

TEST(OpenApi, EveryReferenceLeadsSomewhereAndEveryRouteIsWhole) {
  const auto value = parse_json(openapi());
  const auto& description = value.get_object();
  const auto& schemas = description.at("components").at("schemas").get_object();
  std::set<std::string> wanted, names;
  references(value, wanted);
  EXPECT_GT(wanted.size(), 20u);
  for (const auto& reference : wanted) {
    const std::string prefix = "#/components/schemas/";
    ASSERT_TRUE(reference.starts_with(prefix)) << reference;
    EXPECT_TRUE(schemas.contains(reference.substr(prefix.size()))) << reference;
  }
  for (const auto& [name, schema] : schemas) EXPECT_TRUE(wanted.contains("#/components/schemas/" + std::string(name))) << name << " is used by nothing";
  for (const auto& route : routes()) {
    EXPECT_TRUE(names.insert(route.name).second) << route.name << " is there twice";
    const std::string sentence = route.sentence;
    EXPECT_TRUE(sentence.ends_with('.')) << sentence;
    const std::string method = route.method;
    EXPECT_TRUE(description.at("paths").at(route.path).get_object().contains(method)) << route.path;
    // What changes something is for administrators; asking and searching change nothing, and an app's people may run it, answer what they are asked and,
    // being its experts, correct it: those functions ask themselves (tests/http).
    if (method != "get" && std::string(route.topic) != "ask" && !for_people_of_an_app.contains(route.name)) EXPECT_EQ(route.access, Access::administrator) << route.path;
  }
}

TEST(Routes, AreFound) {
  std::vector<std::string> values;
  std::string allowed;
  const auto found = [&](const char* method, const char* path) {
    allowed.clear();
    const auto* route = find_route(method, path, values, allowed);
    return route == nullptr ? std::string() : std::string(route->name);
  };
  EXPECT_EQ(found("GET", "/api/v1/imports/abc/events"), "import_events");
  EXPECT_EQ(values, std::vector<std::string>{"abc"});
  EXPECT_EQ(found("HEAD", "/healthz"), "health");
  EXPECT_EQ(found("get", "/healthz"), "") << "methods are written in capitals";
  EXPECT_EQ(found("GET", "/api/v1/imports/"), "");
  EXPECT_EQ(found("GET", "/api/v1/imports"), "");
  EXPECT_EQ(allowed, "POST");
  EXPECT_EQ(found("PUT", "/api/v1/document"), "");
  EXPECT_EQ(allowed, "GET, HEAD, PATCH, DELETE");
  EXPECT_EQ(found("GET", "/api/v1/document/"), "");
  EXPECT_EQ(found("GET", "//api/v1/document"), "");
}

}  // namespace
}  // namespace gw
