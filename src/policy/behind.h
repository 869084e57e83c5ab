// Who is behind what is done: a run is kept with a name, and its rights are looked up by it whenever it goes on.
#pragma once
#include <string_view>

#include "policy/names.h"
#include "policy/rights.h"
#include "store/db.h"

namespace gw {

/// The name in which things are done that nobody is named for; no user's name.
inline constexpr std::string_view nobody_named = everyone;
/// Whose rights hold for what is done in the name `by`: "" an administrator's (the command line, or loopback without users), nobody_named those that
/// everyone has (no groups, label internal), else that user's. Error as caller_named.
Caller caller_behind(Db&, std::string_view by);

}  // namespace gw
