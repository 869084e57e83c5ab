// Regular expressions of app files: compiled by ICU, searched with a bound on time, so that no pattern and no text can hold a run up.
#pragma once
#include <string>
#include <string_view>

namespace gw {

/// What is wrong with the pattern and where, "" when nothing is.
std::string fault_of_pattern(std::string_view pattern);

/// Whether the pattern is found anywhere in the text. Error(invalid) when it does not compile, Error(timeout) when the search takes too long.
bool pattern_found(std::string_view pattern, std::string_view text);

}  // namespace gw
