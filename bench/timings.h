// What a measurement leaves: percentiles of many times, and what the kernel says about this process's memory.
//
// Each time is taken twice: by the clock on the wall, and as processor time of the thread, which other work on the machine does not lengthen.
#pragma once
#include <fmt/format.h>

#include <time.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace gw::bench {

struct Took { double wall = 0, processor = 0; };  ///< milliseconds

/// Both clocks from its construction on, for work that this thread does itself.
class BothClocks {
 public:
  Took took() const { return {now(CLOCK_MONOTONIC) - wall_, now(CLOCK_THREAD_CPUTIME_ID) - processor_}; }

 private:
  static double now(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
  }
  double wall_ = now(CLOCK_MONOTONIC), processor_ = now(CLOCK_THREAD_CPUTIME_ID);
};

class Timings {
 public:
  void add(Took took) {
    wall_.push_back(took.wall);
    processor_.push_back(took.processor);
  }
  /// p50, p95, p99, largest; the same of processor time; runs: with tabs between.
  std::string row() const { return fmt::format("{}\t{}\t{}", percentiles(wall_), percentiles(processor_), wall_.size()); }

 private:
  static std::string percentiles(std::vector<double> ms) {
    if (ms.empty()) return "-\t-\t-\t-";
    std::ranges::sort(ms);
    // The smallest time that a share of `part` of the runs did not exceed.
    const auto at = [&](double part) { return ms[std::clamp<std::size_t>(static_cast<std::size_t>(part * static_cast<double>(ms.size()) + 0.999999), 1, ms.size()) - 1]; };
    return fmt::format("{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}", at(0.5), at(0.95), at(0.99), at(1));
  }
  std::vector<double> wall_, processor_;
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
