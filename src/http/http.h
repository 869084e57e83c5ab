// The HTTP API and the page: a request in, one call, JSON out.
//
// `serve` owns everything that lives as long as the server: the event loop, the threads, the routes, the background work that keeps the index
// caught up and reads scanned pages. Who may do what is decided in one place (door.h), what there is stands in one table (route.h).
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "base/kind.h"
#include "base/settings.h"
#include "flow/runner.h"
#include "index/index.h"
#include "library/library.h"
#include "store/store.h"

namespace gw {

/// What is served; lives longer than the call of `serve`.
struct Served {
  Store& store;
  Index& index;
  Library& library;
  Answerer& answerer;
  Runner& runner;
  const Settings& settings;
};

struct ServeOptions {
  std::string listen;       ///< "127.0.0.1:8080"; "" takes the setting http.listen
  std::vector<Kind> kinds;  ///< what `groundwork kinds` prints
  /// Called once when the server accepts, with its address ("http://127.0.0.1:8080"). When empty, one line on standard error says it.
  std::function<void(const std::string& url)> ready;
};

/// The rows http.listen, http.names, http.connections, http.per_address, http.upload_mb, http.threads, runs.keep_days, runs.keep_count.
std::vector<Setting> http_settings();

/// Serves until SIGTERM or SIGINT, then lets requests in flight finish (at most 10 s); returns the exit code. Error(forbidden) when it would listen
/// to other machines while there are no users, Error(conflict) when the address is taken.
int serve(const Served& served, const ServeOptions& options);

/// The Model Context Protocol over standard input and output, as `caller`; until the input ends. Returns the exit code.
int serve_mcp(const Served& served, const Caller& caller);

/// The OpenAPI 3.1 description, made from the table of routes.
std::string openapi();

}  // namespace gw
