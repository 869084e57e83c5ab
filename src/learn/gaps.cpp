#include "learn/gaps.h"

#include <map>

#include "learn/experts.h"

namespace gw {

std::vector<Gap> gaps_for(Runner& runner, const Caller& caller, const std::string& app, const std::string& state, std::int64_t limit) {
  constexpr std::int64_t looked_at = 100'000;
  Store& store = runner.doors().store;
  std::map<std::string, bool> expert_of;
  std::vector<Gap> out;
  for (auto& gap : store.reading<std::vector<Gap>>([&](Db& db) { return list_gaps(db, app, state, looked_at); })) {
    if (static_cast<std::int64_t>(out.size()) >= limit) break;
    auto known = expert_of.find(gap.app);
    if (known == expert_of.end()) {
      const auto now = app_now(runner, gap.app);
      known = expert_of.emplace(gap.app, now ? is_expert(caller, *now) : caller.administrator).first;
    }
    const bool theirs = known->second || store.reading<bool>([&](Db& db) {
      const auto task = task_by_number(db, gap.task);
      return task && may_answer(caller, *task);
    });
    if (theirs) out.push_back(std::move(gap));
  }
  return out;
}

}  // namespace gw
