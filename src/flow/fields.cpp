#include "flow/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "rules/date.h"
#include "rules/folded_text.h"
#include "rules/number.h"

namespace gw {
namespace {

constexpr std::uint32_t near_most = 200, line_cost = 60, before_cost = 40;  // characters
constexpr std::string_view alias_mark = " = ";

// Shapes of dates; what is none on the calendar is dropped by read_date.
constexpr std::string_view date_shapes =
    "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}(?![0-9])|[0-9]{4} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]|"
    "[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]|"
    "[0-9]{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?,?\\s+[0-9]{4}|"
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?\\s+[0-9]{1,2}(?:st|nd|rd|th)?,?\\s+[0-9]{4}|"
    "[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}(?![0-9])";
constexpr std::string_view email_shape = "[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}\\.[A-Za-z]{2,24}(?![A-Za-z0-9-])";

const Regex& date_regex() {
  static const Regex out = Regex::parse(date_shapes, true);
  return out;
}
const Regex& email_regex() {
  static const Regex out = Regex::parse(email_shape);
  return out;
}

std::vector<std::string> texts_of(const Yaml& field, std::string_view name) {
  std::vector<std::string> out;
  if (const Yaml* list = field.find(name))
    for (const auto& item : list->items) out.push_back(item.text);
  return out;
}

std::string text_of(const Yaml& field, std::string_view name) {
  const Yaml* value = field.find(name);
  return value == nullptr || !value->is_scalar() ? "" : value->text;
}

struct Alias { std::string value; std::vector<std::string> names; };
Alias alias_of(const std::string& written) {
  const auto mark = written.find(alias_mark);
  if (mark == written.npos) return {written, {written}};
  Alias out{std::string(trim(std::string_view(written).substr(0, mark))), {}};
  out.names.push_back(out.value);
  for (const auto one : split(std::string_view(written).substr(mark + alias_mark.size()), ','))
    if (!trim(one).empty()) out.names.emplace_back(trim(one));
  return out;
}

}  // namespace

std::vector<FieldWanted> fields_wanted(const Yaml& fields) {
  std::vector<FieldWanted> out;
  for (const auto& field : fields.items) {
    FieldWanted one{.name = text_of(field, "name"), .pattern = text_of(field, "pattern"), .kind = text_of(field, "kind"), .model = text_of(field, "model"), .clause = text_of(field, "clause")};
    one.words = texts_of(field, "words");
    one.near = texts_of(field, "near");
    one.required = text_of(field, "required") == "true";
    if (one.clause.empty()) one.clause = one.name;
    out.push_back(std::move(one));
  }
  return out;
}

void check_fields(const Yaml& fields, std::vector<Problem>& problems) {
  std::vector<std::string> names;
  for (const auto& field : fields.items) {
    if (!field.is_map()) continue;
    const Yaml *name = field.find("name"), *pattern = field.find("pattern"), *words = field.find("words"), *kind = field.find("kind"), *model = field.find("model");
    if (name != nullptr && name->is_scalar()) {
      if (std::ranges::find(names, name->text) != names.end()) problems.push_back({name->place, fmt::format("two fields are called \"{}\"; each needs its own name", name->text)});
      names.push_back(name->text);
    }
    if (const int ways = (pattern != nullptr) + (words != nullptr) + (kind != nullptr && text_of(field, "kind") != "sentence") + (model != nullptr); ways != 1)
      problems.push_back({field.place, ways == 0 ? "it is not said how the field is found: by pattern, words, kind or model" : "a field is found in one way: by pattern, words, kind or model"});
    if (text_of(field, "kind") == "sentence" && model == nullptr) problems.push_back({kind->place, "a sentence is found by a model; name one of kind clauses under \"model\""});
    if (field.find("clause") != nullptr && model == nullptr) problems.push_back({field.find("clause")->place, "\"clause\" belongs to a field with a model; leave it out"});
    if (pattern == nullptr || !pattern->is_scalar()) continue;
    try {
      Regex::parse(pattern->text);
    } catch (const Error& e) {
      std::string message = e.message();
      if (message.ends_with('.')) message.pop_back();
      problems.push_back({pattern->place, std::move(message)});
    }
  }
}

struct FieldText::Inside {
  explicit Inside(std::string_view text) : text(text), searchable(text), folded(text) {
    std::uint32_t at = 0;
    for (std::size_t byte = 0; byte < text.size(); ++at)
      if (decode(text, byte) == U'\n') lines.push_back(at);
  }

