#include "learn/gate.h"

#include <fmt/format.h>

#include "base/error.h"

namespace gw {
namespace {

constexpr double margin = 0.02;
constexpr std::size_t named_most = 5;
constexpr std::int64_t few = 30;

std::string percent(double share) { return fmt::format("{:.1f}", share * 100); }

// "a, b and 3 more" of the cases for which `wanted` holds; empty when there is none.
template <class Wanted>
Words names_of(const std::vector<CaseResult>& rows, const Wanted& wanted) {
  Words out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!wanted(i) || ++count > named_most) continue;
    out.en += (out.en.empty() ? "" : ", ") + rows[i].of.id;
    out.zh += (out.zh.empty() ? "" : "、") + rows[i].of.id;
  }
  if (count > named_most) {
    out.en += fmt::format(" and {} more", count - named_most);
    out.zh += fmt::format(" 等共 {} 个", count);
  }
  return out;
}

void check_never_break(const Evaluation& e, Verdict& out) {
  const Words broken = names_of(e.rows, [&](std::size_t i) { return e.rows[i].of.never_break && !e.rows[i].right; });
  if (broken.empty()) return;
  out.passed = false;
  out.reasons.push_back({fmt::format("Cases that must never break are not right: {}.", broken.en), fmt::format("绝不允许出错的案例未通过：{}。", broken.zh)});
}

void check_gate(const Gate& gate, const Evaluation& e, Verdict& out) {
  const double right = static_cast<double>(e.right) / static_cast<double>(e.cases);
  if (gate.correct_at_least && right < *gate.correct_at_least) {
    out.passed = false;
    out.reasons.push_back({fmt::format("{} of {} cases are right ({} %); the gate asks for {} %.", e.right, e.cases, percent(right), percent(*gate.correct_at_least)),
                           fmt::format("{} 个案例中 {} 个正确（{} %），低于门槛要求的 {} %。", e.cases, e.right, percent(right), percent(*gate.correct_at_least))});
  }
  if (gate.wrong_at_most && e.wrong_of_answered > *gate.wrong_at_most) {
    out.passed = false;
    const Words wrong = names_of(e.rows, [&](std::size_t i) { return e.rows[i].answered && !e.rows[i].right; });
    out.reasons.push_back({fmt::format("{} % of the answers are wrong ({}); the gate allows {} %.", percent(e.wrong_of_answered), wrong.en, percent(*gate.wrong_at_most)),
                           fmt::format("回答中有 {} % 是错的（{}），门槛只允许 {} %。", percent(e.wrong_of_answered), wrong.zh, percent(*gate.wrong_at_most))});
  }
}

void check_against(const Evaluation& live, const Evaluation& e, Verdict& out) {
  GW_ASSERT(live.rows.size() == e.rows.size());
  std::vector<double> before, after;
  for (const auto& row : live.rows) before.push_back(row.score);
  for (const auto& row : e.rows) after.push_back(row.score);
  const Comparison c = compare(before, after, margin, 1);
  out.comparison = c;
  if (c.standing == Standing::better || c.standing == Standing::not_below || c.after >= c.before - 1e-9) return;
  out.passed = false;
  const Words lost = names_of(e.rows, [&](std::size_t i) { return after[i] < before[i] - 1e-9; });
  out.reasons.push_back({fmt::format("It is worse than the live version {}: score {:.3f} against {:.3f}, {} cases better and {} worse ({}).", live.version, c.after, c.before, c.changes.gained, c.changes.lost, lost.en),
                         fmt::format("比线上版本 {} 差：得分 {:.3f}，线上为 {:.3f}；{} 个案例变好，{} 个变差（{}）。", live.version, c.after, c.before, c.changes.gained, c.changes.lost, lost.zh)});
}

}  // namespace

Verdict judge(const App& app, const Evaluation* candidate, const Evaluation* live) {
  Verdict out{.passed = true};
  const bool gated = app.gate.correct_at_least || app.gate.wrong_at_most;
  if (candidate == nullptr) {
    out.passed = !gated;
    if (gated) out.reasons.push_back({"A gate is declared, and there are no cases to hold the version against.", "声明了发布门槛，但没有可用来检验的案例。"});
    else out.reasons.push_back({"There are no cases: nothing is known of its quality.", "没有案例，质量未知。"});
    return out;
  }
  check_never_break(*candidate, out);
  check_gate(app.gate, *candidate, out);
  if (live != nullptr) check_against(*live, *candidate, out);
  if (out.passed && candidate->cases < few)
    out.reasons.push_back({fmt::format("{} cases are too few to say much.", candidate->cases), fmt::format("只有 {} 个案例，结论有限。", candidate->cases)});
  return out;
}

}  // namespace gw
