#include "learn/numbers_json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

const json::value& member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr) throw Error(Code::invalid, fmt::format("\"{}\" is missing.", key));
  return *value;
}

}  // namespace

double number_of(const json::object& object, std::string_view key, double least, double most) {
  const json::value& value = member(object, key);
  if (!value.is_number()) throw Error(Code::invalid, fmt::format("\"{}\" must be a number.", key));
  const auto number = value.to_number<double>();
  if (!(number >= least && number <= most)) throw Error(Code::invalid, fmt::format("\"{}\" must lie between {} and {}.", key, least, most));
  return number;
}

std::int64_t count_of(const json::object& object, std::string_view key) {
  const json::value& value = member(object, key);
  if (!value.is_int64() || value.as_int64() < 0) throw Error(Code::invalid, fmt::format("\"{}\" must be a whole number, 0 or more.", key));
  return value.as_int64();
}

const json::array& list_of(const json::object& object, std::string_view key) {
  const json::value& value = member(object, key);
  if (!value.is_array()) throw Error(Code::invalid, fmt::format("\"{}\" must be a list.", key));
  return value.as_array();
}

const json::object& object_of(const json::value& value, std::string_view what) {
  if (!value.is_object()) throw Error(Code::invalid, fmt::format("\"{}\" must be an object.", what));
  return value.as_object();
}

}  // namespace gw
