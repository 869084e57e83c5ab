// An Answer as JSON, the same on the command line and over HTTP.
#pragma once
#include "answer/answer.h"
#include "base/json.h"

namespace gw {

/// {"status","answer","confidence","threshold","certified","reason","curated","citations","nearest","ms"}; a refusal has no "answer".
json::object answer_json(const Answer&, double ms);

}  // namespace gw
