// How things stand: health, metrics, the home page's numbers, what this server can do.
#include <fmt/format.h>

#include "answer/question_table.h"
#include "answer/reason.h"
#include "base/error.h"
#include "base/time.h"
#include "http/route.h"
#include "policy/people.h"

namespace gw {
namespace {

Response healthz(Call&) { return json_response({{"status", "ok"}}); }

Response readyz(Call& call) {
  if (call.desk.stopping) throw Error(Code::unavailable, "The server is stopping.");
  return json_response({{"status", "ready"}});
}

Response metrics(Call& call) {
  Count all;
  for (const auto& [compartment, count] : *call.desk.counts.now()) {
    all.documents += count.documents;
    all.chunks += count.chunks;
    all.reading += count.reading;
    all.unread += count.unread;
  }
  const auto index = call.served().index.state();
  Response response;
  response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.body = call.desk.metrics.text({{"groundwork_documents", static_cast<double>(all.documents)},
                                          {"groundwork_chunks", static_cast<double>(all.chunks)},
                                          {"groundwork_unread_files", static_cast<double>(all.unread)},
                                          {"groundwork_reading", static_cast<double>(all.reading)},
                                          {"groundwork_segments", static_cast<double>(index.segments)},
                                          {"groundwork_index_bytes", static_cast<double>(index.bytes)},
                                          {"groundwork_waiting", static_cast<double>(call.served().index.waiting())},
                                          {"process_resident_memory_bytes", resident_bytes()}});
  return response;
}

Response description(Call&) {
  Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = openapi();
  return response;
}

json::array strings(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& one : list) out.emplace_back(one);
  return out;
}

struct Totals {
  Count all;
  json::array collections;
};

Totals totals(Call& call) {
  Totals out;
  std::map<std::string, std::int64_t> collections;
  for (const auto& [compartment, count] : *call.desk.counts.now()) {
    if (!may_see(call.caller, compartment)) continue;
    out.all.documents += count.documents;
    out.all.chunks += count.chunks;
    out.all.reading += count.reading;
    out.all.pending += count.pending;
    out.all.unread += count.unread;
    if (count.documents > 0) collections[compartment.collection] += count.documents;
  }
  for (const auto& [name, documents] : collections) out.collections.push_back(json::object{{"name", name}, {"documents", documents}});
  return out;
}

Response status(Call& call) {
  constexpr std::int64_t shown = 20;
  auto [all, collections] = totals(call);
  json::array changes, refused;
  std::int64_t people = 0;
  call.store().read([&](Db& db) {
    people = count_users(db);
    if (call.caller.administrator)
      for (const auto& row : recent_audit(db, 0, shown))
        changes.push_back(json::object{{"at", rfc3339(row.at)}, {"who", row.who}, {"act", row.act}, {"subject", row.subject}, {"detail", row.detail}});
    for (const auto& row : recent_refusals(db, call.caller, shown))
      refused.push_back(json::object{{"at", rfc3339(row.at)}, {"question", row.question}, {"confidence", row.confidence}, {"reason", reason_waiting(row)}});
  });
  const auto& settings = call.served().settings;
  return json_response({{"version", GW_VERSION},
                        {"name", {{"zh", settings.text("name.zh")}, {"en", settings.text("name.en")}}},
                        {"documents", all.documents},
                        {"chunks", all.chunks},
                        {"unread", all.unread},
                        {"waiting", all.pending},
                        {"reading", all.reading},
                        {"collections", std::move(collections)},
                        {"users", people},
                        {"me", {{"name", call.caller.name}, {"administrator", call.caller.administrator},
                                {"label", std::string(name_of(call.caller.highest))}, {"groups", strings(call.caller.groups)}}},
                        {"login_needed", people > 0},
                        {"changes", std::move(changes)},
                        {"refused", std::move(refused)}});
}

Response kinds(Call& call) {
  json::array out;
  for (const auto& kind : call.desk.options.kinds)
    out.push_back(json::object{{"family", std::string(kind.family)}, {"name", std::string(kind.name)}, {"sentence", std::string(kind.sentence)},
                               {"example", std::string(kind.example)}});
  return json_response({{"kinds", std::move(out)}});
}

}  // namespace

std::vector<Route> status_routes() {
  return {
      {"get", "/healthz", "status", "health", "Whether the process answers.", Access::open, {}, "", "Health", 200, healthz},
      {"get", "/readyz", "status", "ready", "Whether it takes work.", Access::open, {}, "", "Ready", 200, readyz},
      {"get", "/metrics", "status", "metrics", "Counters and gauges in Prometheus' text format.", Access::administrator, {}, "", "text", 200, metrics},
      {"get", "/openapi.json", "status", "openapi", "This description.", Access::reader, {}, "", "Any", 200, description},
      {"get", "/api/v1/status", "status", "status", "What is here for the caller, what waits, what changed, what was refused.", Access::reader, {}, "", "Status", 200, status},
      {"get", "/api/v1/kinds", "status", "kinds", "Every parser and other built-in part.", Access::reader, {}, "", "Kinds", 200, kinds},
  };
}

}  // namespace gw
