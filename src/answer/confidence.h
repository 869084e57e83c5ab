// What the confidence model sees of one question: the numbers of the best candidate, and how it stands among the others after ranking.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace gw {

/// Where a candidate stands: its document, its passage (by rank of the search) and its place among the passage's sentences.
struct Spot {
  std::int64_t document = 0;
  std::size_t passage = 0, sentence = 0;
};

const std::vector<std::string>& confidence_names();

/// `rows`, `scores` and `places` of all candidates (at least one); `best` is the one to be quoted.
std::vector<float> confidence_inputs(const std::vector<std::vector<float>>& rows, const std::vector<float>& scores, const std::vector<Spot>& places, std::size_t best);

}  // namespace gw
