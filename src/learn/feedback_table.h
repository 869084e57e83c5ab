// The rows of what people said of results.
#pragma once
#include <optional>
#include <vector>

#include "learn/feedback.h"
#include "store/db.h"

namespace gw {

std::int64_t insert_feedback(Db&, const Feedback& feedback);  ///< its number
void note_case(Db&, std::int64_t feedback, std::string_view case_id);
std::optional<Feedback> feedback_by_number(Db&, std::int64_t number);
std::vector<Feedback> feedback_of_run(Db&, std::string_view run);  ///< the latest first

/// Forgets what people said of a run's result, which quotes it. For erasures.
void forget_feedback_on(Db&, std::string_view run);

}  // namespace gw
