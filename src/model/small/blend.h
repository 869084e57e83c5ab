// Who should take a record: what words, neighbours, places and recent work say, blended into one probability per person.
//
// Each person with enough of a history is a candidate, with these numbers:
//
//   words       ln of the linear model's probability for the person (linear.h; recent records weigh more)
//   neighbours  ln of the person's smoothed share of the votes of the most alike records (nearest.h; a vote is likeness, faded by age)
//   closest     likeness of the person's most alike record, faded
//   traces      as neighbours, but by the words of the record in what past records left behind (names of changed files)
//   month, quarter, year, ever     ln of the smoothed share of all records, faded with a half-life of 30, 90, 365 days and hardly
//   place, area                    ln of the smoothed share of the records at the same place ("core/server") and area ("core"), 90 days
//   reviews     the same share of reviews at the place
//   absent      ln(1 + days since the person's last record)
//   latest      1 for who took the latest record at the place
//
// Their weights are learned by conditional logit (choice.h) from past records: each record, before it is learned, is judged by what was known before
// it, so the blend is stacked in time order without looking ahead (Wolpert 1992, with rolling origin instead of folds). The linear model is fitted
// anew whenever the history has grown by a fortieth, so that its errors in the past are those of today. Deterministic.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/small/choice.h"
#include "model/small/fading.h"
#include "model/small/linear.h"
#include "model/small/nearest.h"

namespace gw {

/// A record that waits for somebody.
struct Waiting {
  Bag bag;                    ///< title and text; the place is added by the blend
  std::string place;          ///< with '/' between levels; "" where unknown
  std::int64_t time = 0;      ///< seconds since 1970
};

/// A record with who took it.
struct Taken : Waiting {
  std::string person;
  std::vector<std::string> reviewers;  ///< others who looked after it
  std::vector<std::string> traces;     ///< terms of what it left behind, known only afterwards
};

struct BlendSettings {
  std::uint32_t fewest = 5;          ///< records that a candidate must have taken, where at least `fewest` persons have; else all persons are candidates
  std::size_t neighbours = 50;
  double fade_days = 120;            ///< half-life of a neighbour's vote
  double words_half_life_days = 365; ///< half-life of a record's weight in the linear model
  double ridge = 10;                 ///< of the blend's weights
  std::size_t warm_up = 200;         ///< records before the first linear model
  double events_half_life = 500;     ///< a record that lies so many back counts half when the blend is learned
  SoftmaxSettings softmax;
};

class Blend {
 public:
  static constexpr std::array inputs{"words", "neighbours", "closest", "traces", "month", "quarter", "year", "ever", "place", "area", "reviews", "absent", "latest"};

  explicit Blend(BlendSettings settings = {});

  /// The next record in the order of time, with its outcome. Learns how well each input would have foreseen it, then takes it into the history.
  void learn(const Taken& record);
  /// Fits the linear model and the blend's weights on all that was learned.
  void refit();

  struct Part { std::string_view input; double weight = 0; };  ///< what an input adds to the person's sum, against the mean of the candidates
  struct Proposed {
    std::string person;
    double probability = 0;
    std::vector<Part> parts;          ///< largest first
    std::vector<Alike> alike;         ///< the person's records among the neighbours, most alike first; numbers in the order of learning
    double at_place = 0, days_absent = 0;  ///< faded number of records at the place; days since the last record
  };
  /// The `most` likeliest persons, best first; empty before anything was learned. Ties: who was met first.
  std::vector<Proposed> propose(const Waiting& record, std::size_t most) const;

  std::size_t size() const { return history_.size(); }
  const Taken& record(std::uint32_t number) const { return history_[number]; }
  const Linear& linear() const { return linear_; }  ///< for the words that spoke for a person; empty before the warm-up
  Bag with_place(const Waiting& record) const;      ///< the bag as the linear model sees it
  const std::vector<double>& weights() const { return choice_.weights(); }

  /// The history, the linear model and the weights as bytes. parse(print()) proposes the same; what it learns further it learns from later records.
  std::string print() const;
  static Blend parse(std::string_view blob, BlendSettings settings = {});

 private:
  struct Judged { std::vector<std::uint32_t> persons; std::vector<float> rows; std::vector<Alike> neighbours; };
  Judged judge(const Waiting& record) const;
  std::vector<std::uint32_t> candidates() const;
  void take(const Taken& record);
  void fit_linear();
  void fit_choice();
  std::uint32_t person_of(const std::string& name);

  BlendSettings settings_;
  std::vector<Taken> history_;
  std::vector<std::string> persons_;
  std::unordered_map<std::string, std::uint32_t> person_ids_;
  std::vector<std::uint32_t> taken_by_;               // of each record
  std::vector<std::uint32_t> counts_;                 // records of each person
  std::vector<std::int64_t> last_;                    // of each person
  std::unordered_map<std::string, std::uint32_t> latest_at_;
  Nearest nearest_, traces_;
  Fading month_, quarter_, year_, ever_, place_, area_, reviews_;
  Linear linear_;
  std::vector<int> label_of_;                         // person to label of the linear model, -1: none
  Choices events_;
  Choice choice_;
  std::size_t linear_at_ = 0, choice_at_ = 0;         // size of the history at the last fit
};

}  // namespace gw
