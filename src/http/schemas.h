// The shapes of bodies and replies, by the names that the table of routes uses.
#pragma once

namespace gw {

/// A JSON object of schemas; a string "#Name" in it stands for a reference.
extern const char* schemas_json;

}  // namespace gw
