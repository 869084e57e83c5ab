// Named fields of a text, each with the place it was read from: by a pattern, by words, by what it is (a date, a number, money, an address), or by a trained
// finder of clauses.
//
// Where there are several candidates, `near` decides: the one behind the word it names, on the same line first, else the one nearest to it. How sure a
// field is: 1 where a pattern or a word says it or all candidates agree, else one of so many; of a finder, the probability of its label.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/yaml.h"
#include "rules/regex.h"

namespace gw {

struct FieldWanted {
  std::string name;
  std::string pattern, kind, model, clause;  ///< "" where not given; kind: date, number, money, email, sentence
  std::vector<std::string> words;            ///< "value", or "value = other name, another"
  std::vector<std::string> near;
  bool required = false;
};

/// Of the `fields` of a step as they stand in the file; they have been checked.
std::vector<FieldWanted> fields_wanted(const Yaml& fields);
/// What is wrong with them beyond their entries: no way to find a field, or two; a pattern that does not compile; two of one name.
void check_fields(const Yaml& fields, std::vector<Problem>& problems);

struct FieldFound {
  json::value value;     ///< a text, a number, a date as 2026-01-02; null where it is not in the text
  TextPlace place;       ///< in code points of the text
  double confidence = 0;
};

/// A text made ready for many fields. Keeps a view.
class FieldText {
 public:
  explicit FieldText(std::string_view text);
  ~FieldText();
  /// By pattern, words or kind. Error(timeout) when a pattern takes too long.
  FieldFound find(const FieldWanted& field) const;
  std::string_view slice_of(TextPlace place) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace gw
