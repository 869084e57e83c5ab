// The word that a person probably meant, for messages that say what to write instead.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// Letters to add, drop, change or swap with their neighbour to get from one word to the other; counted in code points, case told apart.
std::size_t edits_between(std::string_view one, std::string_view other);

/// The nearest of `words` when it is near enough to be meant (a third of its letters, at least one); "" otherwise. Ties go to the earlier.
std::string nearest_word(std::string_view word, std::span<const std::string_view> words);
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

/// `did you mean "steps"?`, or when nothing is near: `it may be: a, b, c` (at most twelve), or "" without words.
std::string or_rather(std::string_view word, const std::vector<std::string>& words);

/// The end of a sentence that names it: `; "kind" is near`, or "" when none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> words);

}  // namespace gw
