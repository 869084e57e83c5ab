#include "learn/certifying.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"
#include "flow/app_table.h"
#include "ingest/document_state_table.h"
#include "learn/cases.h"
#include "learn/certificate_table.h"
#include "learn/certify.h"
#include "learn/drift.h"
#include "learn/evaluation.h"

namespace gw {
namespace {

double score_of(const CaseResult& row) { return row.answered ? row.confidence.value_or(1) : -std::numeric_limits<double>::infinity(); }

std::vector<Judged> judged_of(const Evaluation& evaluation) {
  std::vector<Judged> out;
  for (const auto& row : evaluation.rows) out.push_back({.score = score_of(row), .wrong = !row.right, .stratum = row.of.stratum, .cluster = row.of.cluster});
  return out;
}

std::vector<Seen> seen_in(const Evaluation& evaluation) {
  std::map<std::string, Seen> by_name;
  for (const auto& row : evaluation.rows) {
    Seen& one = by_name.try_emplace(row.of.stratum, Seen{.stratum = row.of.stratum}).first->second;
    ++one.cases;
    one.answered += row.answered ? 1 : 0;
    one.wrong += row.answered && !row.right ? 1 : 0;
  }
  std::vector<Seen> out;
  for (auto& [name, one] : by_name) out.push_back(std::move(one));
  return out;
}

json::array seen_json(const std::vector<Seen>& seen) {
  json::array out;
  for (const auto& one : seen) out.push_back(json::object{{"stratum", one.stratum}, {"wrong", one.wrong}, {"answered", one.answered}, {"cases", one.cases}});
  return out;
}

std::vector<Seen> seen_of(const json::object& body) {
  std::vector<Seen> out;
  const auto* list = body.if_contains("seen");
  if (list == nullptr || !list->is_array()) return out;
  for (const auto& one : list->get_array()) {
    const auto& row = one.as_object();
    out.push_back({string_of(row, "stratum"), row.at("wrong").to_number<std::int64_t>(), row.at("answered").to_number<std::int64_t>(), row.at("cases").to_number<std::int64_t>()});
  }
  return out;
}

constexpr int apps_deep = 10;

/// What the steps of an app read beside what they are given.
struct Reads {
  std::set<std::string> collections;
  bool all = false;            ///< one of them reads all collections, or which it reads is known only in the run
  std::set<std::string> apps;  ///< hashes of the live versions of others that it runs
};

void add_reads(Runner& runner, const App& app, int depth, Reads& out);

void add_reads_of_app(Runner& runner, const std::string& name, int depth, Reads& out) {
  const auto live = runner.doors().store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, name); });
  if (!live || depth > apps_deep) return void(out.apps.insert(name));
  if (!out.apps.insert(name + " " + hash_of(*live)).second) return;
  const auto app = as_result([&] { return runner.app(name, live->version); });
  if (app) add_reads(runner, **app, depth + 1, out);
}

void add_reads(Runner& runner, const App& app, int depth, Reads& out) {
  for (const auto& step : app.steps) {
    for (const char* setting : {"collection", "records"}) {
      if (std::ranges::find(step.kind->settings, setting, &Entry::name) == step.kind->settings.end()) continue;
      const Yaml* named = step.written.find(setting);
      if (named == nullptr || !named->is_scalar() || named->text.empty() || has_formula(named->text)) out.all = true;
      else out.collections.insert(nfc(named->text));
    }
    const Yaml* other = step.kind->name == "app" ? step.written.find("app") : nullptr;
    if (other != nullptr && other->is_scalar()) add_reads_of_app(runner, other->text, depth, out);
  }
}

// What tells sealed cases apart over the years; short, for a certificate names all of its own.
std::string mark_of(const Case& one) { return sha256_hex(json::serialize(case_json(one))).substr(0, 16); }

std::int64_t live_number(const Store& store, const std::string& app) {
  const auto live = store.reading<std::optional<AppVersion>>([&](Db& db) { return live_version(db, app); });
  return live ? live->version : 0;
}

}  // namespace

std::map<std::string, std::string> rests_on(Runner& runner, const std::string& name, std::int64_t version) {
  const auto app = runner.app(name, version);
  const StepDoors& doors = runner.doors();
  Reads reads;
  add_reads(runner, *app, 0, reads);
  std::map<std::string, std::string> out{{"app", hash_of(app->bundle)}, {"program", sha256_hex(GW_VERSION)}, {"settings", sha256_hex(fmt::format("answer.threshold {}", doors.answerer.threshold()))}};
  if (reads.all || !reads.collections.empty()) {
    const std::vector<std::string> collections(reads.collections.begin(), reads.collections.end());
    out["knowledge"] = sha256_hex(doors.store.reading<std::string>([&](Db& db) { return state_of_documents(db, reads.all ? std::vector<std::string>() : collections); }));
  }
  std::string others;
  for (const auto& one : reads.apps) others += one + "\n";
  if (!others.empty()) out["apps"] = sha256_hex(others);
  return out;
}

