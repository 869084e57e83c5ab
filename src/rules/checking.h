// One rule at work: the texts and values it looks at, and what it finds wrong.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/folded_text.h"
#include "rules/patience.h"
#include "rules/rules.h"

namespace gw {

/// A text that rules look at, made ready once for all of them.
class RuleText {
 public:
  explicit RuleText(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  const Searchable& searchable() const;
  const FoldedText& folded() const;

 private:
  std::string text_;
  mutable std::unique_ptr<Searchable> searchable_;
  mutable std::unique_ptr<FoldedText> folded_;
};

/// A text and where it stands: in a field or in a document.
struct SeenText {
  std::string field, document;
  const RuleText* text = nullptr;
};
/// A value and the field it stands in; a piece of a list is "lines[2].amount".
struct SeenValue {
  std::string field;
  json::value value;
};

/// The documents of a context, made ready for all rules of one check.
struct RuleDocuments {
  explicit RuleDocuments(const RuleContext& context);
  std::vector<std::string> names;
  std::deque<RuleText> texts;  // beside names
};

/// What a rule looks at, as its settings say.
struct RuleTarget {
  std::vector<Expression> fields;
  std::vector<std::string> documents;
  bool all_documents = false;
};

struct Breach {
  std::string field, document;
  std::optional<TextPlace> place;
  std::string quote;
  json::object found;
  Sentence says;  ///< the kind's own words
};

class Checking {
 public:
  static constexpr std::size_t breaches_most = 50;

  Checking(const json::object& scope, const RuleDocuments& documents) : scope_(scope), documents_(documents) {}

  /// The fields and `today`.
  const json::object& scope() const { return scope_; }
  const Patience& patience() const { return patience_; }

  /// What the target says, as far as it is there: null and missing fields are left out, lists are taken apart. What is given here was looked at.
  std::vector<SeenValue> values(const RuleTarget& target);
  std::vector<SeenText> texts(const RuleTarget& target);  ///< valid as long as this
  std::vector<SeenText> documents(const RuleTarget& target);

  /// The rule applies, even when nothing was found to look at.
  void looked() { looked_ = true; }
  bool has_looked() const { return looked_; }

  void violated(Breach breach) {
    if (breaches_.size() < breaches_most) breaches_.push_back(std::move(breach));
  }
  /// At a place of a text; the quote is added to the breach and to what was found.
  void violated(const SeenText& where, TextPlace place, json::object found, Sentence says);
  /// Of the text or value as a whole.
  void violated(const SeenText& where, json::object found, Sentence says);
  void violated(const SeenValue& where, json::object found, Sentence says);
  bool full() const { return breaches_.size() >= breaches_most; }

  std::vector<Breach> breaches() && { return std::move(breaches_); }

 private:
  const json::object& scope_;
  const RuleDocuments& documents_;
  Patience patience_;
  std::deque<RuleText> field_texts_;
  std::vector<Breach> breaches_;
  bool looked_ = false;
};

}  // namespace gw
