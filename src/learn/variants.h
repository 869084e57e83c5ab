// Other wordings of a question, made mechanically: without politeness, in another order, with words that mean the same.
#pragma once
#include <string>
#include <vector>

namespace gw {

/// Distinct, without the question itself, at most `most`; each asks the same.
std::vector<std::string> variants_of(const std::string& question, std::size_t most);

}  // namespace gw
