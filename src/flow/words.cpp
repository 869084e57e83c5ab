#include "flow/words.h"

#include <fmt/format.h>

#include "base/spelling.h"
#include "base/text.h"

namespace gw {

std::string as_problem(std::string message) {
  if (message.ends_with('.')) message.pop_back();
  const bool word = message.size() > 1 && message[0] >= 'A' && message[0] <= 'Z' && (message[1] == ' ' || (message[1] >= 'a' && message[1] <= 'z'));
  if (word) message[0] = static_cast<char>(message[0] | 0x20);
  return message;
}

std::string quoted(const Yaml& yaml) {
  constexpr std::size_t longest = 60;
  switch (yaml.kind) {
    case Yaml::Kind::nothing: return "nothing";
    case Yaml::Kind::list: return "a list";
    case Yaml::Kind::map: return "a table";
    case Yaml::Kind::scalar: break;
  }
  if (!json_of(yaml).is_string()) return yaml.text.empty() ? "nothing" : yaml.text;
  const bool cut = count_code_points(yaml.text) > longest;
  return fmt::format("\"{}{}\"", slice(yaml.text, 0, longest), cut ? "..." : "");
}

Words read_words(const Yaml& yaml, std::string_view name, std::vector<Problem>& problems) {
  const auto refuse = [&](Place place, std::string message) { problems.push_back({place, std::move(message)}); };
  if (yaml.is_scalar() && !trim(yaml.text).empty()) return {yaml.text, yaml.text};
  Words out;
  if (!yaml.is_map() || yaml.members.empty()) {
    refuse(yaml.place, fmt::format("\"{}\" must be a text or {{en: .., zh: ..}}, not {}", name, quoted(yaml)));
    return out;
  }
  for (const auto& member : yaml.members) {
    if (member.name != "en" && member.name != "zh") refuse(member.place, fmt::format("there is no language \"{}\" here; {}", member.name, or_rather(member.name, {"en", "zh"})));
    else if (!member.value.is_scalar() || trim(member.value.text).empty()) refuse(member.value.place, fmt::format("\"{}.{}\" must be a text, not {}", name, member.name, quoted(member.value)));
    else (member.name == "en" ? out.en : out.zh) = member.value.text;
  }
  return out;
}

}  // namespace gw
