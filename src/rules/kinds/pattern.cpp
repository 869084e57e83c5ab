#include <fmt/format.h>

#include <array>

#include "rules/check_kind.h"

namespace gw {
namespace {

struct Patterns {
  RuleTarget target;
  std::vector<Regex> must, must_not;
};

void check_must(const Regex& pattern, const SeenText& seen, Checking& checking) {
  if (pattern.found_in(seen.text->searchable(), checking.patience())) return;
  const auto [en, zh] = subject_of(seen.field, seen.document);
  checking.violated(seen, {{"pattern", pattern.pattern()}},
                    {fmt::format("{} has no place of the form {}.", en, pattern.pattern()), fmt::format("{}没有符合格式 {} 的内容。", zh, pattern.pattern())});
}

void check_must_not(const Regex& pattern, const SeenText& seen, Checking& checking) {
  for (const auto& match : pattern.matches(seen.text->searchable(), checking.patience(), Checking::breaches_most)) {
    if (match.whole.start == match.whole.end) continue;
    checking.violated(seen, match.whole, {{"pattern", pattern.pattern()}},
                      {fmt::format("This may not stand here (form {}).", pattern.pattern()), fmt::format("此处不得出现这样的内容（格式 {}）。", pattern.pattern())});
  }
}

Check read(MapReader& settings) {
  const bool ignore_case = settings.flag("ignore_case");
  const Patterns rule{read_target(settings, Documents::yes), settings.patterns("must", ignore_case), settings.patterns("must_not", ignore_case)};
  settings.need_one_of(std::to_array<std::string_view>({"must", "must_not"}));
  return [=](Checking& checking) {
    for (const SeenText& seen : checking.texts(rule.target)) {
      for (const Regex& pattern : rule.must) check_must(pattern, seen, checking);
      for (const Regex& pattern : rule.must_not) check_must_not(pattern, seen, checking);
    }
  };
}

}  // namespace

extern const CheckKind pattern_check;
const CheckKind pattern_check{
    "pattern", "a text has a place of the form `must` and none of the form `must_not` (regular expressions; ^ and $ are the ends of the text; `ignore_case: true`)",
    "{id: order-number, kind: pattern, field: order, must: '^PO-\\d{6}$', must_not: 'PO-0{6}', message: {en: An order number is PO- and six digits., zh: 订单号为 PO- 加六位数字。}}",
    R"({"fields":{"order":"PO-12345"}})", R"({"fields":{"order":"PO-123456"}})", read};

}  // namespace gw
