#include "learn/gate.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"

namespace gw {
namespace {

constexpr double margin = 0.02;
constexpr std::size_t named_most = 5;
constexpr std::int64_t few = 30;
constexpr double same = 1e-9;

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

// A version that takes other inputs or gives other outputs must not lose the experts' cases by that.
void check_unfit(std::span<const UnfitCase> unfit, Verdict& out) {
  Words lost, left;
  std::size_t others = 0;
  for (const auto& one : unfit) {
    if (!one.of.never_break) {
      if (++others > named_most) continue;
      left.en += (left.en.empty() ? "" : ", ") + one.of.id;
      left.zh += (left.zh.empty() ? "" : "、") + one.of.id;
      continue;
    }
    lost.en += fmt::format("{}{} ({})", lost.en.empty() ? "" : ", ", one.of.id, one.why);
    lost.zh += (lost.zh.empty() ? "" : "、") + one.of.id;
  }
  if (!lost.empty()) {
    out.passed = false;
    out.reasons.push_back({fmt::format("Cases that must never break do not fit its inputs and outputs any more: {}. Change them or take them away.", lost.en),
                           fmt::format("绝不允许出错的案例已不符合它的输入或输出：{}。请修改或删除这些案例。", lost.zh)});
  }
  if (others > 0)
    out.reasons.push_back({fmt::format("{} added case{} not fit its inputs and outputs any more and left out: {}{}.", others, others == 1 ? " does" : "s do", left.en, others > named_most ? ", ..." : ""),
                           fmt::format("{} 个添加的案例已不符合它的输入或输出，未参与检验：{}{}。", others, left.zh, others > named_most ? " 等" : "")});
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

bool is_wrong(const CaseResult& row) { return row.answered && !row.right; }

// A refusal and a wrong answer both score nothing, and yet are not alike to the person who acts on them.
void check_wrong_answers(const Gate& gate, const Evaluation& live, const Evaluation& e, Verdict& out) {
  if (gate.wrong_at_most || e.wrong <= live.wrong) return;
  std::vector<double> before, after;
  for (const auto& row : live.rows) before.push_back(is_wrong(row) ? 0 : 1);
  for (const auto& row : e.rows) after.push_back(is_wrong(row) ? 0 : 1);
  if (compare(before, after, margin, 1).least >= -margin) return;
  out.passed = false;
  const Words wrong = names_of(e.rows, [&](std::size_t i) { return is_wrong(e.rows[i]) && !is_wrong(live.rows[i]); });
  out.reasons.push_back({fmt::format("It answers {} case{} wrong, the live version {} ({}). Say with `gate.wrong_at_most` how many may be wrong, or let it refuse these.", e.wrong, e.wrong == 1 ? "" : "s", live.wrong, wrong.en),
                         fmt::format("它答错了 {} 个案例，线上版本答错 {} 个（{}）。请用 `gate.wrong_at_most` 说明允许多少错误，或让它拒答这些问题。", e.wrong, live.wrong, wrong.zh)});
}

void check_against(const Evaluation& live, const Evaluation& e, Verdict& out) {
  std::vector<double> before, after;
  for (const auto& row : live.rows) before.push_back(row.score);
  for (const auto& row : e.rows) after.push_back(row.score);
  const Comparison c = compare(before, after, margin, 1);
  out.comparison = c;
  if (c.after >= c.before - same || c.least >= -margin) return;
  out.passed = false;
  const Words lost = names_of(e.rows, [&](std::size_t i) { return after[i] < before[i] - same; });
  out.reasons.push_back({fmt::format("It is worse than the live version {}: score {:.3f} against {:.3f}, {} cases better and {} worse ({}).", live.version, c.after, c.before, c.changes.gained, c.changes.lost, lost.en),
                         fmt::format("比线上版本 {} 差：得分 {:.3f}，线上为 {:.3f}；{} 个案例变好，{} 个变差（{}）。", live.version, c.after, c.before, c.changes.gained, c.changes.lost, lost.zh)});
}

}  // namespace

Verdict judge(const App& app, const Evaluation* candidate, const Evaluation* live, std::span<const UnfitCase> unfit) {
  Verdict out{.passed = true};
  check_unfit(unfit, out);
  const bool gated = app.gate.correct_at_least || app.gate.wrong_at_most;
  if (candidate == nullptr) {
    out.passed = out.passed && !gated;
    if (gated) out.reasons.push_back({"A gate is declared, and there are no cases to hold the version against.", "声明了发布门槛，但没有可用来检验的案例。"});
    else out.reasons.push_back({"There are no cases: nothing is known of its quality.", "没有案例，质量未知。"});
    return out;
  }
  check_never_break(*candidate, out);
  check_gate(app.gate, *candidate, out);
  if (live != nullptr) {
    GW_ASSERT(live->rows.size() == candidate->rows.size());
    check_against(*live, *candidate, out);
    check_wrong_answers(app.gate, *live, *candidate, out);
  }
  if (out.passed && candidate->cases < few)
    out.reasons.push_back({fmt::format("{} too few to say much.", candidate->cases == 1 ? "1 case is" : fmt::format("{} cases are", candidate->cases)), fmt::format("只有 {} 个案例，结论有限。", candidate->cases)});
  return out;
}

}  // namespace gw
