// What Prometheus asks for.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace gw {

class Metrics {
 public:
  /// One request that was answered; `route` is the pattern, never the address asked for (which may hold names). A method unknown to HTTP counts as "other",
  /// "-" is for a request that could not be read.
  void request(std::string_view method, std::string_view route, int status, double seconds);
  void answer(bool answered) { ++(answered ? answered_ : refused_); }

  using Gauge = std::pair<std::string, double>;
  /// The text format 0.0.4, with `gauges` (name and value) after the counters.
  std::string text(const std::vector<Gauge>& gauges) const;

 private:
  static constexpr std::array<double, 11> bounds{0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
  struct Histogram {
    std::array<std::uint64_t, bounds.size() + 1> counts{};
    double sum = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Histogram> seconds_;
  std::atomic<std::uint64_t> answered_ = 0, refused_ = 0;
};

double resident_bytes();  ///< of this process

}  // namespace gw
