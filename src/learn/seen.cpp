#include "learn/seen.h"

#include <limits>
#include <map>

#include "base/error.h"
#include "base/result.h"
#include "flow/parent_table.h"
#include "flow/run_table.h"
#include "library/find.h"

namespace gw {
namespace {

constexpr int nothing_hidden = std::numeric_limits<int>::max();

class Sight {
 public:
  Sight(Db& db, const Caller& caller) : db_(db), caller_(caller) {}

  bool sees(const std::string& collection, const std::string& document) {
    if (document.empty()) return true;
    const auto [at, is_new] = known_.try_emplace({collection, document}, false);
    const auto in = collection.empty() ? std::nullopt : std::optional(collection);
    if (is_new) at->second = as_result([&] { return open_document(db_, caller_, document, in); }).has_value();
    return at->second;
  }

  // The position of the first step that is not seen.
  int hidden_from(const std::vector<StepRecord>& steps) {
    for (const auto& record : steps)
      for (const auto& evidence : record.evidence)
        if (is_of_document(evidence) && !sees(evidence.at.collection, evidence.at.document)) return record.position;
    return nothing_hidden;
  }

  // What came near and is not theirs is taken out of the list; whether there was any.
  bool filter_nearest(json::object& result) {
    auto* nearest = result.if_contains("nearest");
    if (nearest == nullptr || !nearest->is_array()) return false;
    json::array seen;
    for (auto& one : nearest->get_array())
      if (!one.is_object() || sees(string_or(one.get_object(), "collection"), string_or(one.get_object(), "document"))) seen.push_back(one);
    const bool less = seen.size() < nearest->get_array().size();
    *nearest = std::move(seen);
    return less;
  }

  // What a run is given by the one whose step it is rests on what that one found.
  bool sees_above(const std::string& run) {
    for (auto above = parent_of(db_, run); above; above = parent_of(db_, above->parent))
      if (hidden_from(evidence_of_run(db_, above->parent)) != nothing_hidden) return false;
    return true;
  }

 private:
  Db& db_;
  const Caller& caller_;
  std::map<std::pair<std::string, std::string>, bool> known_;
};

}  // namespace

bool sees_all(Db& db, const Caller& caller, const Run& run) {
  Sight sight(db, caller);
  return caller.administrator || (sight.sees_above(run.id) && sight.hidden_from(run.steps) == nothing_hidden);
}

void hide_unseen(Db& db, const Caller& caller, Run& run) {
  if (caller.administrator) return;
  Sight sight(db, caller);
  int from = sight.hidden_from(run.steps);
  if (!sight.sees_above(run.id)) {
    from = -1;
    run.inputs = {};
  }
  for (auto& record : run.steps) {
    const bool told = sight.filter_nearest(record.result);
    // A refusal names what came near.
    if (told && record.state == StepRecord::State::refused) run.reason = record.reason = unseen;
    if (record.position < from) continue;
    record.result = {};
    record.evidence.clear();
    record.reason = unseen;
  }
  if (from == nothing_hidden) return;
  run.output = {};
  run.reason = unseen;
}

void hide_unseen(Db& db, const Caller& caller, PersonTask& task) {
  Run run{.id = task.run};
  run.steps = evidence_of_run(db, task.run);
  hide_unseen(db, caller, run);
  if (run.reason.empty()) return;
  json::object shown{{"reason", unseen}};
  // What an expert is asked is in the words of who asked.
  if (task.kind == "expert")
    if (const auto* show = task.asked.if_contains("show"); show != nullptr && show->is_object())
      for (const char* words : {"question", "wordings"})
        if (const auto* asked = show->get_object().if_contains(words)) shown[words] = *asked;
  task.asked["show"] = std::move(shown);
  task.asked.erase("propose");
}

}  // namespace gw
