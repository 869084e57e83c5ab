#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "rules/check_kind.h"
#include "rules/number.h"
#include "rules/outline.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t passages_most = 50;

struct Numbers {
  std::vector<std::u32string> units;
  std::string unit_shown;
  std::optional<double> least, most;
};

struct Clause {
  RuleTarget target;
  std::string name;
  std::vector<std::string> headings, keywords;
  std::vector<Regex> patterns, contains, not_contains;
  std::optional<Numbers> numbers;
  bool optional = false;
};

// A passage, as a text of its own that knows where it begins.
struct ClausePlace {
  TextPlace whole;
  RuleText text;
};

ClausePlace place_of(const SeenText& seen, TextPlace whole) { return {whole, RuleText(std::string(slice(seen.text->text(), whole.start, whole.end)))}; }

// Articles whose heading holds one of the words; of one within another only the outer.
void find_by_heading(const Clause& clause, const SeenText& seen, const Patience& patience, std::vector<TextPlace>& out) {
  if (clause.headings.empty()) return;
  const Phrases words(clause.headings);
  for (const Article& article : articles_of(seen.text->text())) {
    if (!out.empty() && article.whole.start < out.back().end) continue;
    const auto heading = slice(seen.text->text(), article.heading.start, article.heading.end);
    if (!words.in(FoldedText(heading), patience, 1).empty()) out.push_back(article.whole);
  }
}

// Paragraphs that say one of the keywords or have a place of one of the patterns.
void find_by_words(const Clause& clause, const SeenText& seen, const Patience& patience, std::vector<TextPlace>& out) {
  std::vector<TextPlace> places;
  for (const auto& found : Phrases(clause.keywords).in(seen.text->folded(), patience)) places.push_back(found.place);
  for (const Regex& pattern : clause.patterns)
    for (const auto& match : pattern.matches(seen.text->searchable(), patience)) places.push_back(match.whole);
  std::ranges::sort(places);
  auto place = places.begin();
  for (const TextPlace paragraph : paragraphs_of(seen.text->text())) {
    while (place != places.end() && place->end <= paragraph.start) ++place;
    if (place != places.end() && place->start < paragraph.end) out.push_back(paragraph);
  }
}

std::vector<ClausePlace> passages(const Clause& clause, const SeenText& seen, const Patience& patience) {
  std::vector<TextPlace> found;
  find_by_heading(clause, seen, patience, found);
  if (found.empty()) find_by_words(clause, seen, patience, found);
  if (found.size() > passages_most) found.resize(passages_most);
  std::vector<ClausePlace> out;
  for (const TextPlace whole : found) out.push_back(place_of(seen, whole));
  return out;
}

json::object details(const Clause& clause, std::string_view problem) { return {{"clause", clause.name}, {"problem", problem}}; }

void check_contains(const Clause& clause, const SeenText& seen, const std::vector<ClausePlace>& places, Checking& checking) {
  for (const Regex& pattern : clause.contains) {
    if (std::ranges::any_of(places, [&](const ClausePlace& place) { return pattern.found_in(place.text.searchable(), checking.patience()); })) continue;
    auto found = details(clause, "deviating");
    found["expected"] = pattern.pattern();
    checking.violated(seen, places.front().whole, std::move(found),
                      {fmt::format("The clause \"{}\" does not say: {}.", clause.name, pattern.pattern()), fmt::format("“{}”条款未约定：{}。", clause.name, pattern.pattern())});
  }
}

void check_not_contains(const Clause& clause, const SeenText& seen, const ClausePlace& place, Checking& checking) {
  for (const Regex& pattern : clause.not_contains)
    for (const auto& match : pattern.matches(place.text.searchable(), checking.patience(), 10)) {
      const TextPlace at{place.whole.start + match.whole.start, place.whole.start + match.whole.end};
      if (at.start == at.end) continue;
      auto found = details(clause, "deviating");
      found["forbidden"] = pattern.pattern();
      const std::string quote(slice(seen.text->text(), at.start, at.end));
      checking.violated(seen, at, std::move(found), {fmt::format("The clause \"{}\" may not say \"{}\".", clause.name, quote), fmt::format("“{}”条款不得约定“{}”。", clause.name, quote)});
    }
}

// "30 days", "thirty (30) days", 30个工作日: a bracket, a space or a measure word may stand between.
bool has_unit(std::u32string_view text, const NumberAt& number, const std::vector<std::u32string>& units) {
  std::size_t at = number.end;
  while (at < text.size() && std::u32string_view(U" )）-个").find(text[at]) != std::u32string_view::npos) ++at;
  return std::ranges::any_of(units, [&](const std::u32string& unit) {
    return text.substr(at).starts_with(unit) || text.substr(0, number.end).ends_with(unit) || text.substr(number.end).starts_with(unit);
  });
}

// The same characters one for one, so that places stay: capitals small, white space a space.
std::u32string lowered(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    out.push_back(is_space(c) ? U' ' : c >= U'A' && c <= U'Z' ? c + 32 : c);
  }
  return out;
}

