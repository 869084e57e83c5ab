// Two invented languages: words that look like Chinese and words that look like English, and texts of them.
//
// Words follow Zipf's law. A text speaks of something: a quarter of its words come from a handful that it keeps using, as real texts do.
#pragma once
#include <string>
#include <vector>

#include "random.h"

namespace gw::bench {

class Language {
 public:
  virtual ~Language() = default;
  virtual std::string word(std::size_t rank, Random& random) const = 0;  ///< as it stands in a text, perhaps inflected
  virtual void sentence(const std::vector<std::string>& words, Random& random, std::string& out) const = 0;
  virtual int words_per_sentence(Random& random) const = 0;
  virtual std::string_view between_words() const = 0;  ///< "" or " ", for titles and queries
  virtual std::string question(const std::string& about) const = 0;
  const Zipf& ranks() const { return ranks_; }

 protected:
  explicit Language(std::size_t words) : ranks_(words, 1.05, 2.7) {}

 private:
  Zipf ranks_;
};

/// What one document keeps speaking of.
struct Theme {
  std::vector<std::size_t> ranks;
};
Theme theme_of(const Language& language, Random& random);
std::size_t draw_rank(const Language& language, const Theme& theme, Random& random);
std::string identifier(Random& random);  ///< "ERR-1042"

/// Paragraphs of about `code_points` code points together.
std::string write_text(const Language& language, const Theme& theme, std::size_t code_points, Random& random);
std::string write_title(const Language& language, const Theme& theme, Random& random);

const Language& chinese();
const Language& english();

}  // namespace gw::bench
