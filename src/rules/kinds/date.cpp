#include "rules/date.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "base/error.h"
#include "rules/check_kind.h"
#include "rules/values.h"

namespace gw {
namespace {

struct Order {
  std::string_view key, en, zh;
  bool (*holds)(Day day, Day other);
};
constexpr auto orders = std::to_array<Order>({
    {"before", "before", "早于", [](Day day, Day other) { return day < other; }},
    {"after", "after", "晚于", [](Day day, Day other) { return day > other; }},
    {"not_before", "not before", "不早于", [](Day day, Day other) { return day >= other; }},
    {"not_after", "not after", "不晚于", [](Day day, Day other) { return day <= other; }},
});

// A date of its own, or an expression that gives one.
struct When {
  std::optional<Day> day;
  std::optional<Expression> expression;
  explicit operator bool() const { return day || expression; }
};

When read_when(MapReader& settings, std::string_view key) {
  const Yaml* value = settings.find(key);
  if (value == nullptr) return {};
  if (value->is_scalar())
    if (const auto day = read_date(value->text)) return {day, {}};
  return {{}, settings.expression(key)};
}

// None when the field is missing, or `today` was not given.
std::optional<Day> day_of(const When& when, const json::object& scope) {
  if (!when.expression) return when.day;
  const json::value value = when.expression->evaluate(scope);
  if (value.is_null()) return {};
  const auto day = value.is_string() ? read_date(view_of(value.get_string())) : std::nullopt;
  if (!day) throw Error(Code::invalid, fmt::format("{} is no date.", when.expression->text()));
  return day;
}

struct Dates {
  RuleTarget target;
  std::array<When, orders.size()> limits;
  std::optional<double> within_days;
  When of;
};

void check_within(const Dates& rule, const SeenValue& seen, Day day, Checking& checking) {
  const auto other = rule.within_days ? day_of(rule.of, checking.scope()) : std::nullopt;
  if (!other) return;
  const auto apart = std::abs((day - *other).count());
  if (apart <= *rule.within_days) return;
  const auto [en, zh] = subject_of(seen.field, "");
  checking.violated(seen, {{"days", apart}, {"limit", *rule.within_days}, {"of", iso_date(*other)}},
                    {fmt::format("{} is {} days from {}; at most {} are allowed.", en, apart, iso_date(*other), *rule.within_days),
                     fmt::format("{}与 {} 相差 {} 天，不应超过 {} 天。", zh, iso_date(*other), apart, *rule.within_days)});
}

void check_value(const Dates& rule, const SeenValue& seen, Checking& checking) {
  const auto [en, zh] = subject_of(seen.field, "");
  const auto day = seen.value.is_string() || is_number(seen.value) ? read_date(written(seen.value)) : std::nullopt;
  if (!day) {
    checking.violated(seen, {}, {fmt::format("{} is no date that can be read for sure; write it like 2026-01-31.", en), fmt::format("{}不是明确的日期，请写成 2026-01-31 的形式。", zh)});
    return;
  }
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const auto other = day_of(rule.limits[i], checking.scope());
    if (!other || orders[i].holds(*day, *other)) continue;
    checking.violated(seen, {{"date", iso_date(*day)}, {"limit", iso_date(*other)}},
                      {fmt::format("{} is {}; it must be {} {}.", en, iso_date(*day), orders[i].en, iso_date(*other)),
                       fmt::format("{}为 {}，应{} {}。", zh, iso_date(*day), orders[i].zh, iso_date(*other))});
  }
  check_within(rule, seen, *day, checking);
}

Check read(MapReader& settings) {
  Dates rule{.target = read_target(settings, Documents::no)};
  for (std::size_t i = 0; i < orders.size(); ++i) rule.limits[i] = read_when(settings, orders[i].key);
  rule.within_days = settings.number("within_days");
  rule.of = read_when(settings, "of");
  if (rule.within_days) settings.need("of");
  if (settings.has("of")) settings.need("within_days");
  return [=](Checking& checking) {
    for (const SeenValue& seen : checking.values(rule.target)) check_value(rule, seen, checking);
  };
}

}  // namespace

extern const CheckKind date_check;
const CheckKind date_check{
    "date", "dates can be read, stand `before`, `after`, `not_before` or `not_after` another (a date, a field or `today`), and lie within `within_days` `of` another",
    "{id: delivery, kind: date, field: delivery, after: signed, not_before: today, within_days: 90, of: signed, message: {en: Delivery does not fit the contract., zh: 交货日期不符合合同约定。}}",
    R"({"fields":{"signed":"2026年1月2日","delivery":"2025-12-31"},"today":"2026-01-05"})", R"({"fields":{"signed":"2026年1月2日","delivery":"1 March 2026"},"today":"2026-01-05"})", read};

}  // namespace gw
