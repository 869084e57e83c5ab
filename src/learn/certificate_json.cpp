#include <limits>

#include "base/error.h"
#include "learn/certificate.h"
#include "learn/numbers_json.h"

namespace gw {
namespace {

constexpr double any = std::numeric_limits<double>::max();
constexpr double tiny = 1e-12;

json::object json_of(const Stratum& s) {
  json::object out{{"name", s.name}, {"wrong", s.wrong}, {"answered", s.answered}, {"cases", s.cases}, {"tested", s.tested}, {"chance", s.chance}};
  out["threshold"] = s.threshold ? json::value(*s.threshold) : json::value(nullptr);
  return out;
}

Stratum stratum_of(const json::object& object) {
  Stratum s{.name = string_of(object, "name"), .wrong = count_of(object, "wrong"), .answered = count_of(object, "answered"), .cases = count_of(object, "cases"),
            .tested = count_of(object, "tested"), .chance = number_of(object, "chance", 0, 1)};
  if (const json::value* threshold = object.if_contains("threshold"); threshold != nullptr && !threshold->is_null()) s.threshold = number_of(object, "threshold", -any, any);
  if (s.wrong > s.answered || s.answered > s.cases) throw Error(Code::invalid, "A stratum counts `wrong` <= `answered` <= `cases`.");
  return s;
}

}  // namespace

json::object json_of(const Certificate& c) {
  json::array strata;
  for (const Stratum& s : c.strata) strata.push_back(json_of(s));
  json::object rests_on;
  for (const auto& [what, hash] : c.rests_on) rests_on[what] = hash;
  return {{"wrong_most", c.terms.wrong_most}, {"delta", c.terms.delta}, {"attempt", c.terms.attempt}, {"tiers", c.terms.tiers}, {"missed", c.terms.missed},
          {"design_effect", c.terms.design_effect}, {"strata", std::move(strata)}, {"rests_on", std::move(rests_on)}, {"cases_hash", c.cases_hash}, {"made_at", c.made_at}};
}

Certificate certificate_of(const json::object& object) {
  Certificate c;
  c.terms.wrong_most = number_of(object, "wrong_most", tiny, 1 - tiny);
  c.terms.delta = number_of(object, "delta", tiny, 1 - tiny);
  c.terms.attempt = static_cast<int>(number_of(object, "attempt", 0, 1e6));
  c.terms.tiers = static_cast<int>(number_of(object, "tiers", 1, 100));
  c.terms.missed = number_of(object, "missed", 0, 0.99);
  c.terms.design_effect = number_of(object, "design_effect", 1, 1e6);
  for (const json::value& one : list_of(object, "strata")) c.strata.push_back(stratum_of(object_of(one, "strata")));
  const json::value* rests_on = object.if_contains("rests_on");
  if (rests_on == nullptr) throw Error(Code::invalid, "\"rests_on\" is missing.");
  for (const auto& member : object_of(*rests_on, "rests_on")) {
    const std::string_view what(member.key().data(), member.key().size());
    c.rests_on[std::string(what)] = string_of(rests_on->as_object(), what);
  }
  c.cases_hash = string_of(object, "cases_hash");
  c.made_at = count_of(object, "made_at");
  return c;
}

}  // namespace gw
