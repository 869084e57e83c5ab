#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "rules/check_kind.h"
#include "rules/values.h"

namespace gw {
namespace {

Check read(MapReader& settings) {
  const RuleTarget target = read_target(settings, Documents::no);
  settings.need("values");
  const std::vector<std::string> values = settings.texts("values");
  std::vector<std::u32string> allowed;
  for (const auto& value : values) allowed.push_back(folded(value));
  return [=](Checking& checking) {
    const std::vector<std::string_view> names(values.begin(), values.end());
    for (const SeenValue& seen : checking.values(target)) {
      const std::string value = written(seen.value);
      if (std::ranges::find(allowed, folded(value)) != allowed.end()) continue;
      json::object found{{"expected", json::value_from(values)}};
      if (const auto near = nearest_word(value, names); !near.empty()) found["near"] = near;
      const auto [en, zh] = subject_of(seen.field, "");
      checking.violated(seen, std::move(found),
                        {fmt::format("{} is \"{}\", none of: {}.", en, value, fmt::join(values, ", ")), fmt::format("{}为“{}”，应为以下之一：{}。", zh, value, fmt::join(values, "、"))});
    }
  };
}

}  // namespace

extern const CheckKind one_of_check;
const CheckKind one_of_check{
    "one_of", "a field is one of `values`, in whatever width and case",
    "{id: currency, kind: one_of, field: currency, values: [CNY, EUR, USD], message: {en: \"${found.value} is no currency we pay in.\", zh: \"不支持的币种 ${found.value}。\"}}",
    R"({"fields":{"currency":"CHF"}})", R"({"fields":{"currency":"eur"}})", read};

}  // namespace gw
