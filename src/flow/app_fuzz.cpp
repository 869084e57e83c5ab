// Any bytes as an app file: checked to the end, every problem inside the text, and an app exactly when there is none.
#include <algorithm>

#include "base/text.h"
#include "flow/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 32768) return 0;
  const std::string text = gw::valid_utf8({reinterpret_cast<const char*>(data), size});
  const gw::Checked checked = gw::check_app(text, "fuzzed", {.graders = {"exact", "set"}, .has_file = {}});
  if (checked.app.has_value() != checked.problems.empty()) __builtin_trap();
  const auto lines = 2 + std::ranges::count(text, '\n');
  for (const auto& problem : checked.problems)
    if (problem.message.empty() || problem.place.line < 1 || problem.place.line > lines || problem.place.column < 1) __builtin_trap();
  if (!checked.app) return 0;
  for (const auto& step : checked.app->steps)
    if (step.kind == nullptr || step.id.empty()) __builtin_trap();
  json_of(gw::schema_of(checked.app->inputs), gw::Tongue::zh);
  return 0;
}
