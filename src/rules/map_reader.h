// Reads a YAML map key by key, as the type that is wanted, and notes every problem with its place; what no one asked for is a problem too.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml.h"
#include "rules/expression.h"
#include "rules/regex.h"

namespace gw {

/// Every reader gives its empty value when the key is missing or holds something else; the latter is a problem. Keeps references: the tree and the
/// problems must live on.
class MapReader {
 public:
  MapReader(const Yaml& map, std::vector<Problem>& problems) : map_(map), problems_(problems) {}

  const Yaml* find(std::string_view key);  ///< of any type; null when missing
  bool has(std::string_view key) { return find(key) != nullptr; }
  Place place_of(std::string_view key) const;  ///< of its value, or of the map when it is missing

  std::string text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  ///< one text or a list of them, none empty
  std::optional<double> number(std::string_view key);
  bool flag(std::string_view key);
  std::optional<Expression> expression(std::string_view key);     ///< bare or as ${...}; a number is one too
  std::vector<Expression> expressions(std::string_view key);      ///< one or a list
  std::optional<Template> filled(std::string_view key);           ///< a text with ${...}
  std::vector<Regex> patterns(std::string_view key, bool ignore_case);
  /// The position in `names`; 0 when missing.
  std::size_t choice(std::string_view key, std::span<const std::string_view> names);
  /// A map below, to be read and finished by the caller.
  std::optional<MapReader> map(std::string_view key);
  /// {en: .., zh: ..} or one text for both; nothing when missing. One language alone speaks for both.
  std::optional<std::pair<Template, Template>> sentence(std::string_view key);

  /// A problem when none of the keys is there.
  void need_one_of(std::span<const std::string_view> keys);
  void need(std::string_view key) { need_one_of(std::span(&key, 1)); }

  void problem(Place place, std::string message) { problems_.push_back({place, std::move(message)}); }
  /// Notes every key that was not asked for, with the nearest one that was. Call it last.
  void finish();

 private:
  const std::string* scalar(std::string_view key, const Yaml& value, std::string_view wanted);
  std::optional<Expression> expression_of(std::string_view key, const Yaml& value);
  std::optional<Template> template_of(std::string_view key, const Yaml& value);
  std::vector<const Yaml*> items(std::string_view key);

  const Yaml& map_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

}  // namespace gw
