// Time as the house writes it: seconds since 1970 in tables, RFC 3339 in UTC for people and JSON.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace gw {

std::int64_t now_seconds();
std::string rfc3339(std::int64_t seconds);  ///< "2026-11-23T09:30:00Z"

/// Measures from its construction.
class Stopwatch {
 public:
  double ms() const { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count(); }
  double seconds() const { return ms() / 1000; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace gw