void check_number(const Clause& clause, const SeenText& seen, TextPlace at, double value, Checking& checking) {
  const Numbers& numbers = *clause.numbers;
  const bool few = numbers.least && value < *numbers.least;
  if (!few && !(numbers.most && value > *numbers.most)) return;
  const double limit = few ? *numbers.least : *numbers.most;
  auto found = details(clause, "deviating");
  found["value"] = number_value(value);
  found["limit"] = number_value(limit);
  checking.violated(seen, at, std::move(found),
                    {fmt::format("The clause \"{}\" says {} {}; {} {} are allowed.", clause.name, value, numbers.unit_shown, few ? "at least" : "at most", limit),
                     fmt::format("“{}”条款约定为 {} {}，应{} {}。", clause.name, value, numbers.unit_shown, few ? "不少于" : "不超过", limit)});
}

void check_numbers(const Clause& clause, const SeenText& seen, const std::vector<ClausePlace>& places, Checking& checking) {
  if (!clause.numbers) return;
  bool any = false;
  for (const ClausePlace& place : places) {
    const std::u32string text = lowered(place.text.text());
    for (const NumberAt& number : numbers_in(place.text.text())) {
      if (!has_unit(text, number, clause.numbers->units)) continue;
      any = true;
      check_number(clause, seen, {place.whole.start + number.start, place.whole.start + number.end}, number.value, checking);
    }
    checking.patience().check();
  }
  if (any) return;
  const std::string& unit = clause.numbers->unit_shown;
  checking.violated(seen, places.front().whole, details(clause, "deviating"),
                    {fmt::format("The clause \"{}\" names no number of {}.", clause.name, unit), fmt::format("“{}”条款未约定具体数值（{}）。", clause.name, unit)});
}

void check_document(const Clause& clause, const SeenText& seen, Checking& checking) {
  const auto places = passages(clause, seen, checking.patience());
  if (places.empty()) {
    if (!clause.optional) checking.violated(seen, details(clause, "missing"), {fmt::format("The clause \"{}\" is missing.", clause.name), fmt::format("缺少“{}”条款。", clause.name)});
    return;
  }
  check_contains(clause, seen, places, checking);
  for (const ClausePlace& place : places) check_not_contains(clause, seen, place, checking);
  check_numbers(clause, seen, places, checking);
}

std::optional<Numbers> read_numbers(MapReader& settings) {
  auto map = settings.map("numbers");
  if (!map) return {};
  Numbers numbers{.least = map->number("min"), .most = map->number("max")};
  const auto units = map->texts("unit");
  map->need("unit");
  map->need_one_of(std::to_array<std::string_view>({"min", "max"}));
  map->finish();
  for (const auto& unit : units) numbers.units.push_back(lowered(unit));
  if (!units.empty()) numbers.unit_shown = units.front();
  return numbers;
}

Check read(MapReader& settings) {
  Clause clause{.target = read_target(settings, Documents::yes), .name = settings.text("clause"), .headings = settings.texts("headings"), .keywords = settings.texts("keywords")};
  const bool ignore_case = !settings.flag("match_case");
  clause.patterns = settings.patterns("patterns", ignore_case);
  clause.contains = settings.patterns("contains", ignore_case);
  clause.not_contains = settings.patterns("not_contains", ignore_case);
  clause.numbers = read_numbers(settings);
  clause.optional = settings.flag("optional");
  settings.need_one_of(std::to_array<std::string_view>({"headings", "keywords", "patterns"}));
  if (clause.name.empty()) clause.name = !clause.headings.empty() ? clause.headings.front() : !clause.keywords.empty() ? clause.keywords.front() : settings.text("id");
  return [=](Checking& checking) {
    for (const SeenText& seen : checking.texts(clause.target)) check_document(clause, seen, checking);
  };
}

}  // namespace

extern const CheckKind clause_check;
const CheckKind clause_check{
    "clause", "a document has the clause (an article whose heading holds one of `headings`, else paragraphs with `keywords` or `patterns`), and there it says all of `contains` and none of `not_contains` (regular expressions), and its `numbers` with this `unit` lie from `min` to `max`; `optional: true` asks only what it says where it stands",
    "{id: payment-term, kind: clause, clause: 付款, headings: [付款, Payment], contains: ['发票|invoice'], not_contains: [预付全款], numbers: {unit: [日, 天, days], max: 30}, message: {en: Payment is due within 30 days of the invoice., zh: 付款期限不得超过收到发票后 30 天。}}",
    R"({"documents":{"contract":"第四条 交货\n乙方应在60日内交货。\n\n第五条 付款方式\n甲方收到发票后45日内付款。\n\n第六条 保密\n双方应当保密。"}})",
    R"({"documents":{"contract":"Article 4 Delivery\nWithin 60 days.\n\nArticle 5 Payment\nThe buyer shall pay within thirty (30) days of the invoice.\n\nArticle 6 Term"}})", read};

}  // namespace gw
