// The one way out: sends what Policy has cleared, and writes down that it did.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "store/store.h"

namespace gw {

struct WireReply {
  int status = 0;  ///< 0 when none came
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Why there is no whole answer though sending had begun, as a part of a sentence; whether the other side acted is not known then. "" when it is whole.
  std::string broken;
  std::string destination;

  std::optional<std::string_view> header(std::string_view name) const;
};

/// Thread-safe; blocks. Each send and each refusal is a row of the audit: who, where to, how much, what came; never text.
class Egress {
 public:
  Egress(Store& store, Policy policy) : store_(store), policy_(std::move(policy)) {}

  /// Clears and sends. Error(forbidden) with the reason of a refusal; Error(unavailable) when nothing was sent; Error(invalid) as Policy::clear.
  WireReply ask(WireRequest request);
  /// As `ask`, for what is cleared. A name that leads to this machine's own network services (link-local, metadata) is refused.
  WireReply send(const Cleared<WireRequest>& request);

 private:
  void record(const WireRequest& request, std::string_view act, std::string_view destination, std::string_view detail);
  Store& store_;
  Policy policy_;
};

}  // namespace gw
