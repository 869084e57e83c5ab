// The same items, in any order.
#include <algorithm>

#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

std::vector<std::string> distinct(const json::value& value) {
  std::vector<std::string> out;
  for (const std::string& item : items_of(value))
    if (std::string folded = comparable(item); !folded.empty()) out.push_back(std::move(folded));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  if (actual.is_null()) return {};
  return graded(f1_of(distinct(expected), distinct(actual)), options, 1);
}

}  // namespace

extern const GraderKind set_grader;
const GraderKind set_grader{"set", "scores F1 over the items (a list, or text with commas), each folded, in any order; right when all are there and no other, or from `right_from`",
                            R"({"expected": ["张三", "李四"], "actual": "李四、张三"})", R"({"expected": ["张三", "李四"], "actual": ["张三"]})", grade};

}  // namespace gw