KeptCertificate certify_app(Runner& runner, const CertifyRequest& request) {
  Store& store = runner.doors().store;
  const std::int64_t version = request.version > 0 ? request.version : live_number(store, request.app);
  if (version == 0) throw Error(Code::not_found, fmt::format("{} has no live version; name one with --version.", request.app));
  const auto app = runner.app(request.app, version);
  const auto all = all_cases(store, *app);
  const auto open = open_cases(all), sealed = sealed_cases(all);
  if (sealed.empty()) throw Error(Code::invalid, fmt::format("{} has no sealed cases: a promise is proven on cases that nothing else has looked at (`\"sealed\": true`).", request.app));
  if (open.empty()) throw Error(Code::invalid, fmt::format("{} has no open cases to choose a threshold on.", request.app));
  const auto total = static_cast<std::int64_t>(all.size());
  EvaluateOptions options{.who = request.who, .cause = "certify"};
  if (request.progress) options.progress = [&](std::int64_t done, std::int64_t) { request.progress(done, total); };
  const Evaluation of_open = evaluate(runner, *app, open, options);
  if (request.progress) options.progress = [&](std::int64_t done, std::int64_t) { request.progress(of_open.cases + done, total); };
  const auto before = rests_on(runner, request.app, version);
  const Evaluation of_sealed = evaluate(runner, *app, sealed, options);
  if (rests_on(runner, request.app, version) != before) throw Error(Code::conflict, "The documents changed while the cases ran; certify again when nothing is being added.");

  std::vector<std::string> texts, marks;
  for (const auto& one : sealed) {
    texts.push_back(json::serialize(case_json(one)));
    marks.push_back(mark_of(one));
  }
  Terms terms{.wrong_most = request.wrong_most, .delta = request.delta};
  const auto looks = store.reading<std::int64_t>([&](Db& db) { return looks_at(db, request.app, marks); });
  terms.attempt = static_cast<int>(looks) + 1;
  KeptCertificate out{.version = version, .at = now_seconds(), .certificate = certify(one_of_each_cluster(judged_of(of_open), 1), one_of_each_cluster(judged_of(of_sealed), 1), terms)};
  out.certificate.rests_on = before;
  out.certificate.cases_hash = hash_of_cases(std::move(texts));
  out.certificate.made_at = out.at;
  out.app_answers_from = std::numeric_limits<double>::infinity();
  for (const auto& row : of_sealed.rows)
    if (row.answered) out.app_answers_from = std::min(out.app_answers_from, score_of(row));
  if (out.app_answers_from > 1) out.app_answers_from = 1;
  json::object body = json_of(out.certificate);
  out.seen = seen_in(of_sealed);
  body["app_answers_from"] = out.app_answers_from;
  body["seen"] = seen_json(out.seen);
  body["sealed"] = json::array(marks.begin(), marks.end());
  out.number = store.writing<std::int64_t>([&](Db& db) {
    if (looks_at(db, request.app, marks) != looks) throw Error(Code::conflict, "Somebody else certified on these cases meanwhile; try again.");
    return keep_certificate(db, request.app, {0, version, out.at, body});
  });
  return out;
}

std::optional<KeptCertificate> certificate_of_app(Runner& runner, const std::string& app) {
  Store& store = runner.doors().store;
  const auto row = store.reading<std::optional<CertificateRow>>([&](Db& db) { return latest_certificate(db, app); });
  if (!row) return std::nullopt;
  KeptCertificate out{.number = row->number, .version = row->version, .at = row->at, .certificate = certificate_of(row->body)};
  if (const auto* from = row->body.if_contains("app_answers_from"); from != nullptr && from->is_number()) out.app_answers_from = from->to_number<double>();
  out.seen = seen_of(row->body);
  const std::int64_t live = live_number(store, app);
  // What is asked is whether it holds for what answers now: the live version, or its own while nothing is live.
  const auto now = rests_on(runner, app, live == 0 ? row->version : live);
  out.void_en = void_reason(out.certificate, now, Tongue::en);
  out.void_zh = void_reason(out.certificate, now, Tongue::zh);
  const auto drift = store.reading<std::optional<Drift>>([&](Db& db) { return drift_of(db, app); });
  if (out.void_en.empty() && drift && drift->alarm_at / 1000 >= out.at) {
    out.void_en = fmt::format("The certificate is void: audits rang the alarm at {}.", rfc3339(drift->alarm_at / 1000));
    out.void_zh = fmt::format("证书已失效：抽查于 {} 触发了警报。", rfc3339(drift->alarm_at / 1000));
  }
  return out;
}

std::string seen_sentence(const KeptCertificate& kept, Tongue language) {
  const bool zh = language == Tongue::zh;
  std::string out;
  for (const auto& one : kept.seen) {
    if (!out.empty()) out += '\n';
    if (one.stratum.empty() && kept.seen.size() > 1) out += zh ? "未分层：" : "no stratum: ";
    if (!one.stratum.empty()) out += fmt::format("{} {}{}", zh ? "层" : "stratum", one.stratum, zh ? "：" : ": ");
    out += zh ? fmt::format("应用照现在的方式作答：{} 个封存案例中回答了 {} 个，错误 {} 个。", one.cases, one.answered, one.wrong)
              : fmt::format("As the app answers now: {} wrong of {} answered, of {} sealed case{}.", one.wrong, one.answered, one.cases, one.cases == 1 ? "" : "s");
  }
  return out;
}

json::object certificate_json(const KeptCertificate& kept) {
  json::object out = json_of(kept.certificate);
  out["number"] = kept.number;
  out["version"] = kept.version;
  out["at"] = rfc3339(kept.at);
  out["sentence"] = json::object{{"en", sentence(kept.certificate, Tongue::en)}, {"zh", sentence(kept.certificate, Tongue::zh)}};
  out["void"] = kept.void_en.empty() ? json::value(nullptr) : json::value(json::object{{"en", kept.void_en}, {"zh", kept.void_zh}});
  out["app_answers_from"] = kept.app_answers_from;
  out["seen"] = seen_json(kept.seen);
  return out;
}

}  // namespace gw
