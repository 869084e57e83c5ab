#include <fmt/format.h>

#include "rules/check_kind.h"

namespace gw {
namespace {

Check read(MapReader& settings) {
  settings.need("holds");
  const auto holds = settings.expression("holds");
  const std::string field = settings.text("field");
  return [=](Checking& checking) {
    checking.looked();
    if (truthy(holds->evaluate(checking.scope()))) return;
    checking.violated(Breach{.field = field, .found = {{"condition", holds->text()}},
                             .says = {fmt::format("This does not hold: {}.", holds->text()), fmt::format("不满足条件：{}。", holds->text())}});
  };
}

}  // namespace

extern const CheckKind condition_check;
const CheckKind condition_check{
    "condition", "an expression over the fields holds; `field` names the one that is to be corrected",
    "{id: approval, kind: condition, holds: amount <= 10000 or approver != null, field: approver, message: {en: \"${amount} needs an approver.\", zh: \"金额 ${amount} 需要审批人。\"}}",
    R"({"fields":{"amount":20000}})", R"({"fields":{"amount":20000,"approver":"Ada"}})", read};

}  // namespace gw
