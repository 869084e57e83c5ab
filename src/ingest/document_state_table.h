// A short text that changes whenever documents of some collections do: added, replaced, removed, given other rights.
#pragma once
#include <string>
#include <vector>

#include "store/db.h"

namespace gw {

/// Of the named collections, or of all when none is named. One pass over the rows of documents.
std::string state_of_documents(Db&, const std::vector<std::string>& collections);

}  // namespace gw
