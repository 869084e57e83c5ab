// Which rights the documents of a collection have that people brought, beside what experts answered.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace gw {

/// The compartments of the collection's documents that hold no answers of experts.
std::vector<std::int64_t> uncurated_compartments(Db&, std::string_view collection);

}  // namespace gw
