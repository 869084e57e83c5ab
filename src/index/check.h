// Whether the segments hold what the store says: every document in exactly one segment, in its compartment, with its chunks and its words.
#pragma once
#include <string>
#include <vector>

#include "index/snapshot.h"
#include "store/store.h"

namespace gw {

/// Reads every document's text and every posting, and compares them term by term (as a sum of hashes for each chunk). Others may go on writing: what only
/// seems to differ, because it changed meanwhile, is not told. Sentences of what differs, at most 100.
std::vector<std::string> check_index(const Store& store, Snapshots& snapshots);

}  // namespace gw
