#include "learn/freshness.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/files.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/time.h"
#include "ingest/records.h"
#include "learn/examples.h"
#include "model/small/model_table.h"

namespace gw {
namespace {

std::vector<fs::path> files_of(const Store& store, const ModelPlan& plan) {
  std::vector<fs::path> out;
  for (const auto* name : {&plan.from, &plan.clauses})
    if (!name->empty()) out.push_back(store.workspace().root / *name);
  return out;
}

std::string stamp_of(const std::vector<fs::path>& files) {
  std::string out;
  for (const auto& file : files) {
    std::error_code gone;
    const auto size = fs::file_size(file, gone);
    const auto time = gone ? fs::file_time_type() : fs::last_write_time(file, gone);
    out += gone ? "- " : fmt::format("{}:{} ", size, time.time_since_epoch().count());
  }
  return out;
}

std::string hash_of_files(const std::vector<fs::path>& files) {
  std::string out;
  for (const auto& file : files) {
    const auto text = as_result([&] { return read_file(file, record_bytes_most); });
    out += text ? sha256_hex(*text) : "-";
  }
  return sha256_hex(out);
}

json::array entry_of(const ModelPlan& plan) {
  json::array inputs;
  for (const auto& [name, column] : plan.inputs) inputs.push_back(json::array{name, column});
  return {plan.kind, plan.from, std::move(inputs), plan.label, plan.time, plan.reviewers, plan.traces, plan.text, plan.clauses};
}

Freshness freshness_of(const Store& store, const App& app, const ModelPlan& plan) {
  Freshness out{.name = plan.name, .kind = plan.kind};
  Material then;
  if (const auto model = store.reading<std::optional<StoredModel>>([&](Db& db) { return latest_model(db, app.name, plan.name); })) {
    out.number = model->number;
    out.trained_at = model->made_at;
    const json::value report = parse_json(model->report);
    if (const auto* learned = report.as_object().if_contains("learned")) then = material_in(learned->as_object());
  }
  Material now = material_of(store, app, plan, then);
  const bool same_files = now.files == then.files && out.number != 0;
  const auto counted = same_files ? Result<std::int64_t>(then.records) : as_result([&] { return count_records(store, app, plan, now); });
  now.records = counted.value_or(then.records);
  out.trained_on = then.records + then.cases;
  out.now = now.records + now.cases;
  out.records = std::max<std::int64_t>(0, now.records - then.records);
  out.corrections = std::max<std::int64_t>(0, now.cases - then.cases);
  // A finder of clauses works by the statements alone.
  if (out.number == 0) out.newer = !counted || out.now > 0 || plan.kind == "clauses";
  else out.newer = !same_files || now.others != then.others;
  return out;
}

std::string counted(std::int64_t n, std::string_view one) { return fmt::format("{} new {}{}", n, one, n == 1 ? "" : "s"); }

}  // namespace

Material material_of(const Store& store, const App& app, const ModelPlan& plan, const Material& known) {
  Material out;
  const auto files = files_of(store, plan);
  out.stamp = stamp_of(files);
  out.files = !out.stamp.empty() && out.stamp == known.stamp ? known.files : hash_of_files(files);
  json::array others{entry_of(plan)};
  for (const auto& one : cases_to_learn(store, app, plan)) {
    others.push_back(json::array{one.inputs, one.expected, one.time});
    ++out.cases;
  }
  out.others = sha256_hex(json::serialize(others));
  return out;
}

std::int64_t count_records(const Store& store, const App& app, const ModelPlan& plan, const Material& material) {
  if (plan.from.empty()) return 0;
  const std::size_t all = plan.kind == "clauses" ? corrected_texts(store, app, plan).size() : examples_of(store, app, plan).all.size();
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(all) - material.cases);
}

json::object material_json(const Material& material) {
  return {{"records", material.records}, {"cases", material.cases}, {"stamp", material.stamp}, {"files", material.files}, {"others", material.others}};
}

Material material_in(const json::object& object) {
  const auto number = [&](const char* name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
  };
  return {.records = number("records"), .cases = number("cases"), .stamp = string_or(object, "stamp"), .files = string_or(object, "files"), .others = string_or(object, "others")};
}

std::vector<Freshness> stale_of(const Store& store, const App& app) {
  std::vector<Freshness> out;
  for (const auto& plan : app.models) out.push_back(freshness_of(store, app, plan));
  return out;
}

std::string sentence(const Freshness& one, Tongue language) {
  if (!one.newer) return "";
  const bool en = language == Tongue::en;
  if (one.number == 0) return fmt::format(fmt::runtime(en ? "{} is not trained yet." : "{} 尚未训练。"), one.name);
  if (one.corrections == 0 && one.records == 0) return fmt::format(fmt::runtime(en ? "{}: what it learns from has changed since training." : "{}：训练之后，学习材料有改动。"), one.name);
  std::string what;
  if (one.corrections > 0) what = en ? counted(one.corrections, "correction") : fmt::format(" {} 条新更正", one.corrections);
  if (one.records > 0) what += (what.empty() ? "" : en ? " and " : "和") + (en ? counted(one.records, "record") : fmt::format(" {} 条新记录", one.records));
  return en ? fmt::format("{}: {} since training.", one.name, what) : fmt::format("{}：训练之后有{}。", one.name, what);
}

json::object freshness_json(const Freshness& one) {
  json::object out{{"name", one.name}, {"kind", one.kind}, {"number", one.number}, {"trained_at", one.number == 0 ? json::value(nullptr) : json::value(rfc3339(one.trained_at))},
                   {"trained_on", one.trained_on}, {"now", one.now}, {"corrections", one.corrections}, {"newer", one.newer}, {"sentence", nullptr}};
  if (one.newer) out["sentence"] = json::object{{"en", sentence(one, Tongue::en)}, {"zh", sentence(one, Tongue::zh)}};
  return out;
}

}  // namespace gw
