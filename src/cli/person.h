// Who a command acts for.
#pragma once
#include <string>

#include "policy/rights.h"
#include "store/store.h"

namespace gw::cli {

/// The user named by --as (Error(invalid) when unknown), or the administrator when it was not given.
Caller caller_for(Store& store, const std::string& as);

}  // namespace gw::cli
