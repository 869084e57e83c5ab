#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

struct Forbidden {
  RuleTarget target;
  std::vector<std::string> words, instead;  // beside each other; "" where no better word is given
  std::vector<std::string> except;
};

// A list of words, or a map from each to the better one.
void read_words(MapReader& settings, Forbidden& out) {
  settings.need("words");
  const Yaml* value = settings.find("words");
  if (value == nullptr || !value->is_map()) {
    out.words = settings.texts("words");
    out.instead.resize(out.words.size());
    return;
  }
  for (const YamlMember& member : value->members) {
    if (value->members.empty() || member.value.is_list() || member.value.is_map()) settings.problem(member.value.place, "\"words\" names one better word for each.");
    out.words.push_back(member.name);
    out.instead.push_back(member.value.text);
  }
}

// Whether the place lies within one of the phrases that are allowed: 第一 in 第一章.
bool is_excepted(TextPlace place, const std::vector<Phrases::Place>& allowed) {
  const auto before = std::ranges::upper_bound(allowed, place.start, {}, [](const Phrases::Place& p) { return p.place.start; });
  return before != allowed.begin() && std::prev(before)->place.end >= place.end;
}

Sentence sentence(const std::string& quote, const std::string& instead) {
  if (instead.empty()) return {fmt::format("\"{}\" may not be said here.", quote), fmt::format("不得使用“{}”。", quote)};
  return {fmt::format("\"{}\" may not be said here; say \"{}\".", quote, instead), fmt::format("不得使用“{}”，可改为“{}”。", quote, instead)};
}

Check read(MapReader& settings) {
  Forbidden rule;
  rule.target = read_target(settings, Documents::yes);
  read_words(settings, rule);
  rule.except = settings.texts("except");
  return [rule, words = Phrases(rule.words), except = Phrases(rule.except)](Checking& checking) {
    for (const SeenText& seen : checking.texts(rule.target)) {
      const auto allowed = except.in(seen.text->folded(), checking.patience());
      for (const auto& found : words.in(seen.text->folded(), checking.patience())) {
        if (checking.full()) return;
        if (is_excepted(found.place, allowed)) continue;
        const std::string quote(slice(seen.text->text(), found.place.start, found.place.end));
        json::object details{{"word", rule.words[found.phrase]}};
        if (!rule.instead[found.phrase].empty()) details["instead"] = rule.instead[found.phrase];
        checking.violated(seen, found.place, std::move(details), sentence(quote, rule.instead[found.phrase]));
      }
    }
  };
}

}  // namespace

extern const CheckKind forbidden_check;
const CheckKind forbidden_check{
    "forbidden", "words and phrases that may not be said, in whatever width, case or spacing; `words` is a list, or names the better word for each; `except` lists phrases that may hold them",
    "{id: superlatives, kind: forbidden, field: copy, words: {最佳: 优质, 第一: 领先, best: good}, except: [第一章], message: {en: \"Write ${found.instead}, not ${found.quote}.\", zh: \"请把“${found.quote}”改为“${found.instead}”。\"}}",
    R"({"fields":{"copy":"第一章：全国最 佳的产品"}})", R"({"fields":{"copy":"第一章：优质产品, bestow"}})", read};

}  // namespace gw
