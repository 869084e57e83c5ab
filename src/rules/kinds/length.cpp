#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "ingest/sentences.h"
#include "rules/check_kind.h"

namespace gw {
namespace {

struct Bounds {
  std::optional<double> least, most;
};

std::size_t characters(std::string_view text) { return count_code_points(text); }

// As word processors count: each Han character, and each run of letters and digits.
std::size_t words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    const bool wordy = !is_han(c) && (is_letter(c) || is_digit(c) || (inside && (c == '\'' || c == 0x2019 || c == '-' || c == '.')));
    if (is_han(c) || (wordy && !inside)) ++count;
    inside = wordy;
  }
  return count;
}

std::size_t sentences(std::string_view text) { return sentences_of(text).size(); }

struct Unit {
  std::string_view name, zh;
  std::size_t (*count)(std::string_view);
};
constexpr auto units = std::to_array<Unit>({{"characters", "字符", characters}, {"words", "字（词）", words}, {"sentences", "句", sentences}});

Bounds read_bounds(MapReader& settings, std::string_view key) {
  Bounds bounds;
  auto map = settings.map(key);
  if (!map) return bounds;
  bounds = {map->number("min"), map->number("max")};
  map->need_one_of(std::to_array<std::string_view>({"min", "max"}));
  if (bounds.least && bounds.most && *bounds.least > *bounds.most) map->problem(map->place_of("max"), "\"max\" is smaller than \"min\".");
  map->finish();
  return bounds;
}

void check_bounds(const Unit& unit, const Bounds& bounds, const SeenText& seen, Checking& checking) {
  if (!bounds.least && !bounds.most) return;
  const auto count = static_cast<double>(unit.count(seen.text->text()));
  const bool few = bounds.least && count < *bounds.least;
  if (!few && !(bounds.most && count > *bounds.most)) return;
  const double limit = few ? *bounds.least : *bounds.most;
  const auto [en, zh] = subject_of(seen.field, seen.document);
  checking.violated(seen, {{"count", count}, {"limit", limit}, {"unit", unit.name}},
                    {fmt::format("{} has {} {}; {} {} are allowed.", en, count, unit.name, few ? "at least" : "at most", limit),
                     fmt::format("{}有 {} {}，应{} {}。", zh, count, unit.zh, few ? "不少于" : "不超过", limit)});
}

Check read(MapReader& settings) {
  const RuleTarget target = read_target(settings, Documents::yes);
  std::array<Bounds, units.size()> bounds;
  for (std::size_t i = 0; i < units.size(); ++i) bounds[i] = read_bounds(settings, units[i].name);
  settings.need_one_of(std::to_array<std::string_view>({"characters", "words", "sentences"}));
  return [=](Checking& checking) {
    for (const SeenText& seen : checking.texts(target))
      for (std::size_t i = 0; i < units.size(); ++i) check_bounds(units[i], bounds[i], seen, checking);
  };
}

}  // namespace

extern const CheckKind length_check;
const CheckKind length_check{
    "length", "a text has at least `min` and at most `max` `characters`, `words` (Han characters and other words) or `sentences`",
    "{id: title-length, kind: length, field: title, characters: {min: 4, max: 30}, sentences: {max: 1}, message: {en: \"${found.count} ${found.unit}; the limit is ${found.limit}.\", zh: 标题应为 4 至 30 个字符的一句话。}}",
    R"({"fields":{"title":"新品"}})", R"({"fields":{"title":"秋季新品发布会邀请函"}})", read};

}  // namespace gw
