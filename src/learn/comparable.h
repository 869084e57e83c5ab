// Text made comparable: what a grader looks at of an answer, and the tokens it counts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// NFKC, lower case, without spaces and punctuation; but a point between digits and a minus before a number stay, for 1.5 is not 15, and a space parts
/// numbers between which a bar, a semicolon or a line's end stood.
std::string comparable(std::string_view text);

/// The words of the text in order, comparable: runs of letters and digits; each character of a script without spaces between words apart.
std::vector<std::string> tokens_of(std::string_view text);
/// The same, but characters of such scripts as overlapping pairs (a lone one as itself).
std::vector<std::string> words_and_bigrams_of(std::string_view text);

/// Whether `whole` holds `part`, both comparable, without cutting a number: 5 is not in 15 or 1.5. An empty part is in nothing.
bool holds(std::string_view whole, std::string_view part);

}  // namespace gw
