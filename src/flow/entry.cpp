#include "flow/entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "flow/duration.h"
#include "flow/formula.h"
#include "flow/schema.h"

namespace gw {
namespace {

// One value held against its entry.
class Held {
 public:
  Held(const Entry& entry, const Yaml& yaml, Findings& findings) : entry_(entry), yaml_(yaml), findings_(findings) {}

  void check() {
    switch (entry_.takes) {
      case Takes::text: return check_text(yaml_);
      case Takes::words: return check_words();
      case Takes::number:
      case Takes::integer: return check_number();
      case Takes::boolean: return check_word("true or false", [](const json::value& v, std::string_view) { return v.is_bool(); });
      case Takes::choice: return check_choice();
      case Takes::file: return check_file();
      case Takes::name: return check_name();
      case Takes::duration: return check_duration();
      case Takes::condition: return check_condition();
      case Takes::value: return check_value(yaml_);
      case Takes::verbatim: return;
      case Takes::texts: return check_list("texts", [this](const Yaml& item) { check_text(item); });
      case Takes::values: return check_members([this](const YamlMember& member) { check_value(member.value); });
      case Takes::schema: read_schema(yaml_, findings_.problems); return;
      case Takes::schemas: return check_members([this](const YamlMember& member) { read_schema(member.value, findings_.problems); });
      case Takes::table: return check_table(yaml_, entry_.of, fmt::format("\"{}\"", entry_.name), findings_);
      case Takes::named:
        return check_members([this](const YamlMember& member) {
          if (!is_name(member.name))
            findings_.problems.push_back({member.place, fmt::format("\"{}\" has names of at most 64 letters, digits, hyphens, dots and underscores, not \"{}\"", entry_.name, member.name)});
          check_table(member.value, entry_.of, fmt::format("\"{}\" in \"{}\"", member.name, entry_.name), findings_);
        });
      case Takes::steps: return check_list("steps", [](const Yaml&) {});
      case Takes::tables: return check_list("tables", [this](const Yaml& item) { check_table(item, entry_.of, fmt::format("an item of \"{}\"", entry_.name), findings_); });
    }
  }

 private:
  void refuse(const Yaml& yaml, std::string message) { findings_.problems.push_back({yaml.place, std::move(message)}); }
  void must_be(const Yaml& yaml, std::string_view what) { refuse(yaml, fmt::format("\"{}\" must be {}, not {}", entry_.name, what, quoted(yaml))); }

  // Whether the scalar is left to the run (or refused because it may not be).
  bool is_formula(const Yaml& yaml) { return is_formula(yaml, entry_); }
  // `as`: what the scalar itself is, where the entry takes a list or table of it.
  bool is_formula(const Yaml& yaml, Takes as) {
    Entry inner = entry_;
    inner.takes = as;
    return is_formula(yaml, inner);
  }
  bool is_formula(const Yaml& yaml, const Entry& entry) {
    if (!yaml.is_scalar() || !has_formula(yaml.text)) return false;
    if (entry_.known == Known::at_check) refuse(yaml, fmt::format("\"{}\" is read before anything runs, so it cannot hold ${{...}}; write the value itself", entry_.name));
    else if (findings_.formula) findings_.formula(entry, yaml);
    return true;
  }

  template <class Good>
  void check_word(std::string_view what, Good good) {
    if (is_formula(yaml_)) return;
    if (!yaml_.is_scalar() || !good(json_of(yaml_), yaml_.text)) must_be(yaml_, what);
  }

  void check_text(const Yaml& yaml) {
    if (is_formula(yaml, Takes::text)) return;
    if (!yaml.is_scalar() || trim(yaml.text).empty()) must_be(yaml, "a text");
  }

  void check_words() {
    if (is_formula(yaml_)) return;
    read_words(yaml_, entry_.name, findings_.problems);
    for (const auto& member : yaml_.members) is_formula(member.value, Takes::text);
  }

  void check_number() {
    const bool whole = entry_.takes == Takes::integer;
    std::string what = whole ? "a whole number" : "a number";
    if (entry_.least != entry_.most) what += fmt::format(" from {} to {}", entry_.least, entry_.most);
    check_word(what, [&](const json::value& value, std::string_view) {
      if (!value.is_int64() && (whole || !value.is_double())) return false;
      const double number = value.to_number<double>();
      return entry_.least == entry_.most || (number >= entry_.least && number <= entry_.most);
    });
  }

  void check_choice() {
    if (is_formula(yaml_)) return;
    std::vector<std::string> choices(entry_.choices.begin(), entry_.choices.end());
    if (!yaml_.is_scalar()) return must_be(yaml_, fmt::format("one of {}", join(choices, ", ")));
    if (std::ranges::find(choices, yaml_.text) == choices.end()) refuse(yaml_, fmt::format("\"{}\" cannot be \"{}\"; {}", entry_.name, yaml_.text, or_rather(yaml_.text, choices)));
  }

