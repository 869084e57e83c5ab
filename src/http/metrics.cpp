#include "http/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace gw {
namespace {

/// A label for each method that there is: one that a stranger invents must not become a line.
std::string_view known(std::string_view method) {
  constexpr std::string_view all = " GET HEAD POST PUT PATCH DELETE OPTIONS - ";
  return all.find(fmt::format(" {} ", method)) != all.npos ? method : "other";
}

}  // namespace

void Metrics::request(std::string_view method, std::string_view route, int status, double seconds) {
  std::lock_guard lock(mutex_);
  ++requests_[{std::string(known(method)), std::string(route), status}];
  auto& histogram = seconds_[std::string(route)];
  const auto at = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  ++histogram.counts[static_cast<std::size_t>(at)];
  histogram.sum += seconds;
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  std::string out = "# HELP groundwork_requests_total Requests answered.\n# TYPE groundwork_requests_total counter\n";
  const auto line = [&]<class... A>(fmt::format_string<A...> format, A&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<A>(args)...);
    out += '\n';
  };
  std::lock_guard lock(mutex_);
  for (const auto& [labels, count] : requests_)
    line("groundwork_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}", std::get<0>(labels), std::get<1>(labels), std::get<2>(labels), count);
  out += "# HELP groundwork_request_seconds Time from a request's arrival to its answer.\n# TYPE groundwork_request_seconds histogram\n";
  for (const auto& [route, histogram] : seconds_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      below += histogram.counts[i];
      line("groundwork_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}", route, bounds[i], below);
    }
    below += histogram.counts.back();
    line("groundwork_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}", route, below);
    line("groundwork_request_seconds_sum{{route=\"{}\"}} {}", route, histogram.sum);
    line("groundwork_request_seconds_count{{route=\"{}\"}} {}", route, below);
  }
  out += "# HELP groundwork_answers_total Questions asked over HTTP, by what became of them.\n# TYPE groundwork_answers_total counter\n";
  line("groundwork_answers_total{{status=\"answered\"}} {}", answered_.load());
  line("groundwork_answers_total{{status=\"refused\"}} {}", refused_.load());
  for (const auto& [name, value] : gauges) {
    line("# TYPE {} gauge", name);
    line("{} {}", name, value);
  }
  return out;
}

double resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long all = 0, resident = 0;
  const int read = std::fscanf(file, "%lu %lu", &all, &resident);
  std::fclose(file);
  return read == 2 ? static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace gw
