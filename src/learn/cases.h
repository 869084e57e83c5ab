// All cases of an app: those of its case file, and those that experts added.
//
// A case file is JSON lines (learn/case.h), or a table with a header: columns of the inputs' and outputs' names, and of a case's other members. A cell
// that is empty is not there; cells of numbers, lists and tables are read as JSON.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "flow/app.h"
#include "learn/case.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct CaseProblem { std::int64_t line = 0; std::string message; };
struct CasesRead {
  std::vector<Case> cases;
  std::vector<CaseProblem> problems;  ///< of lines that are no case of this app; at most 1,000 are kept
};

/// Reads the text of a case file of this app. Lines without an id get "line N". Held against the app: inputs must fit, expected outputs must be its.
/// At most 100,000 cases.
CasesRead read_cases(std::string_view text, bool table, const App& app, const std::string& source);

/// The file's cases (none when the app names no file or it is not there yet), then those of the store; of the same id the store's. Error(invalid) naming the
/// first line that is no case. The file is that of the workspace as it is now.
std::vector<Case> all_cases(const Store& store, const App& app);

/// The store's cases that all_cases leaves out, because they do not fit the app as it is.
struct UnfitCase { Case of; std::string why; };
std::vector<UnfitCase> unfit_cases(const Store& store, const App& app);

/// Sealed, or must never break: only administrators change it.
bool is_guarded(const Case& one);
/// That of the case file; reads it whole.
std::optional<Case> case_of_file(const Store& store, const App& app, const std::string& id);
/// Keeps a case that a person added or made; the audit names the one that it takes the place of, be it in the store or, as given, in the file. Error(forbidden) when that one is
/// guarded and the caller is no administrator.
void put_case(Db&, const std::string& app, const Case& one, const std::optional<Case>& of_file, const Caller& caller);

/// Takes an added case away; false when there is none of that id. Of one that must never break or is sealed the audit says so; Error(forbidden) when the caller is no administrator then.
bool drop_case(Store& store, const std::string& app, const std::string& id, const Caller& caller);

/// The problems of the app's case file in the workspace at `root`, with its lines; none when there is none or it is not there yet.
std::vector<CaseProblem> problems_of_case_file(const fs::path& root, const App& app);

/// What hinders the case from being one of the app; "" when nothing does.
std::string fault_of(const Case& one, const App& app);

}  // namespace gw
