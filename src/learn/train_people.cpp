// People: the blend, replayed over all records in the order of time. What it says of the last quarter, each time by what was known before, is its measure.
#include <algorithm>
#include <map>

#include "flow/model_inputs.h"
#include "learn/training.h"
#include "model/small/blend.h"

namespace gw {
namespace {

constexpr std::size_t neighbours = 20;
constexpr int known_from = 5;  // earlier records of a person, from which on somebody could have named them

Taken taken_of(const Example& example, std::int64_t time) {
  Taken out;
  static_cast<Waiting&>(out) = waiting_of(example.inputs, time);
  out.person = example.label;
  out.reviewers = example.reviewers;
  for (const std::string& path : example.traces)
    for (std::string& term : words_of(path.substr(path.rfind('/') + 1))) out.traces.push_back(std::move(term));
  return out;
}

// The records so far, by one thing alone.
struct Past {
  std::map<std::string, std::map<std::string, int>> at_place;
  std::map<std::string, int> earlier;
  Nearest text;
  std::vector<std::string> person;

  std::string frequent(const Taken& record) const {
    const auto here = at_place.find(record.place);
    const auto& counts = here == at_place.end() ? earlier : here->second;
    const auto best = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; });
    return best == counts.end() ? "" : best->first;
  }
  std::string nearest(const Taken& record) const {
    const auto votes = votes_of(text.find(record.bag, neighbours), [&](std::uint32_t number) { return person[number]; });
    return votes.empty() ? frequent(record) : votes[0].decision;
  }
  void put(const Taken& record) {
    at_place[record.place][record.person] += 1;
    earlier[record.person] += 1;
    text.add(record.bag);
    person.push_back(record.person);
  }
};

}  // namespace

std::string train_people(const Examples& examples, const TrainOptions& options, TrainReport& report) {
  Blend blend;
  Past past;
  std::vector<Compared> compared;
  const std::size_t n = examples.all.size(), last_quarter = n * 3 / 4;
  for (std::size_t i = 0; i < n; ++i) {
    const Example& example = examples.all[i];
    // Without times the order stands for them, a record an hour.
    const Taken record = taken_of(example, example.time.value_or(static_cast<std::int64_t>(i) * 3600));
    if (options.measure && i >= last_quarter) {
      const auto proposed = blend.propose(record, 5);
      const bool right = !proposed.empty() && proposed[0].person == record.person;
      report.newcomers_too.put(right);
      if (const auto met = past.earlier.find(record.person); met != past.earlier.end() && met->second >= known_from) {
        report.first.put(right);
        report.five.put(std::ranges::find(proposed, record.person, &Blend::Proposed::person) != proposed.end());
        compared.push_back({.model = right, .frequent = past.frequent(record) == record.person, .nearest = past.nearest(record) == record.person});
      }
    }
    blend.learn(record);
    if (options.measure) past.put(record);
    if (options.progress && i % 100 == 0) options.progress("replaying", static_cast<std::int64_t>(i), static_cast<std::int64_t>(n));
  }
  compare_with_baselines(compared, report);
  blend.refit();
  std::map<std::string, int> people;
  for (const Example& example : examples.all) ++people[example.label];
  report.labels = static_cast<std::int64_t>(people.size());
  return blend.print();
}

}  // namespace gw
