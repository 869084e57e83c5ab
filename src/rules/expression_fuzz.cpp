// Any bytes as an expression, as a template and as rules: a value or an Error that says why, and never more than is promised.
#include <cstdint>

#include "base/error.h"
#include "base/text.h"
#include "rules/rules.h"
#include "rules/values.h"

namespace {

void hold(bool holds) {
  if (!holds) __builtin_trap();
}

template <class Work>
void tried(Work&& work) {
  try {
    work();
  } catch (const gw::Error& e) {
    hold(e.code() != gw::Code::internal && !e.message().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const gw::json::object scope = gw::parse_json(R"({"a":[1,2.5,"x",null,{"b":"2026-01-02"}],"t":"壹佰元 100 days 最 佳","n":7,"o":{"k":[[1],[2]]}})").as_object();
  tried([&] {
    std::size_t at = 0;
    try {
      const auto expression = gw::Expression::parse(text, &at);
      gw::json_text(expression.evaluate(scope));
      for (const auto& path : expression.references()) hold(!path.empty());
    } catch (const gw::Error&) {
      hold(at <= size);
      throw;
    }
  });
  tried([&] { gw::written(gw::Template::parse(text).fill(scope)); });
  const auto list = gw::parse_rules(text);
  for (const auto& problem : list.problems) hold(!problem.message.empty());
  const gw::RuleContext context{scope, {{"d", "第一条 付款\n30日内。\n"}}, "2026-01-05"};
  const auto findings = gw::check_rules(list.rules, context);
  hold(findings.size() >= list.rules.size());
  for (const auto& finding : findings)
    if (finding.place && !finding.document.empty()) hold(gw::slice(context.documents[0].text, finding.place->start, finding.place->end) == finding.quote);
  return 0;
}
