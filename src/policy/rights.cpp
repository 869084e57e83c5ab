#include "policy/rights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"

namespace gw {
namespace {
constexpr std::array<std::string_view, 4> labels{"public", "internal", "confidential", "restricted"};
}  // namespace

std::string_view name_of(Label label) { return labels[static_cast<std::size_t>(label)]; }

Label label_named(std::string_view name) {
  const auto at = std::find(labels.begin(), labels.end(), name);
  if (at == labels.end())
    throw Error(Code::invalid, fmt::format("\"{}\" is no label; the labels are public, internal, confidential, restricted.", valid_utf8(name.substr(0, 64))));
  return static_cast<Label>(at - labels.begin());
}

Caller administrator() {
  Caller caller;
  caller.administrator = true;
  caller.highest = Label::restricted;
  return caller;
}

bool may_see(const Caller& caller, const Compartment& compartment) {
  if (compartment.id == gone) return false;
  if (caller.administrator) return true;
  const auto theirs = [&](const std::string& group) { return std::find(caller.groups.begin(), caller.groups.end(), group) != caller.groups.end(); };
  return compartment.label <= caller.highest && (compartment.groups.empty() || std::any_of(compartment.groups.begin(), compartment.groups.end(), theirs));
}

}  // namespace gw
