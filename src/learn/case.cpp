#include "learn/case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"

namespace gw {
namespace {

constexpr std::array<std::string_view, 13> members{"id", "inputs", "expected", "refuse", "never_break", "sealed", "stratum", "cluster", "time", "source", "run", "note", "who"};
constexpr std::size_t id_most = 200;

bool flag_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return false;
  if (!value->is_bool()) throw Error(Code::invalid, fmt::format("\"{}\" must be true or false.", name));
  return value->get_bool();
}

json::object table_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_object()) throw Error(Code::invalid, fmt::format("\"{}\" must be an object.", name));
  return value->get_object();
}

}  // namespace

json::object case_json(const Case& one) {
  json::object out{{"id", one.id}, {"inputs", one.inputs}};
  if (one.refuse) out["refuse"] = true;
  else out["expected"] = one.expected;
  if (one.never_break) out["never_break"] = true;
  if (one.sealed) out["sealed"] = true;
  for (const auto& [name, text] : {std::pair("stratum", &one.stratum), {"cluster", &one.cluster}, {"time", &one.time}, {"source", &one.source}, {"run", &one.run}, {"note", &one.note}, {"who", &one.who}})
    if (!text->empty()) out[name] = *text;
  return out;
}

Case case_of(const json::object& object) {
  for (const auto& member : object)
    if (std::ranges::find(members, std::string_view(member.key())) == members.end()) throw Error(Code::invalid, fmt::format("\"{}\" is not known here; a case has inputs, and expected or refuse.", std::string_view(member.key())));
  Case out{.id = string_or(object, "id"), .inputs = table_in(object, "inputs"), .expected = table_in(object, "expected"), .refuse = flag_in(object, "refuse"),
           .never_break = flag_in(object, "never_break"), .sealed = flag_in(object, "sealed"), .stratum = string_or(object, "stratum"), .cluster = string_or(object, "cluster"),
           .time = string_or(object, "time"), .source = string_or(object, "source"), .run = string_or(object, "run"), .note = string_or(object, "note"), .who = string_or(object, "who")};
  if (!object.contains("inputs")) throw Error(Code::invalid, "\"inputs\" is missing.");
  if (out.refuse && !out.expected.empty()) throw Error(Code::invalid, "A case has either \"expected\" or \"refuse\".");
  if (!out.refuse && out.expected.empty()) throw Error(Code::invalid, "\"expected\" is missing: the outputs that are right, or \"refuse\": true.");
  if (out.id.size() > id_most) throw Error(Code::invalid, "\"id\" is too long.");
  return out;
}

}  // namespace gw
