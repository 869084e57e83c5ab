// Any bytes as a question over any bytes as a passage: read, cut into quotes and compared, with every number finite and every quote inside its passage.
#include <cmath>

#include "answer/gather.h"
#include "answer/judge.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8192) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find('\n');
  gw::Passage passage;
  passage.text = gw::valid_utf8(cut == bytes.npos ? bytes : bytes.substr(cut + 1));
  const std::string asked = gw::valid_utf8(bytes.substr(0, std::min(cut, std::size_t{2000})));
  const gw::Question question = gw::analyse_question(asked, [](std::string_view) { return std::vector<std::pair<std::string, double>>{}; });
  std::vector<gw::Quotable> candidates;
  candidates_of(passage, 0, candidates);
  const std::size_t length = gw::count_code_points(passage.text);
  for (const auto& c : candidates)
    if (c.start >= c.end || c.end > length) __builtin_trap();
  const auto features = gw::features_of(question, {passage}, candidates);
  for (const auto& row : features.rows)
    for (float value : row)
      if (!std::isfinite(value)) __builtin_trap();
  if (gw::handicaps_of(question, {passage}, candidates).size() != candidates.size()) __builtin_trap();
  if (gw::likeness(asked, asked) > 1) __builtin_trap();
  return 0;
}
