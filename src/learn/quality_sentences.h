// Sentences of different documents that say the same but for a number, a date or a denial.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

/// What a sentence says, apart from its numbers.
struct Claim {
  std::vector<std::uint64_t> words;                          ///< content, sorted, without repeats
  std::map<std::uint64_t, std::set<std::uint64_t>> numbers;  ///< by unit
  std::set<std::uint64_t> dates, codes;
  bool denied = false;
};
Claim claim_of(std::string_view sentence);

/// "number", "date" or "denial" when both speak of the same and differ in that, else "". `alike` becomes the share of common words.
std::string_view differs(const Claim& a, const Claim& b, double& alike);

/// Where a sentence stands and by what it is found among those alike.
struct ClaimAt {
  std::int64_t document = 0;
  std::uint32_t start = 0, end = 0;  ///< code points
  std::array<std::uint32_t, 4> keys{};
  std::uint32_t said = 0;            ///< hash of numbers, dates and denial: equal ones contradict nothing
};
/// The sentences of a text that claim enough to be compared, appended; at most `most` in all.
void claims_of(std::int64_t document, std::string_view text, std::size_t most, std::vector<ClaimAt>& out);

/// Pairs of different documents worth comparing, each once; at most `most`.
std::vector<std::pair<std::size_t, std::size_t>> likely_same(const std::vector<ClaimAt>& claims, std::size_t most);

}  // namespace gw
