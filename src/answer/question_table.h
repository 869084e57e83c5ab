// The questions that were refused, so that the home page can show what waits for an expert. The latest 10,000 are kept.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "policy/rights.h"
#include "store/db.h"

namespace gw {

struct WaitingQuestion {
  std::int64_t seq = 0, at = 0;
  std::string who, collection, question, reason;
  double confidence = 0;
};
constexpr std::int64_t refusals_kept = 10'000;

void insert_refusals(Db&, const std::vector<WaitingQuestion>&);
/// Latest first, each wording once. An administrator sees all; others see their own.
std::vector<WaitingQuestion> recent_refusals(Db&, const Caller&, std::int64_t limit);

}  // namespace gw
