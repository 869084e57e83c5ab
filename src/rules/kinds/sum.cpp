#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "rules/check_kind.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

struct Sum {
  std::vector<Expression> of;
  std::optional<Expression> total;
  std::optional<Expression> rows;
  std::vector<Expression> factors;
  std::optional<Expression> amount;
  double tolerance = 0.01;
};

// A number, or a text that is one. Null is none; anything else cannot be added.
std::optional<double> number_at(const json::value& value, const std::string& path) {
  if (value.is_null()) return {};
  if (is_number(value)) return number_in(value);
  const auto number = value.is_string() ? read_number(view_of(value.get_string())) : std::nullopt;
  if (!number) throw Error(Code::invalid, fmt::format("{} is {} that is no number.", path, type_in_words(value)));
  return number;
}

double sum_at(const Expression& path, const json::object& scope, bool& any) {
  const json::value value = path.evaluate(scope);
  double sum = 0;
  const auto add = [&](const json::value& item) {
    if (const auto number = number_at(item, path.text())) {
      sum += *number;
      any = true;
    }
  };
  if (const auto* list = value.if_array()) for (const auto& item : *list) add(item);
  else add(value);
  return sum;
}

// A double is a hair off what it stands for: the hair of the larger number is no difference.
bool agree(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance + 1e-12 * std::max(std::abs(a), std::abs(b)); }

void differ(Checking& checking, const std::string& field, double stated, double reckoned) {
  const auto [en, zh] = subject_of(field, "");
  const json::value is = number_value(stated), should = number_value(reckoned);
  checking.violated(Breach{.field = field, .found = {{"value", is}, {"expected", should}},
                           .says = {fmt::format("{} is {}, but it adds up to {}.", en, json_text(is), json_text(should)), fmt::format("{}为 {}，计算结果为 {}。", zh, json_text(is), json_text(should))}});
}

void check_total(const Sum& rule, Checking& checking) {
  if (!rule.total) return;
  bool any = false;
  double sum = 0;
  for (const Expression& path : rule.of) sum += sum_at(path, checking.scope(), any);
  const auto total = number_at(rule.total->evaluate(checking.scope()), rule.total->text());
  if (!any || !total) return;
  checking.looked();
  if (!agree(*total, sum, rule.tolerance)) differ(checking, rule.total->text(), *total, sum);
}

void check_rows(const Sum& rule, Checking& checking) {
  if (!rule.rows) return;
  const json::value rows = rule.rows->evaluate(checking.scope());
  const auto* list = rows.if_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* row = (*list)[i].if_object();
    if (row == nullptr) continue;
    std::optional<double> product = 1;
    for (const Expression& factor : rule.factors) {
      const auto number = number_at(factor.evaluate(*row), factor.text());
      product = number && product ? std::optional(*product * *number) : std::nullopt;
    }
    const auto amount = number_at(rule.amount->evaluate(*row), rule.amount->text());
    if (!product || !amount) continue;
    checking.looked();
    if (!agree(*amount, *product, rule.tolerance)) differ(checking, fmt::format("{}[{}].{}", rule.rows->text(), i, rule.amount->text()), *amount, *product);
  }
}

Check read(MapReader& settings) {
  Sum rule{.of = settings.expressions("of"), .total = settings.expression("total"), .rows = settings.expression("rows"), .factors = settings.expressions("factors"), .amount = settings.expression("amount")};
  rule.tolerance = settings.number("tolerance").value_or(rule.tolerance);
  settings.need_one_of(std::to_array<std::string_view>({"total", "rows"}));
  if (settings.has("total") || settings.has("of")) { settings.need("of"); settings.need("total"); }
  if (settings.has("rows")) { settings.need("factors"); settings.need("amount"); }
  return [=](Checking& checking) {
    check_total(rule, checking);
    check_rows(rule, checking);
  };
}

}  // namespace

extern const CheckKind sum_check;
const CheckKind sum_check{
    "sum", "fields or the items of lists (`of`) add up to `total`, and in each of `rows` the `factors` multiply to the `amount`, within `tolerance` (0.01)",
    "{id: invoice-total, kind: sum, of: ['lines[*].amount', tax], total: total, rows: lines, factors: [quantity, price], amount: amount, message: {en: \"${field} should be ${found.expected}.\", zh: \"${field} 应为 ${found.expected}。\"}}",
    R"({"fields":{"lines":[{"quantity":3,"price":19.99,"amount":59.97},{"quantity":2,"price":"1,000","amount":2000}],"tax":10,"total":2070}})",
    R"({"fields":{"lines":[{"quantity":3,"price":19.99,"amount":59.97},{"quantity":2,"price":"1,000","amount":2000}],"tax":10,"total":"2,069.97"}})", read};

}  // namespace gw
