// Finds the most similar past texts and lets them vote for a label: the baseline that a model has to beat, and often good enough.
//
// Texts are bags of words and Chinese bigrams, weighted (1 + ln count) * (1 + ln((1 + texts) / (1 + texts that hold it))) and scaled to length 1;
// similarity is their cosine. An inverted list per term; nothing is learned but counts.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw {

struct Labelling {
  std::string text, label;
  std::int64_t time = 0;  ///< when it was decided, any unit; the past must not learn from the future
};

struct Neighbour { std::size_t example = 0; double similarity = 0; };  ///< number of the example as given; cosine, (0, 1]

struct Voted {
  std::string label;       ///< "" when no past text shares a term
  double confidence = 0;   ///< the label's share of the neighbours' similarity, times the best similarity; a score to rank by, no probability
  std::vector<Neighbour> neighbours;  ///< most similar first; of equals the later example first
};

class NearestLabels {
 public:
  explicit NearestLabels(std::span<const Labelling> examples);
  Voted vote(std::string_view text, std::size_t neighbours = 5) const;  ///< votes weigh by similarity; thread-safe

 private:
  struct Posting { std::uint32_t example; float weight; };
  std::unordered_map<std::string, std::vector<Posting>> lists_;
  std::vector<std::string> labels_;
};

}  // namespace gw
