// Settings as a step gets them: ${...} filled, defaults in place, each of the type that its entry takes.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "flow/duration.h"
#include "flow/entry.h"
#include "flow/schema.h"

namespace gw {
namespace {

std::string as_text(const json::value& value) {
  if (value.is_string()) return {value.get_string().data(), value.get_string().size()};
  return value.is_null() ? std::string() : json_text(value);
}

[[noreturn]] void refuse(const Entry& entry, std::string_view what, const json::value& value) {
  Schema is;
  is.types = {type_of(value)};
  throw Error(Code::invalid, fmt::format("\"{}\" must be {}, but here it is {}.", entry.name, what, in_words(is)));
}

json::value fitted_number(const Entry& entry, json::value value) {
  if (!value.is_number()) refuse(entry, "a number", value);
  const double number = value.to_number<double>();
  if (entry.takes == Takes::integer && number != static_cast<double>(static_cast<std::int64_t>(number))) refuse(entry, "a whole number", value);
  if (entry.least != entry.most && (number < entry.least || number > entry.most))
    throw Error(Code::invalid, fmt::format("\"{}\" must lie from {} to {}, but here it is {}.", entry.name, entry.least, entry.most, number));
  return value;
}

json::value fitted_list(const Entry& entry, json::value value) {
  if (!value.is_array()) refuse(entry, "a list", value);
  for (auto& item : value.get_array()) {
    if (entry.takes == Takes::texts) item = as_text(item);
    else if (item.is_object()) item = fitted(std::move(item.get_object()), entry.of);
  }
  return value;
}

json::value fitted_value(const Entry& entry, json::value value) {
  switch (entry.takes) {
    case Takes::text:
    case Takes::file:
    case Takes::name:
    case Takes::duration:
      if (value.is_array() || value.is_object()) refuse(entry, "a text", value);
      return json::value(as_text(value));
    case Takes::words:
      if (!value.is_object()) return json::value(as_text(value));
      for (auto& member : value.get_object()) member.value() = as_text(member.value());
      return value;
    case Takes::number:
    case Takes::integer: return fitted_number(entry, std::move(value));
    case Takes::boolean:
      if (!value.is_bool()) refuse(entry, "true or false", value);
      return value;
    case Takes::choice:
      if (std::ranges::find(entry.choices, as_text(value)) == entry.choices.end()) refuse(entry, "one of its choices", value);
      return value;
    case Takes::values:
      if (!value.is_object()) refuse(entry, "a table", value);
      return value;
    case Takes::table:
      if (!value.is_object()) refuse(entry, "a table", value);
      return fitted(std::move(value.get_object()), entry.of);
    case Takes::texts:
    case Takes::steps:
    case Takes::tables: return fitted_list(entry, std::move(value));
    case Takes::condition:
    case Takes::value:
    case Takes::verbatim:
    case Takes::schema:
    case Takes::schemas: return value;
  }
  return value;
}

}  // namespace

json::object fitted(json::object table, const std::vector<Entry>& entries) {
  json::object out;
  for (const auto& entry : entries) {
    auto* there = table.if_contains(json::string_view(entry.name.data(), entry.name.size()));
    const std::string name(entry.name);
    // What a ${...} left empty is as if it had not been written, where it may be.
    if (there != nullptr && there->is_null() && entry.need == Need::optional && entry.takes != Takes::value) there = nullptr;
    if (there != nullptr) out[name] = fitted_value(entry, std::move(*there));
    else if (!entry.standard.empty()) out[name] = json_of(parse_yaml(entry.standard));
  }
  return out;
}

}  // namespace gw
