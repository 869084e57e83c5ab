// Durations as people write them in app files: 500ms, 30s, 5m, 2h, 3d.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace gw {

using Duration = std::chrono::milliseconds;

/// A whole number and its unit; nullopt for anything else, and for more than ten years.
std::optional<Duration> read_duration(std::string_view text);

}  // namespace gw
