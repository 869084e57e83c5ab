// An application as a tool that a language model calls: what it is, and what came of a run.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flow/runner.h"

namespace gw {

/// The live versions that the caller may run, by name.
std::vector<std::shared_ptr<const App>> runnable_apps(Runner& runner, const Caller& caller);
/// One of them; null when there is none of that name.
std::shared_ptr<const App> runnable_app(Runner& runner, const Caller& caller, const std::string& name);

/// {"name","title","description","inputSchema","outputSchema","annotations"}, with both languages in what people and models read.
json::object tool_json(Runner& runner, const App& app);

/// {"content","structuredContent","isError"}: the output and the passages that it rests on; a refusal with its reason and a run that waits for a person are
/// results, not errors. structuredContent is {"status","run","output","reason","task","citations"}.
json::object tool_result(const Store& store, const Run& run);

/// The bytes that a base64 text stands for; "" for one that is none.
std::string base64_decoded(std::string_view text);

}  // namespace gw
