#include <algorithm>

#include "flow/step_kind.h"

namespace gw {

#define KIND(name) extern const StepKind name##_step;
#include "flow/steps/kinds.def"
#undef KIND

const std::vector<const StepKind*>& step_kinds() {
  static const std::vector<const StepKind*> all{
#define KIND(name) &name##_step,
#include "flow/steps/kinds.def"
#undef KIND
  };
  return all;
}

const StepKind* step_kind(std::string_view name) {
  const auto found = std::ranges::find(step_kinds(), name, &StepKind::name);
  return found == step_kinds().end() ? nullptr : *found;
}

std::vector<std::string> step_kind_names() {
  std::vector<std::string> out;
  for (const auto* kind : step_kinds()) out.emplace_back(kind->name);
  return out;
}

Schema result_of(const StepKind& kind, const Yaml& settings) {
  Schema out = kind.gives_for != nullptr ? kind.gives_for(settings) : shape(kind.gives);
  out.properties.push_back({"status", shape("string")});
  out.properties.push_back({"reason", shape("string")});
  return out;
}

Schema schema_in(const Yaml& settings, std::string_view name, Schema otherwise) {
  const Yaml* written = settings.find(name);
  std::vector<Problem> told;
  return written == nullptr ? std::move(otherwise) : read_schema(*written, told);
}

std::vector<Kind> step_rows() {
  std::vector<Kind> out;
  for (const auto* kind : step_kinds()) out.push_back({"step", kind->name, kind->sentence, kind->example});
  return out;
}

}  // namespace gw
