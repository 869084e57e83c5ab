// How good search and answers are on labelled questions: the figures that `eval` prints.
//
// Text is compared after NFKC, lower case, and removal of spaces and punctuation. An answer is correct when it contains one of the accepted
// answers and lies within one sentence (no sentence end inside; at most 200 code points in Chinese, 400 otherwise). Wrong = answered and not
// correct; every answer to an unanswerable question is wrong. Rows are asked with threshold 0; the thresholds are swept here.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace gw {

struct Labelled {
  std::string id, question;
  bool answerable = true;
  std::vector<std::string> answers;
  std::string passage_id;            ///< the document that holds the answer; "" where unknown
  std::string as;                    ///< the user to ask as; "" = the caller
};

/// Reads one line of a question file. Error(invalid) naming the member that is missing or of another type.
Labelled labelled_of(const json::object& line);

struct Measured {
  bool answerable = true;
  bool answered = false;        ///< at threshold 0: whether there was anything to answer with
  bool correct = false;
  double confidence = 0;
  std::size_t answer_length = 0;      ///< code points
  bool has_passage = false;
  std::vector<std::string> found;     ///< documents of the hits in order of rank
  std::string passage_id;
  double search_ms = 0, ask_ms = 0;
};

bool is_correct(std::string_view answer, const std::vector<std::string>& accepted);

struct AtWrong { double limit = 0, threshold = 0, coverage = 0, wrong = 0; };  ///< the most questions answered with at most `limit` wrong among the answered

struct Measures {
  std::int64_t questions = 0, answerable = 0, with_passage = 0;
  double recall_1 = 0, recall_5 = 0, recall_10 = 0, mrr_10 = 0;  ///< over the answerable questions with a passage
  double correct_always = 0;        ///< threshold 0: correct of answerable
  double threshold = 0;             ///< the figures at this threshold:
  double coverage = 0;              ///< answered of all
  double wrong = 0;                 ///< wrong among the answered; 0 when none is answered
  double correct = 0;               ///< correct of answerable
  double refused_unanswerable = 0;  ///< refused of unanswerable
  std::vector<AtWrong> at_wrong;    ///< 1, 2, 5 % (and 10 %)
  double aurc = 0;                  ///< mean over k of the wrong rate among the k most confident answers
  double median_length = 0;         ///< of answers at threshold 0, code points
  double search_p50 = 0, search_p95 = 0, search_p99 = 0, ask_p50 = 0, ask_p95 = 0, ask_p99 = 0;  ///< milliseconds
};

Measures measure(const std::vector<Measured>& rows, double threshold);
json::object json_of(const Measures& measures);
/// The figures as lines of a table for people.
std::string table_of(const Measures& measures);

/// The value below which the share `q` of the values lies (nearest rank); 0 without values.
double quantile(std::vector<double> values, double q);

}  // namespace gw
