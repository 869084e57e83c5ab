// A case that an expert's answer or correction made: kept among the app's cases, so that what was corrected stays corrected.
#pragma once
#include <string>

#include "base/json.h"
#include "store/store.h"

namespace gw {

struct ExpertCase {
  std::string app, id;
  json::object inputs, expected;  ///< expected: outputs with their values; empty when `refuse`
  bool refuse = false;
  std::string source = "expert";  ///< "expert" or "feedback"
  std::string run, who, note;
};

/// Inserts the case, or replaces what it expects when there is one of that id.
void keep_expert_case(Db&, const ExpertCase& one, std::int64_t at_ms);

}  // namespace gw
