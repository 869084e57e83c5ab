// What runs keep of documents: their quotes, and what was made of them. It goes when the document is erased.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace gw {

/// Empties all runs that rest on the document, and those that ran them: outputs, results, evidence, what people were asked and said (but for questions to experts, which hold only what was asked), files. One that
/// had not ended has failed. A document of that name in another collection may take its runs along: rather too much than too little. Reads every step
/// that is kept. Returns the runs' ids; `at` in milliseconds since 1970. For erasures, within their transaction; the bytes of files are swept afterwards.
std::vector<std::string> forget_runs_resting_on(Db&, std::string_view document, std::int64_t at);

}  // namespace gw
