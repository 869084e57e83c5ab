// Files of questions, one JSON object a line: {"id","question"} and, when labelled, answerable, answers, passage_id, as.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace gw::cli {

struct QuestionLine {
  std::string id, question, as, passage;
  bool labelled = false, answerable = false;
  std::vector<std::string> answers;
};

/// Calls `use` for each line. A broken line is an Error(invalid) naming file and line.
void each_question(const std::string& file, const std::function<void(const QuestionLine&)>& use);

}  // namespace gw::cli
