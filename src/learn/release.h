// Making versions live, taking them back, and what is known of each.
#pragma once
#include <optional>
#include <string>

#include "flow/app_table.h"
#include "learn/freshness.h"
#include "learn/gate.h"

namespace gw {

struct ReleaseRequest {
  std::string app;
  std::int64_t version = 0;  ///< 0: the files as they stand now
  std::string who, note;
  bool train = true;         ///< of the files as they stand: first fit anew the models whose data are newer
  std::string anyway;        ///< a reason to release though the gate says no; kept with the release. Who may say so is the caller's business
  std::function<void(std::int64_t done, std::int64_t all)> progress = {};
};

struct Released {
  bool released = false;
  std::int64_t version = 0, live_before = 0;  ///< 0: none
  Verdict verdict;
  std::optional<Evaluation> evaluation;       ///< of the version, kept in the store
  std::vector<Freshness> trained;             ///< the models that were fitted anew for it, and why
};

/// Runs the open cases with the version and with the live one, judges, and makes it live when the gate lets it through (or `anyway` says so), with a row
/// in the audit. What was trained for it is judged with it, so a model that got worse goes no further than the draft. Error(conflict) when another version went live meanwhile. A version that is live already is judged again and stays.
Released release(Runner& runner, const ReleaseRequest& request);

/// Makes the version before the live one live again, or version `to`. Only what has been live may come back. Error(not_found), Error(conflict).
std::int64_t roll_back(Store& store, const std::string& app, std::int64_t to, const std::string& who, const std::string& note);

/// Takes the live version down, with a row among the releases and in the audit; returns its number. Runs that wait go on, everything else stays. Error(not_found)
/// when nothing is live. Works without the app's file.
std::int64_t retire(Store& store, const std::string& app, const std::string& who, const std::string& note);

json::object released_json(const Released& released);
/// {"versions":[{"version","at","who","live","score","right","cases","models"}],"releases":[{"version","at","who","act","note"}],"drift": drift_json or null}
json::object versions_json(const Store& store, const std::string& app);

}  // namespace gw
