#include "rules/map_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/result.h"
#include "base/spelling.h"
#include "base/text.h"
#include "rules/values.h"

namespace gw {
namespace {

// The place of a byte within a value: right in a value of one line, its beginning in others.
Place place_within(const Yaml& value, std::size_t at) {
  if (value.text.find('\n') != std::string::npos) return value.place;
  return {value.place.line, value.place.column + static_cast<int>(count_code_points(value.text.substr(0, at))) + (value.plain ? 0 : 1)};
}

}  // namespace

const Yaml* MapReader::find(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  const Yaml* value = map_.find(key);
  return value != nullptr && value->kind == Yaml::Kind::nothing ? nullptr : value;
}

Place MapReader::place_of(std::string_view key) const {
  const Yaml* value = map_.find(key);
  return value == nullptr ? map_.place : value->place;
}

const std::string* MapReader::scalar(std::string_view key, const Yaml& value, std::string_view wanted) {
  if (value.is_scalar()) return &value.text;
  problem(value.place, fmt::format("\"{}\" must be {}.", key, wanted));
  return nullptr;
}

std::string MapReader::text(std::string_view key) {
  const Yaml* value = find(key);
  const std::string* text = value == nullptr ? nullptr : scalar(key, *value, "a text");
  return text == nullptr ? "" : *text;
}

// The one value of a key, or the items of its list.
std::vector<const Yaml*> MapReader::items(std::string_view key) {
  std::vector<const Yaml*> out;
  const Yaml* value = find(key);
  if (value == nullptr) return out;
  if (!value->is_list()) return {value};
  if (value->items.empty()) problem(value->place, fmt::format("\"{}\" is an empty list.", key));
  for (const Yaml& item : value->items) out.push_back(&item);
  return out;
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  std::vector<std::string> out;
  for (const Yaml* item : items(key)) {
    const std::string* text = scalar(key, *item, "a text or a list of texts");
    if (text == nullptr) continue;
    if (trim(*text).empty()) problem(item->place, fmt::format("\"{}\" holds an empty text.", key));
    else out.push_back(*text);
  }
  return out;
}

std::optional<double> MapReader::number(std::string_view key) {
  const Yaml* value = find(key);
  if (value == nullptr) return {};
  const json::value read = json_of(*value);
  if (is_number(read)) return number_in(read);
  problem(value->place, fmt::format("\"{}\" must be a number.", key));
  return {};
}

bool MapReader::flag(std::string_view key) {
  const Yaml* value = find(key);
  if (value == nullptr) return false;
  const json::value read = json_of(*value);
  if (!read.is_bool()) problem(value->place, fmt::format("\"{}\" must be true or false.", key));
  return read.is_bool() && read.get_bool();
}

std::optional<Expression> MapReader::expression_of(std::string_view key, const Yaml& value) {
  const std::string* text = scalar(key, value, "an expression");
  if (text == nullptr) return {};
  std::string_view inner = *text;
  std::size_t from = 0, at = 0;
  if (inner.starts_with("${") && inner.ends_with("}") && inner.find("${", 2) == std::string_view::npos) {
    inner = inner.substr(2, inner.size() - 3);
    from = 2;
  }
  auto read = as_result([&] { return Expression::parse(inner, &at); });
  if (read) return std::move(*read);
  problem(place_within(value, from + at), read.error().message());
  return {};
}

std::optional<Expression> MapReader::expression(std::string_view key) {
  const Yaml* value = find(key);
  return value == nullptr ? std::nullopt : expression_of(key, *value);
}

std::vector<Expression> MapReader::expressions(std::string_view key) {
  std::vector<Expression> out;
  for (const Yaml* item : items(key))
    if (auto read = expression_of(key, *item)) out.push_back(std::move(*read));
  return out;
}

std::optional<Template> MapReader::template_of(std::string_view key, const Yaml& value) {
  const std::string* text = scalar(key, value, "a text");
  if (text == nullptr) return {};
  std::size_t at = 0;
  auto read = as_result([&] { return Template::parse(*text, &at); });
  if (read) return std::move(*read);
  problem(place_within(value, at), read.error().message());
  return {};
}

std::optional<Template> MapReader::filled(std::string_view key) {
  const Yaml* value = find(key);
  return value == nullptr ? std::nullopt : template_of(key, *value);
}

std::vector<Regex> MapReader::patterns(std::string_view key, bool ignore_case) {
  std::vector<Regex> out;
  for (const Yaml* item : items(key)) {
    const std::string* text = scalar(key, *item, "a pattern or a list of patterns");
    if (text == nullptr) continue;
    auto read = as_result([&] { return Regex::parse(*text, ignore_case); });
    if (read) out.push_back(std::move(*read));
    else problem(item->place, read.error().message());
  }
  return out;
}

std::size_t MapReader::choice(std::string_view key, std::span<const std::string_view> names) {
  const Yaml* value = find(key);
  const std::string* text = value == nullptr ? nullptr : scalar(key, *value, "a word");
  if (text == nullptr) return 0;
  const auto found = std::ranges::find(names, *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  problem(value->place, fmt::format("\"{}\" is one of {}, not \"{}\"{}.", key, fmt::join(names, ", "), *text, did_you_mean(*text, names)));
  return 0;
}

std::optional<MapReader> MapReader::map(std::string_view key) {
  const Yaml* value = find(key);
  if (value == nullptr) return {};
  if (value->is_map()) return MapReader(*value, problems_);
  problem(value->place, fmt::format("\"{}\" must be a map.", key));
  return {};
}

std::optional<std::pair<Template, Template>> MapReader::sentence(std::string_view key) {
  const Yaml* value = find(key);
  if (value == nullptr) return {};
  if (!value->is_map()) {
    const auto both = template_of(key, *value);
    return both ? std::optional(std::pair(*both, *both)) : std::nullopt;
  }
  MapReader inside(*value, problems_);
  const auto en = inside.filled("en"), zh = inside.filled("zh");
  if (!en && !zh) problem(value->place, fmt::format("\"{}\" holds `en`, `zh` or both.", key));
  inside.finish();
  if (!en && !zh) return {};
  return std::pair(en ? *en : *zh, zh ? *zh : *en);
}

void MapReader::need_one_of(std::span<const std::string_view> keys) {
  if (std::ranges::any_of(keys, [&](std::string_view key) { return has(key); })) return;
  if (keys.size() == 1) problem(map_.place, fmt::format("\"{}\" is missing.", keys[0]));
  else problem(map_.place, fmt::format("One of {} is needed.", fmt::join(keys, ", ")));
}

void MapReader::finish() {
  const std::vector<std::string_view> known(known_.begin(), known_.end());
  for (const YamlMember& member : map_.members) {
    if (std::ranges::find(known_, member.name) != known_.end()) continue;
    problem(member.place, fmt::format("\"{}\" is not known here{}.", member.name, did_you_mean(member.name, known)));
  }
}

}  // namespace gw
