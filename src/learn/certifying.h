// A certificate on an application: its open and sealed cases run with one version, and what the statement rests on.
//
// The score of a case is the confidence of the `decide` step that answered it (1 where the app has none); a case that the app does not answer is never
// answered. The certificate holds from its threshold on: an app that answers below it has to raise its own.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "flow/runner.h"
#include "learn/certificate.h"

namespace gw {

struct CertifyRequest {
  std::string app;
  std::int64_t version = 0;  ///< 0: the live one
  double wrong_most = 0.02, delta = 0.05;
  std::string who;
  std::function<void(std::int64_t done, std::int64_t all)> progress = {};
};

/// Runs the cases, certifies and keeps it. The k-th look at any of the sealed cases gets delta * 6 / (pi^2 k^2). Error(invalid) without sealed or open cases,
/// Error(not_found) without the version.
/// What the sealed cases showed as the app answers now, whatever threshold would be chosen.
struct Seen {
  std::string stratum;
  std::int64_t wrong = 0, answered = 0, cases = 0;
};
struct KeptCertificate {
  std::int64_t number = 0, version = 0, at = 0;
  Certificate certificate;
  std::string void_en, void_zh;     ///< why it does not hold any more; "" while it holds
  std::vector<Seen> seen;           ///< by stratum; empty in certificates of before this was kept
  double app_answers_from = 0;      ///< the least score with which the app answered a case; above a threshold the certificate says nothing of what lies between
};
KeptCertificate certify_app(Runner& runner, const CertifyRequest& request);

/// The latest certificate of an app, held against what runs now; none when there is none.
std::optional<KeptCertificate> certificate_of_app(Runner& runner, const std::string& app);

/// "app" (file, rules, models), "program", "settings", and where it reads such "knowledge" (the documents of its collections) and "apps" (others that it runs) -> hash
std::map<std::string, std::string> rests_on(Runner& runner, const std::string& app, std::int64_t version);

/// A line a stratum: "As the app answers now: 3 wrong of 20 answered, of 24 sealed cases."; "" when it is not known.
std::string seen_sentence(const KeptCertificate& kept, Tongue language);

json::object certificate_json(const KeptCertificate& kept);

}  // namespace gw
