#include "rules/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace gw {
namespace {

// The optimal string alignment distance.
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> words) {
  constexpr std::size_t longest = 60;
  if (word.size() > longest) return {};
  std::string_view best;
  std::size_t fewest = word.size() <= 4 ? 2 : 3;  // one more than is allowed
  for (const auto candidate : words) {
    const std::size_t n = candidate.size() > longest ? fewest : changes(word, candidate);
    if (n < fewest) {
      fewest = n;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> words) {
  const auto near = nearest_word(word, words);
  return near.empty() ? "" : fmt::format("; \"{}\" is near", near);
}

}  // namespace gw
