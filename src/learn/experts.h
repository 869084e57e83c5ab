// Who has a say about an application: its experts, who correct; the person whom a question belongs to; who may see a run.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/runner.h"

namespace gw {

/// An administrator or a member of the app's group of experts. The person of a topic answers what is theirs, and no more.
bool is_expert(const Caller& caller, const App& app);

/// Whoever started it, and the app's experts. `app` may be null: of a version that cannot be read any more only administrators are.
bool may_see_run(const Caller& caller, const Run& run, const App* app);

/// The live version's app; without one the latest version's, which a draft made. Null when there is none that this program accepts.
std::shared_ptr<const App> app_now(Runner& runner, const std::string& name);

/// The live apps of which the caller is an expert.
std::vector<std::string> apps_of_expert(Runner& runner, const Caller& caller);

/// The person of the first topic of which all terms of a word stand in the question, or else in one of the titles (of the nearest documents); "" when none does.
std::string owner_of(const Experts& experts, const std::string& question, const std::vector<std::string>& titles);

/// The run and its app. Error(not_found) when there is no such run or it is not for the caller to see.
struct SeenRun {
  Run run;
  std::shared_ptr<const App> app;  ///< may be null, see may_see_run
  bool expert = false;
};
SeenRun run_seen_by(Runner& runner, const std::string& id, const Caller& caller);

/// Adds to what is shown of an expert's task the other wordings in which it was asked: asked.show.wordings.
void show_wordings(Db&, PersonTask& task);

}  // namespace gw
