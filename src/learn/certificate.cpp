#include "learn/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "base/error.h"
#include "base/hash.h"
#include "learn/binomial.h"

namespace gw {
namespace {

// A share as people read it: 2 %, 0.5 %, 33.3 %.
std::string percent(double share) {
  const double hundred = std::round(share * 1e4) / 100;
  return fmt::format("{} %", hundred);
}

// What a certificate rests on, as people call it.
std::string in_words(const std::string& what, Tongue language) {
  constexpr std::tuple<std::string_view, const char*, const char*> words[] = {{"app", "the application", "应用"},
                                                                              {"apps", "applications that it runs", "它调用的应用"},
                                                                              {"knowledge", "the documents", "资料"},
                                                                              {"program", "the program", "程序"},
                                                                              {"settings", "the settings", "设置"}};
  for (const auto& [name, en, zh] : words)
    if (name == what) return language == Tongue::zh ? zh : en;
  return what;
}

std::string line_of(const Certificate& c, const Stratum& s, Tongue language) {
  const std::string most = percent(c.terms.wrong_most), sure = percent(1 - c.terms.delta);
  const double share = s.cases == 0 ? 0 : static_cast<double>(s.answered) / static_cast<double>(s.cases);
  if (s.threshold) {
    if (language == Tongue::zh) return fmt::format("{} 条回答中有 {} 条错误，因此在 {} 的置信度下错误率至多 {}（回答了 {} 的问题）。", s.answered, s.wrong, sure, most, percent(share));
    return fmt::format("{} wrong of {} answered, so at most {} at {} ({} of the questions answered).", s.wrong, s.answered, most, sure, percent(share));
  }
  if (s.cases == 0) return language == Tongue::zh ? "没有这一类的封存案例，因此不作任何保证。" : "There are no sealed cases of this kind, so nothing is promised.";
  const std::int64_t needed = answers_needed(c.terms, c.strata.size(), s.wrong);
  if (s.answered == 0) {
    if (language == Tongue::zh) return fmt::format("没有阈值能保证错误率至多 {}（置信度 {}）：按公开案例看最有希望的阈值下，{} 个封存案例都没有作答；一条不错也需要 {} 条回答。因此不作任何保证。", most, sure, s.cases, needed);
    return fmt::format("No threshold holds at most {} at {}: at the one that the open cases make most promising none of {} sealed cases is answered, and with none wrong it takes {} answers. So nothing is promised.", most, sure, s.cases, needed);
  }
  if (language == Tongue::zh) return fmt::format("没有阈值能保证错误率至多 {}（置信度 {}）：最有希望的阈值下 {} 条回答中有 {} 条错误，而错 {} 条时至少需要 {} 条回答。因此不作任何保证。", most, sure, s.answered, s.wrong, s.wrong, needed);
  return fmt::format("No threshold holds at most {} at {}: at the most promising one {} were wrong of {} answered, and with {} wrong it takes {}. So nothing is promised.", most, sure, s.wrong, s.answered, s.wrong,
                     needed);
}

}  // namespace

double wrong_most(Tier tier) {
  switch (tier) {
    case Tier::strict: return 0.01;
    case Tier::standard: return 0.02;
    case Tier::assist: return 0.05;
  }
  return 0;
}

std::string_view name_of(Tier tier) {
  constexpr std::string_view names[] = {"strict", "standard", "assist"};
  return names[static_cast<int>(tier)];
}

double delta_of_stratum(const Terms& terms, std::size_t strata) {
  const double look = terms.attempt == 0 ? 1 : 6 / (std::numbers::pi * std::numbers::pi * terms.attempt * terms.attempt);
  return terms.delta * look / terms.tiers / static_cast<double>(std::max<std::size_t>(strata, 1));
}

double design_effect(double cluster_size, double correlation) { return 1 + (cluster_size - 1) * correlation; }

std::int64_t answers_needed(const Terms& terms, std::size_t strata, std::int64_t wrong) {
  const auto counted = static_cast<std::int64_t>(std::ceil(static_cast<double>(wrong) / terms.design_effect));
  const std::int64_t needed = answers_needed(counted, terms.wrong_most * (1 - terms.missed), delta_of_stratum(terms, strata));
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(needed) * terms.design_effect));
}

std::optional<double> threshold_of(const Certificate& certificate, std::string_view stratum) {
  for (const Stratum& s : certificate.strata)
    if (s.name == stratum) return s.threshold;
  return std::nullopt;
}

std::string void_reason(const Certificate& certificate, const std::map<std::string, std::string>& now, Tongue language) {
  std::vector<std::string> changed;
  for (const auto& [what, hash] : certificate.rests_on)
    if (const auto found = now.find(what); found == now.end() || found->second != hash) changed.push_back(what);
  for (const auto& [what, hash] : now)
    if (!certificate.rests_on.contains(what)) changed.push_back(what);
  if (changed.empty()) return "";
  std::sort(changed.begin(), changed.end());
  std::string names;
  for (const std::string& what : changed) names += (names.empty() ? "" : language == Tongue::zh ? "、" : ", ") + in_words(what, language);
  if (language == Tongue::zh) return fmt::format("证书已失效：{} 在签发之后有变化。", names);
  return fmt::format("The certificate is void: {} changed since it was made.", names);
}

std::string sentence(const Certificate& certificate, Tongue language) {
  std::string out;
  for (const Stratum& s : certificate.strata) {
    if (!out.empty()) out += '\n';
    if (s.name.empty() && certificate.strata.size() > 1) out += language == Tongue::zh ? "未分层：" : "no stratum: ";
    if (!s.name.empty()) out += fmt::format("{} {}{}", language == Tongue::zh ? "层" : "stratum", s.name, language == Tongue::zh ? "：" : ": ");
    out += line_of(certificate, s, language);
  }
  return out;
}

std::string hash_of_cases(std::vector<std::string> cases) {
  for (std::string& one : cases) one = sha256_hex(one);
  std::sort(cases.begin(), cases.end());
  std::string all;
  for (const std::string& one : cases) all += one;
  return sha256_hex(all);
}

}  // namespace gw
