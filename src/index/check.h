// Whether the segments hold what the store says: every document in exactly one segment, in its compartment, with its chunks and its words.
#pragma once
#include <string>
#include <vector>

#include "index/snapshot.h"
#include "store/store.h"

namespace gw {

/// Reads every document's text and every posting. Sentences of what differs, at most 100.
std::vector<std::string> check_index(const Store& store, const Snapshot& snapshot);

}  // namespace gw
