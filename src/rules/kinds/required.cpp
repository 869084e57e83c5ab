#include <fmt/format.h>

#include "base/text.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

// White space and texts that only say that there is none.
bool is_empty(const json::value& value, bool placeholders) {
  if (value.is_null()) return true;
  if (value.is_array()) return value.get_array().empty();
  if (value.is_object()) return value.get_object().empty();
  if (!value.is_string()) return false;
  const std::u32string text = folded({value.get_string().data(), value.get_string().size()});
  if (text.empty()) return true;
  if (!placeholders) return false;
  for (std::u32string_view word : {U"n/a", U"na", U"none", U"null", U"tbd", U"todo", U"-", U"--", U"/", U"?", U"无", U"暂无", U"待定", U"不详", U"待补充"})
    if (text == word) return true;
  return false;
}

Check read(MapReader& settings) {
  const RuleTarget target = read_target(settings, Documents::no);
  const bool placeholders = !settings.has("allow_placeholders") || !settings.flag("allow_placeholders");
  return [=](Checking& checking) {
    checking.looked();
    for (const Expression& field : target.fields) {
      const json::value value = field.evaluate(checking.scope());
      if (!is_empty(value, placeholders)) continue;
      const auto [en, zh] = subject_of(field.text(), "");
      checking.violated(SeenValue{field.text(), value}, {}, {fmt::format("{} is missing.", en), fmt::format("缺少{}。", zh)});
    }
  };
}

}  // namespace

extern const CheckKind required_check;
const CheckKind required_check{
    "required", "fields are there and not empty; \"N/A\", \"TBD\" and 待定 count as empty unless `allow_placeholders: true`",
    "{id: has-owner, kind: required, field: [owner, due], severity: error, message: {en: \"Who does it, and until when?\", zh: 请填写负责人和期限。}}",
    R"({"fields":{"owner":"待定","due":"2026-01-02"}})", R"({"fields":{"owner":"Ada","due":"2026-01-02"}})", read};

}  // namespace gw
