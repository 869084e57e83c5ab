// Which gaps a person sees: an administrator and the app's experts all of the app, others those whose task is theirs.
#pragma once
#include <string>
#include <vector>

#include "flow/runner.h"
#include "learn/gap_table.h"

namespace gw {

/// Of one app when named and of one state ("": all), the latest asked first.
std::vector<Gap> gaps_for(Runner& runner, const Caller& caller, const std::string& app, const std::string& state, std::int64_t limit);

}  // namespace gw
