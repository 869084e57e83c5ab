#include "learn/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/time.h"
#include "flow/app_files.h"
#include "flow/triggers.h"
#include "learn/cases.h"
#include "learn/drift.h"
#include "learn/evaluation_table.h"
#include "learn/grade.h"
#include "learn/train.h"
#include "policy/people.h"

namespace gw {
namespace {

std::optional<AppVersion> live_of(const Store& store, const std::string& app) {
  return store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, app); });
}

// Fitted without being measured: the cases will tell, of the version as a whole.
std::vector<Freshness> train_what_is_newer(Store& store, const ReleaseRequest& request) {
  const App draft = draft_of(store, request.app, grader_names());
  std::vector<Freshness> out = stale_of(store, draft);
  std::erase_if(out, [](const Freshness& one) { return !one.newer; });
  TrainOptions options{.measure = false, .who = request.who};
  for (const auto& one : out) options.only.push_back(one.name);
  if (!out.empty()) train(store, draft, options);
  return out;
}

json::array words_json(const std::vector<Words>& list) {
  json::array out;
  for (const auto& words : list) out.push_back(json::object{{"en", words.en}, {"zh", words.zh}});
  return out;
}

}  // namespace

Released release(Runner& runner, const ReleaseRequest& request) {
  Store& store = runner.doors().store;
  Released out{.version = request.version};
  if (out.version == 0 && request.train) out.trained = train_what_is_newer(store, request);
  if (out.version == 0) out.version = keep_draft(store, request.app, grader_names(), request.who).version;
  const auto app = runner.app(request.app, out.version);
  const auto live = live_of(store, request.app);
  out.live_before = live ? live->version : 0;
  const auto cases = open_cases(all_cases(store, *app));
  std::optional<Evaluation> of_live;
  if (!cases.empty()) {
    const bool both = live && live->version != out.version;
    const auto all = static_cast<std::int64_t>(cases.size()) * (both ? 2 : 1);
    EvaluateOptions options{.who = request.who, .cause = "release"};
    if (request.progress) options.progress = [&](std::int64_t done, std::int64_t) { request.progress(done, all); };
    out.evaluation = evaluate(runner, *app, cases, options);
    if (both) {
      // The live version is graded as the new one is: by the new one's graders.
      App other = *runner.app(request.app, live->version);
      other.cases = app->cases;
      if (request.progress) options.progress = [&](std::int64_t done, std::int64_t) { request.progress(static_cast<std::int64_t>(cases.size()) + done, all); };
      of_live = evaluate(runner, other, cases, options);
    }
  }
  out.verdict = judge(*app, out.evaluation ? &*out.evaluation : nullptr, of_live ? &*of_live : nullptr, unfit_cases(store, *app));
  out.released = out.verdict.passed || !request.anyway.empty();
  store.write([&](Db& db) {
    const auto now = live_version(db, request.app);
    if ((now ? now->version : 0) != out.live_before) throw Error(Code::conflict, fmt::format("Another version of {} went live meanwhile; try again.", request.app));
    if (out.evaluation) keep_evaluation(db, *out.evaluation);
    if (!out.released || out.live_before == out.version) return;
    const std::string note = out.verdict.passed ? request.note : fmt::format("although the gate said no: {}{}{}", request.anyway, request.note.empty() ? "" : "; ", request.note);
    make_live(db, request.app, out.version, request.who, "release", note, now_seconds());
    audit(db, request.who, "app.release", request.app, fmt::format("version {}{}", out.version, out.verdict.passed ? "" : ", although the gate said no"));
  });
  if (out.released) begin_watching(runner, request.app);
  return out;
}

std::int64_t roll_back(Store& store, const std::string& app, std::int64_t to, const std::string& who, const std::string& note) {
  return store.writing<std::int64_t>([&](Db& db) {
    const auto live = live_version(db, app);
    if (!live) throw Error(Code::not_found, fmt::format("{} has no live version.", app));
    const auto rows = releases_of(db, app);
    std::int64_t target = to;
    if (target == 0) {
      // What was live before the live version last came to be so by a release, skipping what was rolled back since.
      const auto at = std::ranges::find_if(rows, [&](const ReleaseRow& row) { return row.version == live->version && row.act == "release"; });
      const auto before = at == rows.end() ? rows.end() : std::find_if(at + 1, rows.end(), [&](const ReleaseRow& row) { return row.version != live->version; });
      if (before == rows.end()) throw Error(Code::conflict, fmt::format("There is no earlier version of {} to go back to.", app));
      target = before->version;
    }
    if (target == live->version) throw Error(Code::conflict, fmt::format("Version {} of {} is live already.", target, app));
    if (std::ranges::find(rows, target, &ReleaseRow::version) == rows.end()) throw Error(Code::not_found, fmt::format("Version {} of {} has never been live.", target, app));
    make_live(db, app, target, who, "rollback", note, now_seconds());
    audit(db, who, "app.rollback", app, fmt::format("from version {} to {}", live->version, target));
    return target;
  });
}

std::int64_t retire(Store& store, const std::string& app, const std::string& who, const std::string& note) {
  return store.writing<std::int64_t>([&](Db& db) {
    const auto was = take_down(db, app, who, note, now_seconds());
    if (!was) throw Error(Code::not_found, fmt::format("{} has no live version.", app));
    audit(db, who, "app.retire", app, fmt::format("version {}", *was));
    return *was;
  });
}

json::object released_json(const Released& released) {
  json::object out{{"released", released.released}, {"version", released.version}, {"live_before", released.live_before == 0 ? json::value(nullptr) : json::value(released.live_before)},
                   {"passed", released.verdict.passed}, {"reasons", words_json(released.verdict.reasons)}};
  json::array trained;
  for (const auto& one : released.trained) trained.push_back(freshness_json(one));
  out["trained"] = std::move(trained);
  if (released.evaluation) out["evaluation"] = evaluation_json(*released.evaluation, false);
  if (released.verdict.comparison) {
    const Comparison& c = *released.verdict.comparison;
    out["comparison"] = json::object{{"before", c.before}, {"after", c.after}, {"gained", c.changes.gained}, {"lost", c.changes.lost}, {"p", c.changes.p}, {"standing", name_of(c.standing)},
                                     {"sentence", json::object{{"en", sentence(c, Tongue::en)}, {"zh", sentence(c, Tongue::zh)}}}};
  }
  return out;
}

json::object versions_json(const Store& store, const std::string& app) {
  json::array versions, releases;
  json::value drift = nullptr;
  store.read([&](Db& db) {
    const auto live = live_version(db, app);
    for (const auto& row : app_versions(db, app)) {
      json::object one{{"version", row.version}, {"at", rfc3339(row.made_at)}, {"who", row.who}, {"live", live && live->version == row.version}, {"models", row.models.size()}};
      if (const auto known = latest_evaluation(db, app, row.version))
        for (const char* name : {"score", "right", "cases", "wrong", "refused"}) one[name] = known->report.at(name);
      versions.push_back(std::move(one));
    }
    if (const auto watch = drift_of(db, app)) drift = drift_json(*watch);
    for (const auto& row : releases_of(db, app)) releases.push_back(json::object{{"version", row.version}, {"at", rfc3339(row.at)}, {"who", row.who}, {"act", row.act}, {"note", row.note}});
  });
  return {{"versions", std::move(versions)}, {"releases", std::move(releases)}, {"drift", std::move(drift)}};
}

}  // namespace gw
