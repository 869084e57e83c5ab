// The blocks of a document as one compact blob: about six bytes a block.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace gw {

std::string blob_of(const std::vector<Block>& blocks);
/// The inverse. Error(internal) when the blob is damaged.
std::vector<Block> blocks_in(std::string_view blob);

}  // namespace gw
