#include "flow/steps/passages.h"

#include <algorithm>

#include "base/text.h"

namespace gw {

std::optional<std::string> collection_of(const json::object& settings) {
  std::string name = string_or(settings, "collection");
  return name.empty() ? std::nullopt : std::optional(std::move(name));
}

json::array citations_json(const std::vector<Citation>& citations) {
  json::array out;
  for (const auto& c : citations)
    out.push_back(json::object{{"collection", c.collection}, {"document", c.document}, {"title", c.title}, {"quote", c.quote}, {"start", c.start}, {"end", c.end}, {"page", c.page}});
  return out;
}

bool tells_of(const std::vector<Evidence>& evidence, std::string_view collection, std::string_view document) {
  return std::ranges::any_of(evidence, [&](const Evidence& one) { return one.at.document == document && one.at.collection == collection; });
}

bool is_chinese(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_han(decode(text, at))) return true;
  return false;
}

}  // namespace gw
