#include "learn/held.h"

#include <algorithm>
#include <span>

#include "base/result.h"
#include "base/time.h"
#include "learn/evaluation.h"
#include "learn/cases.h"

namespace gw {
namespace {

constexpr double looking_ms = 3000;
constexpr std::size_t cases_most = 500, at_once = 20;

}  // namespace

Held held_cases(Runner& runner, const App& app, const std::vector<std::string>* only) {
  Held out;
  auto read = as_result([&] { return open_cases(all_cases(runner.doors().store, app)); });
  if (!read) return out;
  std::vector<Case> cases = std::move(*read);
  if (only != nullptr) std::erase_if(cases, [&](const Case& one) { return std::ranges::find(*only, one.id) == only->end(); });
  std::ranges::reverse(cases);
  std::ranges::stable_partition(cases, &Case::never_break);
  if (cases.size() > cases_most) cases.resize(cases_most);
  const Stopwatch watch;
  for (std::size_t at = 0; at < cases.size() && (only != nullptr || watch.ms() < looking_ms); at += at_once) {
    const auto some = std::span(cases).subspan(at, std::min(at_once, cases.size() - at));
    const auto measured = as_result([&] { return evaluate(runner, app, some, {.cause = "feedback"}); });
    if (!measured || measured->needed_model > 0) break;
    for (const auto& row : measured->rows) {
      out.looked_at.push_back(row.of.id);
      if (row.right) out.right.push_back(row.of.id);
    }
  }
  return out;
}

std::vector<std::string> lost_cases(const Held& before, const Held& after) {
  std::vector<std::string> out;
  for (const auto& id : before.right)
    if (std::ranges::find(after.looked_at, id) != after.looked_at.end() && std::ranges::find(after.right, id) == after.right.end()) out.push_back(id);
  std::ranges::sort(out);
  return out;
}

}  // namespace gw
