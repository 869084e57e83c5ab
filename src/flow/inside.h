// Where in the file a byte of a scalar stands: a mistake in an expression is named at its own column, not at the quote that opens the text.
#pragma once
#include <string_view>

#include "base/yaml.h"

namespace gw {

/// The place of byte `offset` of `scalar.text` in `file`, the text that the tree was read from. Exact for plain and quoted scalars on one line and
/// for | blocks; the scalar's own place for what YAML folds.
Place place_inside(std::string_view file, const Yaml& scalar, std::size_t offset);

}  // namespace gw
