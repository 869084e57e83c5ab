// Numbers out of JSON objects, checked.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/json.h"

namespace gw {

/// Error(invalid) naming the key when it is missing, no number, or outside [least, most].
double number_of(const json::object& object, std::string_view key, double least, double most);
std::int64_t count_of(const json::object& object, std::string_view key);  ///< a whole number, 0 or more
/// Error(invalid) naming the key when it is missing or no list.
const json::array& list_of(const json::object& object, std::string_view key);
/// Error(invalid) when the value is no object; `what` names it.
const json::object& object_of(const json::value& value, std::string_view what);

}  // namespace gw
