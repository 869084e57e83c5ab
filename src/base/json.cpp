#include "base/json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "base/text.h"

namespace gw {

json::value parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code failed;
  json::stream_parser parser({}, options);
  const std::size_t read = parser.write_some(json::string_view(text.data(), text.size()), failed);
  if (!failed) {
    const auto rest = text.substr(read);
    if (!trim(rest).empty()) throw Error(Code::invalid, fmt::format("The JSON goes on after its end, at byte {}.", read));
    parser.finish(failed);
  }
  if (failed) throw Error(Code::invalid, fmt::format("The JSON is broken at byte {}: {}.", read, failed.message()));
  return parser.release();
}

std::string string_or(const json::object& object, std::string_view key, std::string_view otherwise) {
  const auto* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr || value->is_null()) return std::string(otherwise);
  if (!value->is_string()) throw Error(Code::invalid, fmt::format("\"{}\" must be a string.", key));
  const auto& s = value->get_string();
  return {s.data(), s.size()};
}

std::string string_of(const json::object& object, std::string_view key) {
  if (object.if_contains(json::string_view(key.data(), key.size())) == nullptr) throw Error(Code::invalid, fmt::format("\"{}\" is missing.", key));
  return string_or(object, key);
}

std::vector<std::string> strings_of(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr || value->is_null()) return out;
  const auto put = [&](std::string_view s) {
    if (const auto t = trim(s); !t.empty()) out.emplace_back(t);
  };
  if (value->is_string()) {
    for (auto part : split({value->get_string().data(), value->get_string().size()}, ',')) put(part);
    return out;
  }
  if (!value->is_array()) throw Error(Code::invalid, fmt::format("\"{}\" must be a list of strings.", key));
  for (const auto& item : value->get_array()) {
    if (!item.is_string()) throw Error(Code::invalid, fmt::format("\"{}\" must be a list of strings.", key));
    put({item.get_string().data(), item.get_string().size()});
  }
  return out;
}

namespace {

void put(const json::value& value, std::string& out) {
  switch (value.kind()) {
    case json::kind::double_:
      out += std::isfinite(value.get_double()) ? fmt::format("{}", value.get_double()) : "null";
      return;
    case json::kind::object: {
      out += '{';
      for (const auto& member : value.get_object()) {
        if (out.back() != '{') out += ',';
        out += json::serialize(json::value(member.key()));
        out += ':';
        put(member.value(), out);
      }
      out += '}';
      return;
    }
    case json::kind::array: {
      out += '[';
      for (const auto& item : value.get_array()) {
        if (out.back() != '[') out += ',';
        put(item, out);
      }
      out += ']';
      return;
    }
    default: out += json::serialize(value);
  }
}

}  // namespace

std::string json_text(const json::value& value) {
  std::string out;
  put(value, out);
  return out;
}

}  // namespace gw
