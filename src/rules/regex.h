// Patterns: ICU's regular expressions with limits on time and memory, over UTF-8, with places in code points.
//
// ^ and $ are the ends of the whole text; (?m) at the beginning of a pattern makes them the ends of lines, (?i) makes it blind to capitals.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/patience.h"

namespace gw {

/// A piece of a text, in code points.
struct TextPlace {
  std::uint32_t start = 0, end = 0;
  auto operator<=>(const TextPlace&) const = default;
};

/// A text made ready once for many patterns. Keeps a view: the text must live on.
class Searchable {
 public:
  explicit Searchable(std::string_view text);
  ~Searchable();
  Searchable(Searchable&&) noexcept;
  std::string_view text() const { return text_; }

 private:
  friend class Regex;
  struct Inside;
  std::string_view text_;
  std::unique_ptr<const Inside> inside_;
};

class Regex {
 public:
  struct Match {
    TextPlace whole;
    std::vector<std::optional<TextPlace>> groups;  ///< groups 1, 2, ...
  };

  /// At most 1,000 characters. Error(invalid) that says what is wrong with the pattern.
  static Regex parse(std::string_view pattern, bool ignore_case = false);

  /// Matches in order, without overlap, at most `most`. Error(timeout) when patience ends, or the pattern needs more than 4 MB to go back.
  std::vector<Match> matches(const Searchable& text, const Patience& patience, std::size_t most = 1000) const;
  bool found_in(const Searchable& text, const Patience& patience) const { return !matches(text, patience, 1).empty(); }

  const std::string& pattern() const;

 private:
  struct Inside;
  std::shared_ptr<const Inside> inside_;
};

}  // namespace gw
