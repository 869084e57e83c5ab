// YAML as a tree that knows where each value stands, so that a mistake can be named by line and column.
//
// What files of this product need and no more: maps, lists and scalars. Anchors, aliases, tags and several documents in one file are refused,
// so a small file cannot become a large tree.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace gw {

/// A place in a text file, both from 1, the column in characters; {0, 0} when a value stands in no file.
struct Place {
  int line = 0, column = 0;
  auto operator<=>(const Place&) const = default;
};

/// Something wrong in a file that a person wrote: where, what, and what to write instead. Data, not an error: all of them are told at once.
struct Problem {
  Place place;
  std::string message;  ///< one sentence, without the place
};

struct YamlMember;
struct Yaml {
  enum class Kind { nothing, scalar, list, map };
  Kind kind = Kind::nothing;
  Place place;
  std::string text;               ///< of a scalar
  bool plain = true;              ///< a scalar without quotes: may be a number, true, false, null
  std::vector<Yaml> items;        ///< of a list
  std::vector<YamlMember> members;  ///< of a map, in the file's order; names are unique

  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_scalar() const { return kind == Kind::scalar; }
  /// The member's value, null when it is missing or this is no map.
  const Yaml* find(std::string_view name) const;
};
struct YamlMember {
  std::string name;
  Place place;  ///< of the name
  Yaml value;
};

/// Reads one document (at most 1 MB, 32 levels, 100,000 values). Error(invalid) whose message says what is wrong and whose place is in `at` when given.
Yaml parse_yaml(std::string_view text, Place* at = nullptr);

/// The same as JSON: plain scalars become null, true, false and numbers as YAML 1.2 reads them (`no` and `on` stay words), quoted ones stay strings.
json::value json_of(const Yaml& yaml);
/// And back: the tree that a file with this value would have, without places.
Yaml yaml_of(const json::value& value);

}  // namespace gw
