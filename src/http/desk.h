// What the routes share while the server runs.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "http/counts.h"
#include "http/http.h"
#include "http/imports.h"
#include "http/key_uses.h"
#include "http/metrics.h"
#include "http/run_queue.h"
#include "net/address.h"

namespace gw {

struct Desk {
  Served served;
  const ServeOptions& options;
  Address listen;
  std::uint64_t upload_bytes_max;
  Counts counts;
  Imports imports;
  Metrics metrics;
  KeyUses key_uses;
  RunQueue run_queue;
  std::atomic<bool> stopping = false;
  std::atomic<int> uploads = 0;  ///< being received or read now; changed by Api alone
};

}  // namespace gw
