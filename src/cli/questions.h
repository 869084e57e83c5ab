// Files of questions, one JSON object a line: {"id","question"} and, when labelled, answerable, answers, passage_id; as or groups.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "policy/rights.h"
#include "store/store.h"

namespace gw::cli {

struct QuestionLine {
  std::string id, question, as, passage;
  bool labelled = false, answerable = false;
  std::vector<std::string> answers;
  std::optional<std::vector<std::string>> groups;  ///< of the one who asks, without `everyone`
};

/// Calls `use` for each line. A broken line is an Error(invalid) naming file and line.
void each_question(const std::string& file, const std::function<void(const QuestionLine&)>& use);

/// For whom a line is asked: the user of its `as`, else the one of the command, else somebody in its `groups` with the label that users have unless
/// told otherwise. Error(invalid) when there is no such user.
Caller caller_for(Store& store, const QuestionLine& line, const std::string& as);

}  // namespace gw::cli
