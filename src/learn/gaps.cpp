#include "learn/gaps.h"

#include "learn/experts.h"

namespace gw {

std::vector<Gap> gaps_for(Runner& runner, const Caller& caller, const std::string& app, const std::string& state, std::int64_t limit) {
  const GapsFor whose{.all = caller.administrator, .apps = caller.administrator ? std::vector<std::string>() : apps_of_expert(runner, caller), .groups = caller.groups, .person = caller.name};
  return runner.doors().store.reading<std::vector<Gap>>([&](Db& db) { return list_gaps(db, app, state, limit, whose); });
}

}  // namespace gw
