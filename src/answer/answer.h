// A question to a quoted answer or an honest refusal.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/settings.h"
#include "index/index.h"
#include "policy/rights.h"
#include "store/store.h"

namespace gw {

struct Citation {
  std::string collection, document, title;
  std::string quote;                 ///< exactly the slice [start, end) of the document's canonical text
  std::uint32_t start = 0, end = 0;  ///< code points
  std::uint32_t page = 0;            ///< 0 where the format has no pages
};
struct Near {                        ///< a document that came close, for the person to look at
  std::string collection, document, title;
  double score = 0;
};

struct Answer {
  bool answered = false;
  std::string answer;       ///< "" when refused
  double confidence = 0;    ///< 0..1; the number that the threshold was compared with; "uncertified" until a certificate says otherwise
  double threshold = 0;     ///< what it was compared with
  std::string reason;       ///< why it was refused, or which way it was answered ("quoted", "curated"): one sentence, in the question's language
  std::vector<Citation> citations;
  std::vector<Near> nearest;
  bool curated = false;
};

struct AskOptions {
  std::optional<std::string> collection;
  std::optional<double> threshold;  ///< default: the answerer's; 0 answers whenever there is a candidate
  bool record = true;               ///< a refusal is kept among the questions that wait for an expert; not when only measuring
};

/// Where nobody says otherwise: about 10 % wrong among the answered on each of cmrc and drcd (docs/measurements-ask.md). Not a certificate.
double default_threshold();
std::vector<Setting> answer_settings();

class Answerer {
 public:
  Answerer(Store& store, Index& index, double threshold = default_threshold());
  ~Answerer();
  double threshold() const;
  /// Thread-safe. Error(invalid) when the question is empty or over 2,000 code points.
  Answer ask(const std::string& question, const Caller& caller, const AskOptions& options = {});

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace gw
