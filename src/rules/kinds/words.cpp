#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

struct Words {
  RuleTarget target;
  std::vector<std::string> any_of, all_of, only;
};

std::vector<bool> said(const std::vector<std::string>& words, const SeenText& seen, const Patience& patience) {
  std::vector<bool> out(words.size());
  // One by one: a word within a longer one of the list is said too.
  for (std::size_t i = 0; i < words.size(); ++i) out[i] = !Phrases(std::span(&words[i], 1)).in(seen.text->folded(), patience, 1).empty();
  return out;
}

bool says_one(const std::vector<std::string>& words, const SeenText& seen, const Patience& patience) {
  return !Phrases(words).in(seen.text->folded(), patience, 1).empty();
}

void check_any(const Words& rule, const SeenText& seen, Checking& checking) {
  if (rule.any_of.empty() || says_one(rule.any_of, seen, checking.patience())) return;
  const auto [en, zh] = subject_of(seen.field, seen.document);
  checking.violated(seen, {{"expected", json::value_from(rule.any_of)}},
                    {fmt::format("{} says none of: {}.", en, fmt::join(rule.any_of, ", ")), fmt::format("{}应包含以下词语之一：{}。", zh, fmt::join(rule.any_of, "、"))});
}

void check_all(const Words& rule, const SeenText& seen, Checking& checking) {
  const auto found = said(rule.all_of, seen, checking.patience());
  const auto [en, zh] = subject_of(seen.field, seen.document);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i]) checking.violated(seen, {{"expected", rule.all_of[i]}}, {fmt::format("{} does not say \"{}\".", en, rule.all_of[i]), fmt::format("{}缺少“{}”。", zh, rule.all_of[i])});
}

bool is_separator(char32_t c) { return c == ',' || c == ';' || c == '\n' || c == '|' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B; }

// The words between separators, with their places and without white space around them.
template <class Take>
void each_word(std::string_view text, Take&& take) {
  std::uint32_t at = 0, from = 0, end = 0;
  const auto close = [&] {
    if (end > from) take(TextPlace{from, end});
    from = end = at + 1;
  };
  for (std::size_t byte = 0; byte < text.size(); ++at) {
    const char32_t c = decode(text, byte);
    if (is_separator(c)) close();
    else if (!is_space(c)) end = at + 1;
    else if (end == from) from = end = at + 1;
  }
  close();
}

void check_only(const Words& rule, const std::vector<std::u32string>& allowed, const SeenText& seen, Checking& checking) {
  if (allowed.empty()) return;
  each_word(seen.text->text(), [&](TextPlace place) {
    const std::string word(slice(seen.text->text(), place.start, place.end));
    if (std::ranges::find(allowed, folded(word)) != allowed.end()) return;
    checking.violated(seen, place, {{"expected", json::value_from(rule.only)}},
                      {fmt::format("\"{}\" is none of: {}.", word, fmt::join(rule.only, ", ")), fmt::format("“{}”不在允许的词语之中：{}。", word, fmt::join(rule.only, "、"))});
  });
}

Check read(MapReader& settings) {
  Words rule{.target = read_target(settings, Documents::yes), .any_of = settings.texts("any_of"), .all_of = settings.texts("all_of"), .only = settings.texts("only")};
  settings.need_one_of(std::to_array<std::string_view>({"any_of", "all_of", "only"}));
  std::vector<std::u32string> allowed;
  for (const auto& word : rule.only) allowed.push_back(folded(word));
  return [=](Checking& checking) {
    for (const SeenText& seen : checking.texts(rule.target)) {
      check_any(rule, seen, checking);
      check_all(rule, seen, checking);
      check_only(rule, allowed, seen, checking);
    }
  };
}

}  // namespace

extern const CheckKind words_check;
const CheckKind words_check{
    "words", "a text says one of `any_of`, each of `all_of`, or, as a list between commas, nothing but `only`",
    "{id: risk-notice, kind: words, field: copy, any_of: [投资有风险, investments carry risk], message: {en: The notice of risk is missing., zh: 缺少风险提示。}}",
    R"({"fields":{"copy":"年化收益稳定"}})", R"({"fields":{"copy":"投资有风险，入市需谨慎"}})", read};

}  // namespace gw
