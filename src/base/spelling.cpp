#include "base/spelling.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gw {
namespace {

// Words longer than this are no slip of the pen; comparing them would cost their product.
constexpr std::size_t longest = 64;

std::u32string letters(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size() && out.size() <= longest;) out.push_back(decode(text, at));
  return out;
}

}  // namespace

std::size_t edits_between(std::string_view one, std::string_view other) {
  const std::u32string a = letters(one), b = letters(other);
  if (a.size() > longest || b.size() > longest) return one == other ? 0 : longest;
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

std::string nearest_word(std::string_view word, std::span<const std::string_view> words) {
  std::string best;
  std::size_t least = longest;
  for (const auto& candidate : words) {
    const std::size_t edits = edits_between(lower_ascii(word), lower_ascii(candidate));
    const std::size_t allowed = std::max<std::size_t>(1, (count_code_points(candidate) + 1) / 3);
    // One letter is no slip for another one-letter word.
    if (edits > allowed || edits >= std::max(count_code_points(candidate), count_code_points(word)) || edits >= least) continue;
    least = edits;
    best = candidate;
  }
  return best;
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& words) {
  return nearest_word(word, std::vector<std::string_view>(words.begin(), words.end()));
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> words) {
  const auto near = nearest_word(word, words);
  return near.empty() ? "" : fmt::format("; \"{}\" is near", near);
}

std::string or_rather(std::string_view word, const std::vector<std::string>& words) {
  constexpr std::size_t most = 12;
  if (const auto near = nearest_word(word, words); !near.empty()) return fmt::format("did you mean \"{}\"?", near);
  if (words.empty()) return "";
  const std::vector<std::string> shown(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(most, words.size())));
  return fmt::format("it may be: {}{}", join(shown, ", "), words.size() > most ? ", ..." : "");
}

}  // namespace gw
