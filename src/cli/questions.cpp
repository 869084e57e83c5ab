#include "cli/questions.h"

#include <fmt/format.h>

#include <fstream>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/person.h"
#include "policy/names.h"

namespace gw::cli {
namespace {

constexpr std::size_t line_bytes_max = 1 << 20;

std::string id_of(const json::object& row, int line) {
  const auto* id = row.if_contains("id");
  if (id == nullptr) return std::to_string(line);
  return id->is_string() ? std::string(id->get_string()) : json::serialize(*id);
}

QuestionLine parse(const std::string& text, int line) {
  const json::value value = parse_json(text);
  if (!value.is_object()) throw Error(Code::invalid, "A line must be a JSON object.");
  const auto& row = value.get_object();
  QuestionLine out;
  out.id = id_of(row, line);
  out.question = string_or(row, row.contains("question") ? "question" : "query");
  if (out.question.empty()) throw Error(Code::invalid, "\"question\" is missing or empty.");
  out.as = string_or(row, "as");
  out.passage = string_or(row, "passage_id");
  if (const auto* answerable = row.if_contains("answerable")) {
    if (!answerable->is_bool()) throw Error(Code::invalid, "\"answerable\" must be true or false.");
    out.labelled = true;
    out.answerable = answerable->get_bool();
  }
  if (const auto* answers = row.if_contains("answers")) {
    if (!answers->is_array()) throw Error(Code::invalid, "\"answers\" must be a list of strings.");
    for (const auto& answer : answers->get_array()) {
      if (!answer.is_string()) throw Error(Code::invalid, "\"answers\" must be a list of strings.");
      out.answers.emplace_back(answer.get_string());
    }
  }
  if (const auto* groups = row.if_contains("groups"); groups != nullptr && !groups->is_null()) {
    out.groups.emplace();
    for (const auto& group : strings_of(row, "groups"))
      if (group != everyone) out.groups->push_back(checked_name(NameOf::group, group));
  }
  return out;
}

}  // namespace

void each_question(const std::string& file, const std::function<void(const QuestionLine&)>& use) {
  std::ifstream in(file);
  if (!in) throw Error(Code::not_found, fmt::format("{} is not there or may not be read.", file));
  std::string text;
  for (int line = 1; std::getline(in, text); ++line) {
    if (line == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (trim(text).empty()) continue;
    if (text.size() > line_bytes_max) throw Error(Code::invalid, fmt::format("{}:{}: the line is longer than 1 MB.", file, line));
    try {
      use(parse(text, line));
    } catch (const Error& e) {
      if (e.code() == Code::invalid) throw Error(e.code(), fmt::format("{}:{}: {}", file, line, e.message()), e.detail());
      throw;
    }
  }
}

Caller caller_for(Store& store, const QuestionLine& line, const std::string& as) {
  if (line.as.empty() && as.empty() && line.groups) return {.groups = *line.groups};
  return caller_for(store, line.as.empty() ? as : line.as);
}

}  // namespace gw::cli
