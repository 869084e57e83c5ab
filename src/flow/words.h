// A text in both languages of the house; a file that gives one text gives it for both.
#pragma once
#include <string>
#include <vector>

#include "base/yaml.h"

namespace gw {

enum class Tongue { en, zh };

struct Words {
  std::string en, zh;
  bool empty() const { return en.empty() && zh.empty(); }
  /// The text in that language, else in the other.
  const std::string& in(Tongue tongue) const {
    const std::string& wanted = tongue == Tongue::zh ? zh : en;
    return wanted.empty() ? (tongue == Tongue::zh ? en : zh) : wanted;
  }
};

/// Reads `Some text` or `{en: Some text, zh: 一段文字}`; what is wrong is added to `problems`. `name` is the entry that it stands under.
Words read_words(const Yaml& yaml, std::string_view name, std::vector<Problem>& problems);

/// A sentence as a Problem says it: it follows a place and a colon, so without a capital and a full stop.
std::string as_problem(std::string sentence);

/// A value as a message quotes it: "tree", 12, a list, a table, nothing.
std::string quoted(const Yaml& yaml);

}  // namespace gw
