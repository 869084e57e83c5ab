// The rows of cases that experts added, beside those in files.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "learn/case.h"
#include "store/db.h"

namespace gw {

/// Keeps the case under its id; one that is there is replaced. `one.id` must not be empty.
void keep_case(Db&, std::string_view app, const Case& one);
/// False when there is none of that id.
bool remove_case(Db&, std::string_view app, std::string_view id);
void remove_cases_of_run(Db&, std::string_view run);
std::optional<Case> case_by_id(Db&, std::string_view app, std::string_view id);
std::vector<Case> kept_cases(Db&, std::string_view app);  ///< in the order of keeping

}  // namespace gw
