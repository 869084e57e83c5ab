#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/time.h"
#include "learn/evaluation.h"

namespace gw {
namespace {

constexpr std::int64_t few = 30;

std::string percent(double share) { return fmt::format("{:.0f}", std::round(share * 100)); }

}  // namespace

json::object row_json(const CaseResult& row) {
  json::object out{{"id", row.of.id}, {"right", row.right}, {"answered", row.answered}, {"status", name_of(row.state)}, {"score", row.score}};
  out["inputs"] = row.of.inputs;
  out["expected"] = row.of.refuse ? json::value(nullptr) : json::value(row.of.expected);
  out["refuse"] = row.of.refuse;
  out["never_break"] = row.of.never_break;
  out["output"] = row.output;
  out["reason"] = row.reason;
  out["confidence"] = row.confidence ? json::value(*row.confidence) : json::value(nullptr);
  out["ms"] = row.ms;
  return out;
}

std::string rights_mark(const Caller& caller) {
  if (caller.administrator) return "";
  auto groups = caller.groups;
  std::ranges::sort(groups);
  return sha256_hex(fmt::format("{}|{}", name_of(caller.highest), fmt::join(groups, "|"))).substr(0, 32);
}

json::object row_for(json::object row, const std::string& rights, const Caller& caller) {
  if (caller.administrator || (!rights.empty() && rights == rights_mark(caller))) return row;
  row["output"] = json::object();
  row["reason"] = "";
  return row;
}

json::object evaluation_json(const Evaluation& e, bool rows) {
  json::object out{{"number", e.number}, {"app", e.app}, {"version", e.version}, {"at", rfc3339(e.at)}, {"who", e.who}, {"cause", e.cause}, {"cases", e.cases}, {"right", e.right}, {"wrong", e.wrong},
                   {"refused", e.refused}, {"failed", e.failed}, {"score", e.score}, {"low", e.likely.low}, {"high", e.likely.high}, {"wrong_of_answered", e.wrong_of_answered},
                   {"wrong_low", e.wrong_likely.low}, {"wrong_high", e.wrong_likely.high}};
  const auto baseline = [](const Baseline& b) { return b.tested == 0 ? json::value(nullptr) : json::value(b.accuracy); };
  out["frequent"] = baseline(e.baselines.frequent);
  out["nearest"] = baseline(e.baselines.nearest);
  out["labels"] = e.baselines.labels;
  if (e.stability) out["stability"] = json::object{{"steady", e.stability->steady}, {"least", e.stability->least}, {"most", e.stability->most}, {"spread", e.stability->spread}};
  out["ms"] = e.ms_median;
  out["ms_p95"] = e.ms_p95;
  out["needed_model"] = e.needed_model;
  if (!rows) return out;
  json::array list;
  for (const auto& row : e.rows) list.push_back(row_json(row));
  out["rows"] = std::move(list);
  return out;
}

std::string sentence(const Evaluation& e, Tongue language) {
  const bool zh = language == Tongue::zh;
  std::string out = zh ? fmt::format("{} 个案例中 {} 个正确（{} %，可能在 {} 到 {} % 之间），{} 个错误，{} 个拒答", e.cases, e.right, percent(static_cast<double>(e.right) / static_cast<double>(e.cases)), percent(e.likely.low), percent(e.likely.high), e.wrong, e.refused)
                       : fmt::format("{} of {} cases right ({} %, likely {} to {} %), {} wrong, {} refused", e.right, e.cases, percent(static_cast<double>(e.right) / static_cast<double>(e.cases)), percent(e.likely.low), percent(e.likely.high), e.wrong, e.refused);
  if (e.failed > 0) out += zh ? fmt::format("，{} 个未能运行", e.failed) : fmt::format(", {} failed", e.failed);
  out += zh ? "。" : ".";
  // Answers that are all different say nothing about guessing.
  if (e.baselines.frequent.tested > 0 && e.baselines.labels * 2 <= e.cases)
    out += zh ? fmt::format(" 总答最常见的结果可得 {} %，照抄最相近的旧案例可得 {} %。", percent(e.baselines.frequent.accuracy), percent(e.baselines.nearest.accuracy))
              : fmt::format(" Always giving the most frequent answer gets {} %, that of the most similar case {} %.", percent(e.baselines.frequent.accuracy), percent(e.baselines.nearest.accuracy));
  if (e.stability && e.stability->steady < 1)
    out += zh ? fmt::format(" 重复运行时有 {} % 的案例结果不一致。", percent(1 - e.stability->steady)) : fmt::format(" Run again, {} % of the cases come out otherwise.", percent(1 - e.stability->steady));
  if (e.cases < few) out += zh ? " 案例太少，结论有限。" : " That is too few cases to say much.";
  return out;
}

}  // namespace gw
