// Finds the sentences of a text that show what a clause says, and judges the text by them; better with every text that a person corrected.
//
// Without any correction a sentence ranks by how much of the clause's statement it says (clause_text.h). With corrections there is, for each clause, a
// binary logistic regression over the words, neighbourhood, look and place of sentences, and the sentences that were evidence before. One blend, shared
// by all clauses and so learned from few texts, weighs for each sentence:
//
//   stated, stated_best       what it says of the statement; the same against the best sentence of the text
//   words, before, after      the clause's linear sum for it, for the sentence before and for the one after
//   closest, closest_three    cosine to the most alike past evidence of the clause; mean over the three most alike
//   away                      distance, as a share of the text, to the nearest place of past evidence
//
// by conditional logit (choice.h) over the sentences of a text. What the blend learns from is held out: each corrected text is seen by models fitted on
// the other folds (stacking, Wolpert 1992). The label (say: entailed, contradicted, absent) is a calibrated linear model (linear.h) over the best sentences'
// words, crossed with the clause, and how sure the finding is; it too learns from held-out findings. Deterministic for equal inputs and settings.
#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/small/choice.h"
#include "model/small/clause_text.h"
#include "model/small/linear.h"

namespace gw {

struct Clause {
  std::string id;
  std::vector<std::string> terms;  ///< of its statement, and of other names for it
};

/// A text that a person has gone through. A clause without a verdict was not looked at; one with no evidence is not in the text.
struct Corrected {
  struct Verdict {
    std::string clause, label;
    std::vector<std::uint32_t> evidence;  ///< numbers of sentences
  };
  std::vector<TextSentence> sentences;
  std::vector<Verdict> verdicts;
};

struct PassageSettings {
  SoftmaxSettings sentences{.strength = 5, .bias = 1, .rounds = 30};
  double evidence_weight = 4;  ///< of a sentence that is evidence, against one that is not
  double ridge = 3;            ///< of the blend's weights
  int folds = 5;
  SoftmaxSettings labels{.strength = 5, .rounds = 100};
  std::size_t label_from = 5;  ///< texts before labels are judged
};

class PassageFinder {
 public:
  static constexpr std::array inputs{"stated", "stated_best", "words", "before", "after", "closest", "closest_three", "away"};

  PassageFinder() = default;
  /// Works with no corrected text at all. Error(invalid) for a verdict that names an unknown clause or a sentence that is not there, or two clauses with one id.
  /// 40 texts of 80 sentences with 17 clauses take some seconds.
  static PassageFinder fit(std::vector<Clause> clauses, std::span<const Corrected> texts, const PassageSettings& settings);
  static PassageFinder fit(std::vector<Clause> clauses, std::span<const Corrected> texts) { return fit(std::move(clauses), texts, PassageSettings{}); }

  struct Place {
    std::uint32_t sentence = 0;
    double share = 0;  ///< probability among the sentences, given that the clause is there
  };
  struct Finding {
    std::string clause;
    std::vector<Place> places;            ///< best first; ties: the earlier sentence
    std::vector<Linear::Scored> labels;   ///< best first; empty before `label_from` texts, or where fewer than two labels were given
  };
  /// One finding a clause, in their order, with at most `most` places each. Thread-safe.
  std::vector<Finding> find(std::span<const TextSentence> sentences, std::size_t most) const;

  /// The features of a sentence that spoke for (or against) its being evidence of the clause, by size; empty where nothing was learned for it.
  std::vector<Linear::Reason> why(std::string_view clause, std::span<const TextSentence> sentences, std::size_t sentence, std::size_t most) const;

  std::string print() const;
  static PassageFinder parse(std::string_view blob);

 private:
  struct Evidence { Sparse features; double place = 0; };
  struct Learned {
    SoftmaxWeights weights;           // labels = 0: nothing learned
    std::vector<Evidence> evidence;
  };
  struct Reading;
  struct Judged;
  void learn_sentences(std::span<const Corrected> texts, const std::vector<std::size_t>& chosen, const PassageSettings& settings);
  Reading read(std::span<const TextSentence> sentences) const;
  Judged judge(const Reading& reading, std::size_t clause) const;
  void rank(Judged& judged) const;
  Bag label_bag(std::span<const TextSentence> sentences, const Judged& judged, std::size_t clause) const;

  std::vector<Clause> clauses_;
  Vocabulary vocabulary_;
  std::vector<Learned> learned_;  // by clause
  Choice blend_;
  Linear labels_;
};

}  // namespace gw
