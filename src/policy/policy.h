// What may leave: one request is held against policy.yaml and becomes Cleared, the final bytes for one destination, or a Refusal.
//
//   WireRequest ──Policy::clear──> Cleared<WireRequest> ──Egress::send──> the network
//                      └────────> Refusal
//
// Only Policy can make a Cleared, so code that forgets to ask does not compile. policy.yaml is read at each clearance: a change holds at once, and a
// file with a mistake lets nothing out.
#pragma once
#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "policy/destinations.h"

namespace gw {

/// A request on its way out.
struct WireRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Label label = Label::internal;  ///< the highest of what it was made from
  std::string who, run;           ///< for the record; "" for none
  std::string key;                ///< sent as Idempotency-Key; "" for none
  std::chrono::steady_clock::time_point deadline;
};

struct Refusal {
  std::string destination;  ///< its name, else the origin that was asked for
  std::string reason;       ///< one sentence that names policy.yaml
};

template <class T>
class Cleared {
 public:
  const T& value() const { return value_; }
  const Destination& destination() const { return destination_; }

 private:
  friend class Policy;
  Cleared(T value, Destination destination) : value_(std::move(value)), destination_(std::move(destination)) {}
  T value_;
  Destination destination_;
};

class Policy {
 public:
  explicit Policy(fs::path workspace) : workspace_(std::move(workspace)) {}
  /// The destination whose address holds the url, the longest path first; its headers are added. Error(invalid) for an address or header that cannot be
  /// sent, and for a secret that is not there.
  std::variant<Cleared<WireRequest>, Refusal> clear(WireRequest request) const;

 private:
  fs::path workspace_;
};

/// What is wrong with the workspace's policy.yaml; nothing when it has none.
std::vector<Problem> check_policy(const fs::path& workspace);

}  // namespace gw
