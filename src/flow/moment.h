// When something was, as records write it.
#pragma once
#include <cstdint>
#include <optional>

#include "base/json.h"

namespace gw {

/// Seconds since 1970 (UTC where no zone is named) of "2017-11-18T22:54:01Z", "2017-11-18 22:54", any date that rules/date.h reads, or a number of seconds or
/// milliseconds since 1970. None when it is no time.
std::optional<std::int64_t> moment_of(std::string_view text);
std::optional<std::int64_t> moment_of(const json::value& value);

}  // namespace gw
