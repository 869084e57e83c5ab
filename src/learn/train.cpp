#include "learn/train.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/time.h"
#include "learn/freshness.h"
#include "learn/paired.h"
#include "learn/training.h"
#include "model/small/model_table.h"
#include "policy/people.h"

namespace gw {
namespace {

constexpr double chance_allowed = 0.05;

json::object share_json(const Share& share) {
  const Interval likely = wilson(share.right, share.tested);
  return {{"accuracy", share.accuracy()}, {"low", likely.low}, {"high", likely.high}};
}

TrainReport train_one(Store& store, const App& app, const ModelPlan& plan, const TrainOptions& options) {
  const Stopwatch watch;
  TrainReport out{.name = plan.name, .kind = plan.kind};
  std::string blob;
  // Looked at before it is read, so that what comes meanwhile counts as new.
  Material material = material_of(store, app, plan);
  if (plan.kind == "clauses") {
    blob = train_clauses(store, app, plan, options, out);
  } else {
    const Examples examples = examples_of(store, app, plan);
    out.records = static_cast<std::int64_t>(examples.all.size());
    out.unlabelled = examples.unlabelled;
    out.in_time = examples.in_time;
    if (examples.all.empty())
      throw Error(Code::invalid, fmt::format("The model {} has nothing to learn from: {} no record that says \"{}\".", plan.name, plan.from.empty() ? "the cases have" : plan.from + " has", plan.label));
    blob = plan.kind == "people" ? train_people(examples, options, out) : train_labels(examples, options, out);
  }
  out.bytes = blob.size();
  out.seconds = watch.seconds();
  const std::int64_t now = now_seconds();
  // Of texts only the latest are learned.
  material.records = plan.kind == "clauses" ? count_records(store, app, plan, material) : std::max<std::int64_t>(0, out.records - material.cases);
  json::object report = report_json(out);
  report["learned"] = material_json(material);
  out.number = store.writing<std::int64_t>([&](Db& db) {
    audit(db, options.who, "train", app.name, fmt::format("{}: {} records", plan.name, out.records));
    return keep_model(db, {.app = app.name, .name = plan.name, .kind = plan.kind, .blob = blob, .report = json::serialize(report), .made_at = now});
  });
  return out;
}

}  // namespace

void compare_with_baselines(const std::vector<Compared>& compared, TrainReport& report) {
  for (const auto& one : compared) {
    report.frequent.put(one.frequent);
    report.nearest.put(one.nearest);
  }
  const bool by_nearest = report.nearest.right > report.frequent.right;
  std::int64_t gained = 0, lost = 0;
  for (const auto& one : compared) {
    const bool baseline = by_nearest ? one.nearest : one.frequent;
    gained += one.model && !baseline ? 1 : 0;
    lost += !one.model && baseline ? 1 : 0;
  }
  report.p = mcnemar(gained, lost).mid_p;
  report.beats_baseline = gained > lost && report.p <= chance_allowed;
}

std::vector<TrainReport> train(Store& store, const App& app, const TrainOptions& options) {
  if (app.models.empty()) throw Error(Code::invalid, fmt::format("{} declares no models; docs/apps.md says how, under \"models\".", app.name));
  std::vector<TrainReport> out;
  for (const auto& plan : app.models)
    if (options.only.empty() || std::ranges::find(options.only, plan.name) != options.only.end()) out.push_back(train_one(store, app, plan, options));
  return out;
}

json::object report_json(const TrainReport& report) {
  json::object out{{"name", report.name}, {"kind", report.kind}, {"number", report.number}, {"records", report.records}, {"labels", report.labels}, {"unlabelled", report.unlabelled},
                   {"order", report.in_time ? "time" : "shuffled"}, {"tested", report.first.tested}};
  for (auto& member : share_json(report.first)) out[member.key()] = member.value();
  if (report.kind == "clauses") {
    out["places"] = report.place.tested;
    out["place"] = report.place.accuracy();
    out["place3"] = report.three.accuracy();
  } else {
    out["hit5"] = report.five.accuracy();
    out["nearest"] = share_json(report.nearest);
  }
  if (report.kind == "people") out["newcomers_too"] = json::object{{"tested", report.newcomers_too.tested}, {"accuracy", report.newcomers_too.accuracy()}};
  out["frequent"] = share_json(report.frequent);
  out["beats_baseline"] = report.beats_baseline;
  out["p"] = report.p;
  out["bytes"] = report.bytes;
  out["seconds"] = report.seconds;
  return out;
}

}  // namespace gw
