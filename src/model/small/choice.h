// Which of several was chosen: conditional logit, the model that blends numbers about each candidate into one probability.
//
//   P(candidate j of event e) = exp(b . x_ej) / sum_k exp(b . x_ek)            (McFadden 1974)
//
// b maximises sum_e weight_e ln P(chosen of e) - ridge/2 |b|^2 over standardised inputs, by Newton's method; the objective is concave, so the result does
// not depend on a start or a seed. Inputs that an event's candidates share do not matter.
#pragma once
#include <span>
#include <vector>

namespace gw {

/// Events of `inputs` numbers per candidate. Events without the chosen one among the candidates are not added.
struct Choices {
  explicit Choices(std::size_t inputs) : inputs(inputs) {}
  /// rows: inputs numbers a candidate, one candidate after the other. Needs chosen < candidates.
  void put(std::span<const float> rows, std::size_t chosen, double weight = 1);
  void forget(std::size_t oldest);  ///< drops so many events from the front

  std::size_t inputs;
  struct Event { std::size_t first, candidates, chosen; double weight; };
  std::vector<Event> events;
  std::vector<float> rows;
};

class Choice {
 public:
  Choice() = default;
  explicit Choice(std::vector<double> weights) : weights_(std::move(weights)) {}
  static Choice fit(const Choices& choices, double ridge = 1);

  const std::vector<double>& weights() const { return weights_; }  ///< per input, for inputs as they come
  double sum(std::span<const float> row) const;
  std::vector<double> probabilities(std::span<const float> rows) const;

 private:
  std::vector<double> weights_;
};

}  // namespace gw