  void check_file() {
    const std::size_t before = findings_.problems.size();
    check_text(yaml_);
    if (findings_.problems.size() > before || has_formula(yaml_.text)) return;
    if (yaml_.text.starts_with('/') || yaml_.text.find("..") != std::string::npos) return refuse(yaml_, fmt::format("\"{}\" is a path below the workspace, not {}", entry_.name, quoted(yaml_)));
    if (findings_.has_file && !findings_.has_file(yaml_.text)) refuse(yaml_, fmt::format("the workspace has no file {}", quoted(yaml_)));
  }

  void check_name() {
    check_word("a name of at most 64 letters, digits, hyphens, dots and underscores", [](const json::value&, std::string_view text) { return is_name(text); });
  }

  void check_duration() {
    if (is_formula(yaml_)) return;
    const auto duration = yaml_.is_scalar() ? read_duration(yaml_.text) : std::nullopt;
    if (!duration) return must_be(yaml_, "a duration like 500ms, 30s, 5m, 2h or 3d");
    const double seconds = static_cast<double>(duration->count()) / 1000;
    if (entry_.least != entry_.most && (seconds < entry_.least || seconds > entry_.most))
      must_be(yaml_, fmt::format("a duration from {} to {} seconds", entry_.least, entry_.most));
  }

  void check_condition() {
    const std::string_view text = yaml_.is_scalar() ? trim(yaml_.text) : std::string_view();
    if (yaml_.is_scalar() && !has_formula(text) && !text.empty())
      return refuse(yaml_, fmt::format("\"{}\" must be an expression in ${{...}}; write {}: ${{{}}}", entry_.name, entry_.name, text));
    if (!text.starts_with("${") || text.find("${", 2) != text.npos || !text.ends_with('}')) return must_be(yaml_, "one expression in ${...} and nothing beside it");
    is_formula(yaml_);
  }

  void check_value(const Yaml& yaml) {
    is_formula(yaml, Takes::value);
    for (const auto& item : yaml.items) check_value(item);
    for (const auto& member : yaml.members) check_value(member.value);
  }

  template <class Each>
  void check_list(std::string_view of, Each each) {
    if (entry_.takes == Takes::texts && is_formula(yaml_)) return;
    if (!yaml_.is_list()) return must_be(yaml_, fmt::format("a list of {}", of));
    if (yaml_.items.empty() && entry_.need == Need::required) return refuse(yaml_, fmt::format("\"{}\" is empty; it needs at least one item", entry_.name));
    for (const auto& item : yaml_.items) each(item);
  }

  template <class Each>
  void check_members(Each each) {
    if (entry_.takes == Takes::values && is_formula(yaml_)) return;
    if (!yaml_.is_map()) return must_be(yaml_, "a table of names and values");
    for (const auto& member : yaml_.members) each(member);
  }

  const Entry& entry_;
  const Yaml& yaml_;
  Findings& findings_;
};

}  // namespace

void check_table(const Yaml& yaml, const std::vector<Entry>& entries, std::string_view owner, Findings& findings) {
  const auto refuse = [&](Place place, std::string message) { findings.problems.push_back({place, std::move(message)}); };
  if (!yaml.is_map()) return refuse(yaml.place, fmt::format("{} must be a table (name: value), not {}", owner, quoted(yaml)));
  std::vector<std::string> names;
  for (const auto& entry : entries) names.emplace_back(entry.name);
  for (const auto& member : yaml.members) {
    const auto entry = std::ranges::find(entries, std::string_view(member.name), &Entry::name);
    if (entry == entries.end()) refuse(member.place, fmt::format("{} has no \"{}\"; {}", owner, member.name, or_rather(member.name, names)));
    else Held(*entry, member.value, findings).check();
  }
  for (const auto& entry : entries)
    if (entry.need == Need::required && yaml.find(entry.name) == nullptr) refuse(yaml.place, fmt::format("{} needs \"{}\": {}", owner, entry.name, entry.sentence));
}

bool is_word(std::string_view text) {
  constexpr std::size_t longest = 64;
  if (text.empty() || text.size() > longest || is_digit(static_cast<unsigned char>(text[0]))) return false;
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80 && (is_letter(c) || is_digit(c) || c == '_'); });
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 64;
  if (text.empty() || count_code_points(text) > longest) return false;
  for (std::size_t at = 0; at < text.size();) {
    const bool first = at == 0;
    const char32_t c = decode(text, at);
    if (is_letter(c) || is_digit(c)) continue;
    if (first || (c != '-' && c != '_' && c != '.')) return false;
  }
  return true;
}

}  // namespace gw
