// The rows behind the watch over live versions: which runs are in the sample, and the state of each app's monitor.
#pragma once
#include <optional>
#include <string_view>

#include "base/json.h"
#include "store/db.h"

namespace gw {

struct SampledRun {
  std::string run, app;
  std::int64_t version = 0, task = 0, at = 0;
  std::string found;  ///< "", "right", "wrong"
};
void keep_audit(Db&, const SampledRun& row);
std::optional<SampledRun> audit_of_run(Db&, std::string_view run);
std::int64_t open_audits(Db&, std::string_view app, std::int64_t version);

std::optional<json::object> monitor_body(Db&, std::string_view app);
void keep_monitor_body(Db&, std::string_view app, const json::object& body);

}  // namespace gw
