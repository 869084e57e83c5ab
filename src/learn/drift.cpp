#include "learn/drift.h"

#include <fmt/format.h>

#include <cmath>

#include "base/hash.h"
#include "base/time.h"
#include "flow/app_table.h"
#include "flow/run_table.h"
#include "learn/drift_table.h"
#include "learn/numbers_json.h"

namespace gw {
namespace {

constexpr std::int64_t open_most = 50;

std::string percent(double share) { return fmt::format("{}", std::round(share * 1000) / 10); }

json::object body_of(const Drift& drift) {
  return {{"version", drift.version}, {"promised", drift.promised}, {"group", drift.group}, {"monitor", json_of(drift.monitor)}, {"alarm_at", drift.alarm_at}, {"task", drift.task}};
}

std::optional<Drift> kept(Db& db, std::string_view app) {
  const auto body = monitor_body(db, app);
  if (!body) return std::nullopt;
  return Drift{.version = count_of(*body, "version"), .promised = number_of(*body, "promised", 0, 1), .group = string_of(*body, "group"), .monitor = monitor_of(object_of(body->at("monitor"), "monitor")),
               .alarm_at = count_of(*body, "alarm_at"), .task = count_of(*body, "task")};
}

PersonTask audit_task(const App& app, const Run& run, std::int64_t now_ms) {
  PersonTask task{.run = run.id, .app = run.app, .position = -1, .kind = "audit", .group = app.experts ? app.experts->group : ""};
  task.asked = {{"ask", json::object{{"en", "Is this result right? It was drawn by chance, to see whether the application keeps its promise."},
                                     {"zh", "这个结果对吗？它是随机抽出的，用来检验应用是否仍然兑现承诺。"}}},
                {"show", json::object{{"inputs", run.inputs}, {"output", run.output}}},
                {"propose", run.output},
                {"answer", json::object{{"type", "object"}}}};
  task.made_at = now_ms;
  return task;
}

PersonTask alarm_task(const Drift& drift, std::string_view app, std::string_view run, std::int64_t now_ms) {
  PersonTask task{.run = std::string(run), .app = std::string(app), .position = -1, .kind = "drift", .group = drift.group};
  task.asked = {{"ask", json::object{{"en", "More answers are wrong than was promised. What will be done? (Correct the cases, train or change the application, or roll it back.)"},
                                     {"zh", "错误的回答多于承诺的比例。将如何处理？（更正案例、重新训练或修改应用，或退回上一版本。）"}}},
                {"show", drift_json(drift)},
                {"answer", json::object{{"type", "string"}}}};
  task.made_at = now_ms;
  return task;
}

}  // namespace

bool audit_due(std::string_view run, double share) { return static_cast<double>(hash64(run) >> 11) * 0x1p-53 < share; }

std::int64_t ask_audit(Db& db, const App& app, const Run& run, std::int64_t now_ms) {
  if (app.gate.audit <= 0 || !app.gate.wrong_at_most || run.state != RunState::done || run.cause == "case" || !audit_due(run.id, app.gate.audit)) return 0;
  const auto live = live_version(db, run.app);
  if (!live || live->version != run.version || audit_of_run(db, run.id) || open_audits(db, run.app, run.version) >= open_most) return 0;
  const auto before = kept(db, run.app);
  if (!before || before->version != run.version) {
    const double promised = *app.gate.wrong_at_most;
    keep_monitor_body(db, run.app, body_of({.version = run.version, .promised = promised, .group = app.experts ? app.experts->group : "", .monitor = new_monitor(Audit::uniform, promised)}));
  }
  const std::int64_t task = open_task(db, audit_task(app, run, now_ms));
  keep_audit(db, {run.id, run.app, run.version, task, now_ms, ""});
  return task;
}

void observe_feedback(Db& db, std::string_view app, std::string_view run, bool wrong, std::string_view by, std::int64_t now_ms) {
  auto audit = audit_of_run(db, run);
  if (!audit || !audit->found.empty()) return;
  audit->found = wrong ? "wrong" : "right";
  keep_audit(db, *audit);
  close_task(db, audit->task, {{"verdict", wrong ? "rejected" : "approved"}, {"by", by}, {"at", rfc3339(now_ms / 1000)}}, now_ms);
  auto drift = kept(db, app);
  if (!drift || drift->version != audit->version) return;
  observe(drift->monitor, wrong);
  if (alarmed(drift->monitor) && drift->alarm_at == 0) {
    drift->alarm_at = now_ms;
    drift->task = open_task(db, alarm_task(*drift, app, run, now_ms));
  }
  keep_monitor_body(db, app, body_of(*drift));
}

std::optional<Drift> drift_of(Db& db, std::string_view app) {
  auto out = kept(db, app);
  const auto live = live_version(db, app);
  if (!out || !live || live->version != out->version) return std::nullopt;
  out->open = open_audits(db, app, out->version);
  return out;
}

json::object drift_json(const Drift& d) {
  const Interval likely = d.likely();
  return {{"version", d.version}, {"promised", d.promised}, {"audited", d.monitor.audited}, {"wrong", d.monitor.wrong}, {"low", likely.low}, {"high", likely.high}, {"open", d.open},
          {"alarm_at", d.alarm_at == 0 ? json::value(nullptr) : json::value(rfc3339(d.alarm_at / 1000))}, {"task", d.task == 0 ? json::value(nullptr) : json::value(d.task)},
          {"sentence", json::object{{"en", sentence(d, Tongue::en)}, {"zh", sentence(d, Tongue::zh)}}}};
}

std::string sentence(const Drift& d, Tongue language) {
  const Interval likely = d.likely();
  const std::string low = percent(likely.low), high = percent(likely.high), most = percent(d.promised);
  if (language == Tongue::zh) {
    const std::string out = d.monitor.audited == 0 ? fmt::format("还没有抽查任何回答；承诺错误率至多 {} %。", most)
                                                   : fmt::format("抽查了 {} 条回答，其中 {} 条错误（可能在 {} 到 {} % 之间）；承诺至多 {} %。", d.monitor.audited, d.monitor.wrong, low, high, most);
    return d.alarm_at == 0 ? out : out + " 警报：错误多于承诺。";
  }
  const std::string out = d.monitor.audited == 0 ? fmt::format("No answer has been looked at yet; promised are at most {} % wrong.", most)
                                                 : fmt::format("{} answer{} looked at by chance, {} wrong (likely {} to {} %); promised are at most {} %.", d.monitor.audited,
                                                               d.monitor.audited == 1 ? "" : "s", d.monitor.wrong, low, high, most);
  return d.alarm_at == 0 ? out : out + " ALARM: more are wrong than was promised.";
}

}  // namespace gw
