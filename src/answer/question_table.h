// The questions that were refused, so that the home page can show what waits for an expert. The latest 10,000 are kept.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/rights.h"
#include "store/db.h"

namespace gw {

/// Why there was no answer. No word of a document is kept with a question: documents go and rights change, the row stays.
enum class Unanswered { nothing, uncertain };

struct WaitingQuestion {
  std::int64_t seq = 0, at = 0;
  std::string who, collection, question;
  Unanswered why = Unanswered::nothing;
  double confidence = 0;
};
constexpr std::int64_t refusals_kept = 10'000;

/// What a user asked who was removed meanwhile is left out.
void insert_refusals(Db&, const std::vector<WaitingQuestion>&);
/// With the user who is removed: a later one of that name inherits nothing.
void forget_refusals(Db&, std::string_view who);
/// Latest first, each wording once. An administrator sees all; others see their own.
std::vector<WaitingQuestion> recent_refusals(Db&, const Caller&, std::int64_t limit);

}  // namespace gw
