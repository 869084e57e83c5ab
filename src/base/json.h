// JSON in and out: Boost.JSON behind the few calls the house needs, with limits on what is read.
#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gw {
namespace json = boost::json;

/// Parses one JSON text (depth at most 64). Throws Error(invalid) with the place; never recurses without bound.
json::value parse_json(std::string_view text);

/// Member `key` of an object as a string; "" when missing. Error(invalid) naming the key when it is of another type.
std::string string_or(const json::object& object, std::string_view key, std::string_view otherwise = "");
/// Error(invalid) when missing or of another type.
std::string string_of(const json::object& object, std::string_view key);

/// A member that is a list of strings, or one string with commas; empty when missing.
std::vector<std::string> strings_of(const json::object& object, std::string_view key);

/// One line of JSON text with numbers as people write them (0.75, not 7.5E-1); a number that JSON cannot say (NaN) becomes null.
std::string json_text(const json::value& value);

}  // namespace gw
