// The watch over a live version: experts look at a random share of its answers, and an alarm rings when more of them are wrong than the gate promises.
//
//   a live run is done ──its id falls into the share──> task "audit" ──right | wrong──> monitor (learn/monitor.h) ──alarm──> task "drift"
//
// The sample is fixed by the ids of the runs, so nothing about an answer sways whether it is looked at. What people report by themselves is feedback and no
// sample: it counts here only for a run that is in the sample anyway, and each run counts once. A new live version begins a new watch.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "flow/app.h"
#include "flow/run.h"
#include "learn/binomial.h"
#include "learn/certificate.h"
#include "learn/monitor.h"
#include "store/db.h"

namespace gw {

/// Whether the run is in the sample of this share, [0, 1].
bool audit_due(std::string_view run, double share);

/// For a run that has just ended, in the transaction that takes it in: asks the app's experts to look at it when its version is live and declares audits, it
/// was answered, and it falls into the sample. While 50 audits of the app are open no more are asked for. The task's number; 0: not asked.
std::int64_t ask_audit(Db&, const App& app, const Run& run, std::int64_t now_ms);

/// What an expert found of a run, wherever it was said. Nothing happens when the run is not in the sample or has been counted. Closes the audit's task and opens
/// one of kind "drift" when the alarm rings. `by` is who found it.
void observe_feedback(Db&, std::string_view app, std::string_view run, bool wrong, std::string_view by, std::int64_t now_ms);

/// The watch as it stands.
struct Drift {
  std::int64_t version = 0;
  double promised = 0;              ///< share of wrong answers
  std::string group;                ///< whose members are asked; "" administrators
  Monitor monitor;
  std::int64_t open = 0;            ///< audits that nobody has answered yet
  std::int64_t alarm_at = 0;        ///< milliseconds since 1970; 0: it did not ring
  std::int64_t task = 0;            ///< of the alarm
  Interval likely() const { return anytime_interval(monitor.wrong, monitor.audited, monitor.delta); }
};
/// Of the version that is live; none when it is not audited.
std::optional<Drift> drift_of(Db&, std::string_view app);

/// {"version","promised","audited","wrong","low","high","open","alarm_at": time or null,"task","sentence":{en,zh}}
json::object drift_json(const Drift& drift);
/// "61 answers were looked at, 7 of them wrong (likely 4 to 24 %); promised are at most 5 %."
std::string sentence(const Drift& drift, Tongue language);

}  // namespace gw
