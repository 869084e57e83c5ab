// Runs that are a step of another run: whose, by which chain of applications, and how secret what was given to them is.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/rights.h"
#include "store/db.h"

namespace gw {

struct ParentRow {
  std::string parent;              ///< the run that it is a step of
  std::vector<std::string> above;  ///< the applications above it, the outermost first
  Label label = Label::internal;   ///< the highest of what the parent rested on when it began
};

void keep_parent(Db&, std::string_view run, const ParentRow& row);
std::optional<ParentRow> parent_of(Db&, std::string_view run);  ///< nullopt for a run of its own

}  // namespace gw
