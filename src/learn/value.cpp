#include "learn/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "learn/experts.h"
#include "learn/outcome_table.h"

namespace gw {
namespace {

constexpr double amount_most = 1e12;
constexpr std::size_t note_most = 2000;

// The month that lies `months - 1` before the one of `month`.
std::string month_before(std::string_view month, int months) {
  const int count = std::stoi(std::string(month.substr(0, 4))) * 12 + std::stoi(std::string(month.substr(5, 2))) - 1 - (months - 1);
  return fmt::format("{:04}-{:02}", count / 12, count % 12 + 1);
}

Words method_of(const std::optional<Worth>& worth, std::optional<double> wrong_rate) {
  Words out;
  if (!worth) {
    out.en = "The app file says nothing under \"value\" of how long the work takes by hand, so only counts and what people told of outcomes are shown.";
    out.zh = "应用文件没有在 \"value\" 中说明手工需要多久，因此只显示次数和人们报告的结果。";
    return out;
  }
  out.en = fmt::format("Minutes saved: results done x ({} by hand - {} to check). Saved: these minutes at {} {} an hour. Refused and failed runs save nothing; tries of drafts are not counted.", worth->minutes_by_hand, worth->minutes_to_check,
                       worth->hourly_cost, worth->currency);
  out.zh = fmt::format("节省的分钟数 = 完成的结果 ×（手工 {} 分钟 − 核对 {} 分钟）。节省金额按每小时 {} {} 计算。拒答和失败的运行不计节省；草稿的试运行不计入。", worth->minutes_by_hand, worth->minutes_to_check, worth->hourly_cost, worth->currency);
  if (worth->errors_by_hand && wrong_rate) {
    out.en += fmt::format(" Avoided: results done x ({} wrong by hand - {:.3f} wrong in the latest evaluation) x {} {} an error.", *worth->errors_by_hand, *wrong_rate, worth->error_cost, worth->currency);
    out.zh += fmt::format(" 避免的损失 = 完成的结果 ×（手工错误率 {} − 最近一次评测的错误率 {:.3f}）× 每个错误 {} {}。", *worth->errors_by_hand, *wrong_rate, worth->error_cost, worth->currency);
  } else {
    out.en += worth->errors_by_hand ? " Nothing is counted as avoided until an evaluation has measured the wrong rate." : " Nothing is counted as avoided: the app file does not say how often the work goes wrong by hand (errors_by_hand).";
    out.zh += worth->errors_by_hand ? " 在评测测出错误率之前，不计避免的损失。" : " 应用文件没有说明手工的错误率（errors_by_hand），因此不计避免的损失。";
  }
  out.en += " Earned: the amounts that people told as outcomes. Cost: what model providers charged; nothing without a model.";
  out.zh += " 收入：人们报告的结果金额。成本：模型供应商的收费；没有用模型则为零。";
  return out;
}

json::value number_or_null(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

}  // namespace

RunOutcome give_outcome(Runner& runner, const std::string& id, const std::string& kind, double amount, const std::string& note, const Caller& caller) {
  const SeenRun seen = run_seen_by(runner, id, caller);
  if (!is_word(kind)) throw Error(Code::invalid, "The kind of an outcome is a word of letters, digits and _, like accepted or bought_again.");
  if (!std::isfinite(amount) || std::abs(amount) > amount_most) throw Error(Code::invalid, "\"amount\" must be a number of at most 1,000,000,000,000.");
  if (count_code_points(note) > note_most) throw Error(Code::invalid, "\"note\" is longer than 2,000 characters.");
  RunOutcome out{.run = seen.run.id, .app = seen.run.app, .at = runner.sources().now_ms(), .who = caller.name, .kind = kind, .amount = amount, .note = note};
  runner.doors().store.write([&](Db& db) { out.number = keep_outcome(db, out); });
  return out;
}

AppValue value_of(Runner& runner, const std::string& name, int months) {
  const auto app = app_now(runner, name);
  if (!app) throw Error(Code::not_found, fmt::format("There is no application {} that was ever run or released.", name));
  AppValue out{.app = name, .currency = app->worth ? app->worth->currency : ""};
  const std::string since = month_before(rfc3339(runner.sources().now_ms() / 1000), months);
  std::vector<MonthOutcomes> outcomes;
  runner.doors().store.read([&](Db& db) {
    for (auto& tally : tallies_of(db, name, months))
      if (tally.month >= since) out.months.push_back({.counts = std::move(tally)});
    outcomes = outcomes_since(db, name, since);
    out.users = people_since(db, name, since);
    out.wrong_rate = wrong_rate_of(db, name, app->bundle.version);
  });
  for (auto& told : outcomes) {
    auto at = std::ranges::lower_bound(out.months, told.month, {}, [](const MonthWorth& m) { return m.counts.month; });
    if (at == out.months.end() || at->counts.month != told.month) at = out.months.insert(at, MonthWorth{.counts = {.month = told.month}});
    at->earned = told.amount;
    at->outcomes = std::move(told.kinds);
  }
  if (const auto& worth = app->worth)
    for (auto& month : out.months) {
      const auto done = static_cast<double>(month.counts.done);
      month.minutes_saved = done * (worth->minutes_by_hand - worth->minutes_to_check);
      month.saved = *month.minutes_saved / 60 * worth->hourly_cost;
      if (worth->errors_by_hand && out.wrong_rate) month.avoided = done * worth->error_cost * (*worth->errors_by_hand - *out.wrong_rate);
    }
  out.method = method_of(app->worth, out.wrong_rate);
  return out;
}

json::object value_json(const AppValue& value) {
  json::array months;
  for (const auto& month : value.months) {
    json::object outcomes;
    for (const auto& [kind, count] : month.outcomes) outcomes[kind] = count;
    months.push_back(json::object{{"month", month.counts.month}, {"runs", month.counts.runs()}, {"done", month.counts.done}, {"refused", month.counts.refused}, {"failed", month.counts.failed},
                                  {"minutes_saved", number_or_null(month.minutes_saved)}, {"saved", number_or_null(month.saved)}, {"avoided", number_or_null(month.avoided)},
                                  {"earned", month.earned}, {"cost", month.cost}, {"needed_model", month.counts.needed_model}, {"users", month.counts.people}, {"outcomes", std::move(outcomes)}});
  }
  return {{"app", value.app}, {"currency", value.currency}, {"months", std::move(months)}, {"method", json::object{{"en", value.method.en}, {"zh", value.method.zh}}}, {"users", value.users},
          {"wrong_rate", number_or_null(value.wrong_rate)}};
}

json::object outcome_json(const RunOutcome& outcome) {
  return {{"outcome", outcome.number}, {"run", outcome.run}, {"app", outcome.app}, {"kind", outcome.kind}, {"amount", outcome.amount}, {"note", outcome.note}, {"at", rfc3339(outcome.at / 1000)}};
}

}  // namespace gw
