// The entries of an app file as rows (docs/apps.md says them in prose): what `check` holds a file against and editors complete.
#pragma once
#include <vector>

#include "flow/entry.h"
#include "flow/step_kind.h"

namespace gw {

constexpr std::size_t steps_most = 100, inputs_most = 50, triggers_most = 20, topics_most = 200;
constexpr int each_most = 1000;

/// Of the file itself.
const std::vector<Entry>& app_entries();
/// What a step of any kind may have beside its settings.
const std::vector<Entry>& step_entries();
/// The two together for a step of `kind`.
std::vector<Entry> entries_of(const StepKind& kind);

}  // namespace gw
