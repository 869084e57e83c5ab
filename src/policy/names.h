// The names that people give: of collections, groups and users. One rule for all, so that a name can stand in a list, a path and an address.
#pragma once
#include <string>
#include <string_view>

namespace gw {

enum class NameOf { collection, group, user };

constexpr std::string_view everyone = "everyone";  ///< the group that all belong to; never stored

/// The name in normal form (NFC, trimmed): 1 to 64 letters, digits, - _ . of any script, the first a letter or digit; users also @.
/// Error(invalid) with the rule otherwise.
std::string checked_name(NameOf kind, std::string_view name);

}  // namespace gw
