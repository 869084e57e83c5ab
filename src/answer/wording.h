// Wordings that ask the same: politeness that says nothing, words and phrases of everyday office language that mean the same, questions of the form A-not-A.
//
// A small list in Chinese and English, not a dictionary: what it does not know are different words. What it knows of English is stems of words.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gw {

/// Without what is said to be polite or to begin a question ("Could you tell me", 请问). Empty when nothing else is there.
std::string without_politeness(std::string_view question);

/// The same question with one of its words or phrases replaced by another that means the same; at most `most`.
std::vector<std::string> reworded(std::string_view question, std::size_t most);

}  // namespace gw
