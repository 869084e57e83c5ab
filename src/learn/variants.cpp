#include "learn/variants.h"

#include <algorithm>

#include "answer/wording.h"
#include "base/text.h"

namespace gw {
namespace {

bool is_chinese(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_han(decode(text, at))) return true;
  return false;
}

// What stands behind the first comma first: 出差回来，怎么报销 as 怎么报销，出差回来.
std::string turned(const std::string& question) {
  for (const std::string_view comma : {"，", ", "}) {
    const auto at = question.find(comma);
    if (at == std::string::npos || at == 0 || at + comma.size() >= question.size()) continue;
    std::string rest(trim(std::string_view(question).substr(at + comma.size())));
    while (rest.ends_with('?')) rest.pop_back();
    if (rest.ends_with("？")) rest.resize(rest.size() - 3);
    return rest + std::string(comma) + question.substr(0, at);
  }
  return "";
}

}  // namespace

std::vector<std::string> variants_of(const std::string& question, std::size_t most) {
  std::vector<std::string> out;
  const auto put = [&](std::string text) {
    if (!text.empty() && text != question && out.size() < most && std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
  };
  put(without_politeness(question));
  put(is_chinese(question) ? "请问一下，" + question : "Could you please tell me: " + question);
  put(turned(question));
  for (auto& other : reworded(question, most)) put(std::move(other));
  return out;
}

}  // namespace gw
