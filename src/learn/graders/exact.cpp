// The same as expected: text after folding, lists item by item, objects member by member whatever their order.
#include "learn/comparable.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

bool same(const json::value& a, const json::value& b) {
  if (a.is_object() && b.is_object()) {
    const auto &left = a.get_object(), &right = b.get_object();
    if (left.size() != right.size()) return false;
    for (const auto& member : left) {
      const json::value* other = right.if_contains(member.key());
      if (other == nullptr || !same(member.value(), *other)) return false;
    }
    return true;
  }
  if (a.is_array() && b.is_array()) {
    const auto &left = a.get_array(), &right = b.get_array();
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (!same(left[i], right[i])) return false;
    return true;
  }
  if (a.is_number() && b.is_number()) return a.to_number<double>() == b.to_number<double>();
  if (a.is_structured() || b.is_structured() || a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  const std::string left = text_of(a), right = text_of(b);
  const std::string folded = comparable(left);
  // Where nothing is left ("+" and "-"), the text itself is compared.
  return folded.empty() ? left == right : folded == comparable(right);
}

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions&) {
  const bool right = same(expected, actual);
  return {right ? 1.0 : 0.0, right};
}

}  // namespace

extern const GraderKind exact_grader;
const GraderKind exact_grader{"exact", "right when it equals the expected but for spaces, punctuation, case and width; lists in order, objects with the same members",
                              R"({"expected": "GB/T 22239", "actual": "ｇｂ/t22239。"})", R"({"expected": "1.5", "actual": "15"})", grade};

}  // namespace gw
