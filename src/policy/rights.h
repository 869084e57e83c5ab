// Who may see what. A document lies in a compartment, the interned triple (collection, groups, label); a caller's rights are a set of compartments.
//
// A caller sees a document when one of its groups is theirs (a document without groups belongs to `everyone`) and its label is not above
// their highest. Groups are any-of. An administrator sees everything.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace gw {

enum class Label : std::uint8_t { public_, internal, confidential, restricted };
std::string_view name_of(Label label);  ///< "public", ...
Label label_named(std::string_view name);  ///< Error(invalid) listing the four

struct Caller {
  std::string name;             ///< "" for the command line and loopback without users
  bool administrator = false;
  Label highest = Label::internal;
  std::vector<std::string> groups;  ///< without `everyone`, which is implied
};
Caller administrator();

struct Compartment {
  std::int64_t id = 0;
  std::string collection;
  std::vector<std::string> groups;  ///< sorted, unique; empty = everyone
  Label label = Label::internal;
};
constexpr std::int64_t gone = 0;  ///< the compartment of what was removed; nobody sees it

/// The id of the compartment, made when it is new. Names are checked (1..64 of letters, digits, - _ .; any script).
std::int64_t intern_compartment(Db&, const std::string& collection, std::vector<std::string> groups, Label label);
std::vector<Compartment> compartments(Db&);
std::optional<Compartment> compartment_by_id(Db&, std::int64_t id);
bool may_see(const Caller&, const Compartment&);

/// The compartments one query may touch: what the caller may see, within one collection when named. `key` is equal for equal scopes (and
/// differs for different ones) as long as the set of compartments stands: caches are keyed by it.
struct Scope {
  std::vector<bool> visible;  ///< by compartment id; [0] is always false; ids beyond the end are not visible
  bool all = false;           ///< true when every compartment that exists (but 0) is visible
  std::uint64_t key = 0;
  bool sees(std::int64_t compartment) const {
    return compartment >= 0 && static_cast<std::size_t>(compartment) < visible.size() && visible[static_cast<std::size_t>(compartment)];
  }
};
/// The collection may be named in any Unicode form. Error(not_found) when it does not exist or holds nothing that the caller may see.
Scope scope_of(Db&, const Caller&, const std::optional<std::string>& collection);

}  // namespace gw
