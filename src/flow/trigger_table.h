// The rows of triggers: what each one last did, and what it has met already.
#pragma once
#include <string>
#include <vector>

#include "base/json.h"
#include "store/db.h"

namespace gw {

struct TriggerMark {
  std::int64_t position = 0;  ///< of the trigger in the app, from 0
  json::object mark;
};
std::vector<TriggerMark> trigger_marks(Db&, std::string_view app);
void keep_trigger_mark(Db&, std::string_view app, std::int64_t position, const json::object& mark, std::int64_t at);
/// Forgets those at `from` and behind it.
void drop_trigger_marks(Db&, std::string_view app, std::int64_t from);

/// Which of the tokens have been taken (run_table.h: take_token), in their order.
std::vector<bool> tokens_taken(Db&, std::string_view app, const std::vector<std::string>& tokens);

}  // namespace gw
