// JSON values as graders read them: as text, as items, as a number.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "learn/grade.h"

namespace gw {

/// A string as it is, a number or boolean as JSON writes it, null as ""; a list or object as its JSON text.
std::string text_of(const json::value& value);
/// The members of a list as text; a string cut at commas, semicolons, line ends and their Chinese forms. Null has none.
std::vector<std::string> items_of(const json::value& value);
/// The one number in the text: thousands separators, full-width digits, 万 and 亿, a percent sign, and words or signs around it; none when there is no
/// number in it, or more than one.
std::optional<double> number_in(std::string_view text);

/// 2 * shared / (expected + actual), counting repeats; 1 when both are empty.
double f1_of(std::vector<std::string> expected, std::vector<std::string> actual);

/// The grade of a score: right from `options.right_from`, else from `otherwise`.
Grade graded(double score, const GradeOptions& options, double otherwise);

}  // namespace gw
