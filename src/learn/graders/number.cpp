// One number, within a tolerance.
#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "learn/graded_values.h"

namespace gw {
namespace {

std::optional<double> number(const json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  return value.is_string() ? number_in(text_of(value)) : std::nullopt;
}

Grade grade(const json::value& expected, const json::value& actual, const GradeOptions& options) {
  const auto wanted = number(expected);
  if (!wanted) throw Error(Code::invalid, fmt::format("The grader `number` expects one number, not {}.", json_text(expected)));
  const auto given = number(actual);
  if (!given) return {};
  // The last bit is forgiven: 12 % is 0.12.
  const double slack = std::max(options.absolute, options.relative * std::abs(*wanted)) + 1e-9 * std::abs(*wanted);
  const bool right = std::abs(*given - *wanted) <= slack;
  return {right ? 1.0 : 0.0, right};
}

}  // namespace

extern const GraderKind number_grader;
const GraderKind number_grader{"number", "right when the one number in it equals the expected, or lies within `absolute` or the share `relative` of it; 1,200, １２００ and 0.12万 are one number",
                               R"({"expected": 1200, "actual": "共 1,200 元"})", R"({"expected": 1200, "actual": "1200 to 1300"})", grade};

}  // namespace gw
