// What a measurement leaves: percentiles of many times, and what the kernel says about this process's memory.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace gw::bench {

/// Milliseconds of many runs.
class Timings {
 public:
  void add(double ms) { all_.push_back(ms); }
  std::size_t count() const { return all_.size(); }
  /// The smallest time that a share of `part` of the runs did not exceed.
  double at(double part) const {
    if (all_.empty()) return 0;
    std::vector<double> sorted = all_;
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(part * static_cast<double>(sorted.size()) + 0.999999);
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
  }
  /// "p50 TAB p95 TAB p99 TAB max TAB runs"
  std::string row() const { return fmt::format("{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\t{}", at(0.5), at(0.95), at(0.99), at(1), all_.size()); }

 private:
  std::vector<double> all_;
};

/// A line of /proc/self/status in MB: "VmRSS", "RssAnon", "VmHWM".
inline double status_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}

/// One finding on standard output, for bench/run to put into its tables: WHAT TAB WHO TAB VALUES.
inline void found(std::string_view what, std::string_view who, std::string_view values) {
  fmt::print("{}\t{}\t{}\n", what, who, values);
  std::fflush(stdout);
}

}  // namespace gw::bench
