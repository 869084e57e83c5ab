#include <limits>

#include "base/error.h"
#include "learn/monitor.h"
#include "learn/numbers_json.h"

namespace gw {
namespace {

constexpr double any = std::numeric_limits<double>::max();
constexpr double tiny = 1e-12;

}  // namespace

json::object json_of(const Monitor& m) {
  json::array bets;
  for (const Bet& bet : m.bets) bets.push_back(json::object{{"size", bet.size}, {"log_since", bet.log_since}, {"renewed", bet.renewed}});
  return {{"audit", m.audit == Audit::uniform ? "uniform" : "weighted"}, {"wrong_most", m.wrong_most}, {"delta", m.delta}, {"run_length", m.run_length}, {"bets", std::move(bets)},
          {"shown", m.shown}, {"audited", m.audited}, {"wrong", m.wrong}, {"alarm_since_start", m.alarm_since_start}, {"alarm_renewed", m.alarm_renewed}};
}

Monitor monitor_of(const json::object& object) {
  Monitor m;
  const std::string audit = string_of(object, "audit");
  if (audit != "uniform" && audit != "weighted") throw Error(Code::invalid, "\"audit\" must be \"uniform\" or \"weighted\".");
  m.audit = audit == "uniform" ? Audit::uniform : Audit::weighted;
  m.wrong_most = number_of(object, "wrong_most", tiny, 1 - tiny);
  m.delta = number_of(object, "delta", tiny, 1 - tiny);
  m.run_length = number_of(object, "run_length", 1, any);
  for (const json::value& value : list_of(object, "bets")) {
    const json::object& bet = object_of(value, "bets");
    // A bet above 1/wrong_most could turn its stake negative.
    m.bets.push_back({.size = number_of(bet, "size", 0, 1 / m.wrong_most), .log_since = number_of(bet, "log_since", -any, any), .renewed = number_of(bet, "renewed", 0, any)});
  }
  if (m.bets.empty()) throw Error(Code::invalid, "\"bets\" must not be empty.");
  m.shown = count_of(object, "shown");
  m.audited = count_of(object, "audited");
  m.wrong = count_of(object, "wrong");
  if (m.wrong > m.audited || m.audited > m.shown) throw Error(Code::invalid, "A monitor counts `wrong` <= `audited` <= `shown`.");
  m.alarm_since_start = count_of(object, "alarm_since_start");
  m.alarm_renewed = count_of(object, "alarm_renewed");
  return m;
}

}  // namespace gw
