#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "rules/check_kind.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

struct Side {
  std::string_view key, en, zh;
  bool (*holds)(double value, double limit);
};
constexpr auto sides = std::to_array<Side>({
    {"min", "at least", "不小于", [](double value, double limit) { return value >= limit; }},
    {"max", "at most", "不大于", [](double value, double limit) { return value <= limit; }},
    {"above", "more than", "大于", [](double value, double limit) { return value > limit; }},
    {"below", "less than", "小于", [](double value, double limit) { return value < limit; }},
});

struct Range {
  RuleTarget target;
  std::array<std::optional<Expression>, sides.size()> limits;
};

std::optional<double> as_number(const json::value& value) {
  if (is_number(value)) return number_in(value);
  return value.is_string() ? read_number(view_of(value.get_string())) : std::nullopt;
}

// The limit over the fields; none when it is missing there.
std::optional<double> limit_of(const Expression& expression, const json::object& scope) {
  const json::value value = expression.evaluate(scope);
  if (value.is_null()) return {};
  if (const auto number = as_number(value)) return number;
  throw Error(Code::invalid, fmt::format("the limit {} is {}, not a number.", expression.text(), type_in_words(value)));
}

void check_value(const Range& rule, const SeenValue& seen, Checking& checking) {
  const auto [en, zh] = subject_of(seen.field, "");
  const auto value = as_number(seen.value);
  if (!value) {
    checking.violated(seen, {}, {fmt::format("{} is no number.", en), fmt::format("{}不是数字。", zh)});
    return;
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto limit = rule.limits[i] ? limit_of(*rule.limits[i], checking.scope()) : std::nullopt;
    if (!limit || sides[i].holds(*value, *limit)) continue;
    checking.violated(seen, {{"number", number_value(*value)}, {"limit", number_value(*limit)}},
                      {fmt::format("{} is {}; it must be {} {}.", en, *value, sides[i].en, *limit), fmt::format("{}为 {}，应{} {}。", zh, *value, sides[i].zh, *limit)});
  }
}

Check read(MapReader& settings) {
  Range rule{.target = read_target(settings, Documents::no)};
  std::array<std::string_view, sides.size()> keys;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    keys[i] = sides[i].key;
    rule.limits[i] = settings.expression(keys[i]);
  }
  settings.need_one_of(keys);
  return [=](Checking& checking) {
    for (const SeenValue& seen : checking.values(rule.target)) check_value(rule, seen, checking);
  };
}

}  // namespace

extern const CheckKind range_check;
const CheckKind range_check{
    "range", "numbers, in figures or in Chinese, are at least `min`, at most `max`, `above` or `below` a number or an expression over the fields",
    "{id: discount, kind: range, field: 'lines[*].discount', min: 0, max: highest * 2, severity: warning, message: {en: \"A discount of ${found.number} needs approval.\", zh: 折扣超出权限。}}",
    R"({"fields":{"highest":0.1,"lines":[{"discount":0.1},{"discount":"25%"}]}})", R"({"fields":{"highest":0.1,"lines":[{"discount":0.1},{"discount":"20%"}]}})", read};

}  // namespace gw