  struct Candidate { json::value value; TextPlace place; };

  std::vector<TextPlace> near_places(const std::vector<std::string>& words, const Patience& patience) const {
    std::vector<TextPlace> out;
    for (const auto& found : Phrases(words).in(folded, patience)) out.push_back(found.place);
    return out;
  }

  std::uint32_t lines_between(std::uint32_t from, std::uint32_t to) const {
    return static_cast<std::uint32_t>(std::upper_bound(lines.begin(), lines.end(), to) - std::upper_bound(lines.begin(), lines.end(), from));
  }

  // How far a candidate is from the nearest of the words; a candidate behind its word is nearer than one before it. None when all are far.
  std::optional<std::uint32_t> distance(const TextPlace& place, const std::vector<TextPlace>& words) const {
    std::optional<std::uint32_t> out;
    for (const auto& word : words) {
      std::uint32_t here = 0;
      if (place.start >= word.end) here = place.start - word.end + lines_between(word.end, place.start) * line_cost;
      else if (word.start >= place.end) here = word.start - place.end + before_cost + lines_between(place.end, word.start) * line_cost;
      if (here <= near_most && (!out || here < *out)) out = here;
    }
    return out;
  }

  FieldFound choose(const std::vector<Candidate>& candidates, const std::vector<std::string>& near, bool sure, const Patience& patience) const {
    const Candidate* best = nullptr;
    if (near.empty()) {
      if (!candidates.empty()) best = &candidates.front();
    } else {
      const auto words = near_places(near, patience);
      std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
      for (const auto& candidate : candidates)
        if (const auto away = distance(candidate.place, words); away && *away < least) {
          least = *away;
          best = &candidate;
        }
    }
    if (best == nullptr) return {};
    std::vector<json::value> different;
    for (const auto& candidate : candidates)
      if (std::ranges::find(different, candidate.value) == different.end() && different.size() < 100) different.push_back(candidate.value);
    return {best->value, best->place, sure || !near.empty() ? 1.0 : 1.0 / static_cast<double>(different.size())};
  }

  std::vector<Candidate> by_pattern(const Regex& pattern, const Patience& patience) const {
    std::vector<Candidate> out;
    for (const auto& match : pattern.matches(searchable, patience)) {
      const TextPlace place = !match.groups.empty() && match.groups[0] ? *match.groups[0] : match.whole;
      if (place.start < place.end) out.push_back({json::value(slice(text, place.start, place.end)), place});
    }
    return out;
  }

  std::vector<Candidate> by_words(const std::vector<std::string>& words, const Patience& patience) const {
    std::vector<std::string> names, values;
    for (const auto& written : words) {
      const Alias alias = alias_of(written);
      for (const auto& name : alias.names) {
        names.push_back(name);
        values.push_back(alias.value);
      }
    }
    std::vector<Candidate> out;
    for (const auto& found : Phrases(names).in(folded, patience)) out.push_back({json::value(values[found.phrase]), found.place});
    return out;
  }

  std::vector<Candidate> by_kind(std::string_view kind, const Patience& patience) const {
    std::vector<Candidate> out;
    if (kind == "email") return by_pattern(email_regex(), patience);
    if (kind == "date") {
      for (auto& candidate : by_pattern(date_regex(), patience))
        if (const auto day = read_date(slice(text, candidate.place.start, candidate.place.end))) out.push_back({json::value(iso_date(*day)), candidate.place});
      return out;
    }
    for (const auto& number : numbers_in(text))
      if (kind == "number" || number.money) out.push_back({json::value(number.value), {number.start, number.end}});
    return out;
  }

  std::string_view text;
  Searchable searchable;
  FoldedText folded;
  std::vector<std::uint32_t> lines;  // where lines end
};

FieldText::FieldText(std::string_view text) : inside_(std::make_unique<Inside>(text)) {}
FieldText::~FieldText() = default;

FieldFound FieldText::find(const FieldWanted& field) const {
  const Patience patience;
  if (!field.pattern.empty()) return inside_->choose(inside_->by_pattern(Regex::parse(field.pattern), patience), field.near, true, patience);
  if (!field.words.empty()) return inside_->choose(inside_->by_words(field.words, patience), field.near, false, patience);
  return inside_->choose(inside_->by_kind(field.kind, patience), field.near, false, patience);
}

std::string_view FieldText::slice_of(TextPlace place) const { return slice(inside_->text, place.start, place.end); }

}  // namespace gw
