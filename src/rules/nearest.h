// The word that a person probably meant.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace gw {

/// The word with the fewest letters changed, added, left out or swapped with a neighbour; "" when none is near (two changes, one in a short word).
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words);

/// The end of a sentence that names it: `; "kind" is near`, or "" when none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> words);

}  // namespace gw
