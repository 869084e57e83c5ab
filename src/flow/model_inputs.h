// How the values of a run, a case or a past record become what small models see: the same in training and when a model is asked.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/small/blend.h"
#include "model/small/clause_text.h"
#include "rules/regex.h"

namespace gw {

/// The terms of a text, of at most so many characters of it.
std::vector<std::string> words_of(std::string_view text, std::size_t characters_most = 20'000);

/// Of a model of kind `labels`: each input is a field. A text gives its words, and, when it is short, itself as one ("=core/server"); a number the marks 1, 2, 5, 10, ..
/// that it reaches (">20"); a list what its items give.
Bag labels_bag(const json::object& inputs);

/// Of a model of kind `people`: the inputs title, text and place. `now`: seconds since 1970.
Waiting waiting_of(const json::object& inputs, std::int64_t now);

/// Of a model of kind `clauses`: the sentences of a text, and where each stands.
struct ClauseText {
  std::vector<TextSentence> sentences;
  std::vector<TextPlace> places;
};
ClauseText clause_text(std::string_view text);

/// A feature of labels_bag as people read it: {input, words}.
struct ReadFeature { std::string input, words; };
ReadFeature read_feature(std::string_view feature);

}  // namespace gw
