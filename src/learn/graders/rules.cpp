// The same rules are violated, whatever else is said about them.
#include <algorithm>

#include "base/error.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

// The names in a list of names or of a check's findings; a finding that says that its rule holds is none.
std::vector<std::string> names_in(const json::value& value) {
  std::vector<std::string> out;
  if (!value.is_array()) return out;
  for (const json::value& one : value.get_array()) {
    if (one.is_string()) out.push_back(text_of(one));
    if (!one.is_object() || !one.get_object().contains("rule")) continue;
    const auto* status = one.get_object().if_contains("status");
    if (status == nullptr || text_of(*status) == "violated") out.push_back(text_of(one.get_object().at("rule")));
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  if (!expected.is_array()) throw Error(Code::invalid, "The grader `rules` expects a list: the names of the rules that are violated, none of them when all hold.");
  if (!actual.is_array()) return {};
  return graded(f1_of(names_in(expected), names_in(actual)), options, 1);
}

}  // namespace

extern const GraderKind rules_grader;
const GraderKind rules_grader{"rules", "scores F1 over the rules that are violated, by their names in the findings of a `check` step; right when all are there and no other, or from `right_from`",
                              R"({"expected": ["deposit"], "actual": [{"rule": "deposit", "status": "violated"}, {"rule": "term", "status": "unchecked"}]})",
                              R"({"expected": ["deposit", "term"], "actual": [{"rule": "deposit", "status": "violated"}]})", grade};

}  // namespace gw
