#include "flow/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.h"
#include "base/text.h"
#include "flow/app_entries.h"
#include "flow/check_parts.h"

namespace gw {
namespace {

// The tree, or nullopt and the one problem for which it cannot be read.
std::optional<Yaml> read_tree(std::string_view text, std::vector<Problem>& problems) {
  Place at{1, 1};
  try {
    return parse_yaml(text, &at);
  } catch (const Error& e) {
    std::string message = e.message();
    // The sentence begins with its place, which a problem carries apart.
    if (const auto colon = message.find(": "); colon != message.npos && message.find_first_not_of("0123456789:") == colon + 1) message = message.substr(colon + 2);
    if (message.ends_with('.')) message.pop_back();
    problems.push_back({at, std::move(message)});
    return {};
  }
}

}  // namespace

Checked check_app(std::string_view text, std::string_view name, const Around& around) {
  Checked out;
  const auto tree = read_tree(text, out.problems);
  if (!tree) return out;
  if (!tree->is_map()) {
    out.problems.push_back({tree->place.line == 0 ? Place{1, 1} : tree->place, "an app file is a table that begins with name, title, inputs; this is " + quoted(*tree)});
    return out;
  }
  Findings findings{out.problems, {}, around.has_file};
  check_table(*tree, app_entries(), "an app file", findings);
  AppCheck check{text, *tree, around, out.problems};
  check.name(name);
  check.inputs_and_outputs();
  check.steps();
  check.models();
  check.output();
  check.cases();
  check.experts();
  check.gate();
  check.worth();
  check.triggers();
  std::ranges::sort(out.problems, [](const Problem& a, const Problem& b) { return std::tie(a.place, a.message) < std::tie(b.place, b.message); });
  if (out.problems.empty()) out.app = read_app(*tree, text);
  return out;
}

}  // namespace gw
