#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "rules/check_kind.h"
#include "rules/date.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

enum class Reads : std::uint8_t { text, number, date };
constexpr auto readings = std::to_array<std::string_view>({"text", "number", "date"});

struct Consistent {
  RuleTarget fields, documents;
  std::vector<Regex> patterns;
  Reads as = Reads::text;
  bool amounts = false;
};

// One place that states the fact. `key` is equal where the same is said; "" where it cannot be read.
struct Statement {
  std::string key, shown, field;
  SeenText document;
  TextPlace place;
};

std::string key_of(const std::string& text, Reads as) {
  switch (as) {
    case Reads::number: {
      const auto number = read_number(text);
      return number ? json_text(number_value(*number)) : "";
    }
    case Reads::date: {
      const auto day = read_date(text);
      return day ? iso_date(*day) : "";
    }
    default: break;
  }
  std::string out;
  for (char32_t c : folded(text))
    if (c != U' ') encode(c, out);
  return out;
}

void say(Checking& checking, const Statement& statement, const std::string& expected) {
  const Sentence says = expected.empty() ? Sentence{fmt::format("\"{}\" cannot be read here.", statement.shown), fmt::format("无法识别“{}”。", statement.shown)}
                                         : Sentence{fmt::format("\"{}\" stands here, \"{}\" elsewhere.", statement.shown, expected), fmt::format("此处为“{}”，别处为“{}”。", statement.shown, expected)};
  json::object found{{"value", statement.shown}, {"expected", expected}};
  if (statement.document.text != nullptr) checking.violated(statement.document, statement.place, std::move(found), says);
  else checking.violated(Breach{.field = statement.field, .found = std::move(found), .says = says});
}

// What most places say is what the others are held against; the first to be said among equals.
const Statement& accepted(const std::vector<Statement>& all) {
  std::map<std::string, std::size_t> counts;
  for (const auto& statement : all)
    if (!statement.key.empty()) ++counts[statement.key];
  return *std::ranges::max_element(all, {}, [&](const Statement& statement) { return statement.key.empty() ? 0 : counts[statement.key]; });
}

std::vector<Statement> statements(const Consistent& rule, Checking& checking) {
  std::vector<Statement> out;
  for (const SeenValue& seen : checking.values(rule.fields)) {
    const std::string text = written(seen.value);
    out.push_back({.key = key_of(text, rule.as), .shown = text, .field = seen.field});
  }
  if (rule.patterns.empty()) return out;
  for (const SeenText& seen : checking.documents(rule.documents))
    for (const Regex& pattern : rule.patterns)
      for (const auto& match : pattern.matches(seen.text->searchable(), checking.patience())) {
        const TextPlace place = match.groups.empty() ? match.whole : match.groups[0].value_or(match.whole);
        const std::string text(slice(seen.text->text(), place.start, place.end));
        out.push_back({.key = key_of(text, rule.as), .shown = text, .document = seen, .place = place});
      }
  return out;
}

void check_statements(const Consistent& rule, Checking& checking) {
  const auto all = statements(rule, checking);
  if (all.empty()) return;
  const Statement& right = accepted(all);
  for (const Statement& statement : all) {
    if (statement.key.empty()) say(checking, statement, "");
    else if (statement.key != right.key) say(checking, statement, right.shown);
  }
}

// In one paragraph that has amounts in capital numerals and in figures, each capital one has its equal among the figures.
void check_paragraph(const SeenText& seen, std::span<const NumberAt> numbers, Checking& checking) {
  const auto is_figure = [](const NumberAt& number) { return !number.formal; };
  const bool any_money = std::ranges::any_of(numbers, [&](const NumberAt& number) { return is_figure(number) && number.money; });
  for (const NumberAt& formal : numbers) {
    if (!formal.formal || !formal.money) continue;
    checking.looked();
    const NumberAt* nearest = nullptr;
    bool same = false;
    for (const NumberAt& figure : numbers) {
      if (!is_figure(figure) || (any_money && !figure.money)) continue;
      same |= same_value(number_value(figure.value), number_value(formal.value));
      const auto distance = [&](const NumberAt& n) { return n.start > formal.start ? n.start - formal.start : formal.start - n.start; };
      if (nearest == nullptr || distance(figure) < distance(*nearest)) nearest = &figure;
    }
    if (same || nearest == nullptr) continue;
    const std::string figures(slice(seen.text->text(), nearest->start, nearest->end)), capitals(slice(seen.text->text(), formal.start, formal.end));
    checking.violated(seen, TextPlace{formal.start, formal.end}, {{"value", number_value(formal.value)}, {"expected", number_value(nearest->value)}},
                      {fmt::format("{} in capitals is not {} in figures.", capitals, figures), fmt::format("大写金额“{}”与小写金额“{}”不一致。", capitals, figures)});
  }
}

void check_amounts(const SeenText& seen, Checking& checking) {
  const std::string& text = seen.text->text();
  std::uint32_t from = 0;
  for (std::size_t byte = 0; byte < text.size() && !checking.full();) {
    const std::size_t end = std::min(text.find('\n', byte), text.size());
    const std::string_view line = std::string_view(text).substr(byte, end - byte);
    auto numbers = numbers_in(line);
    for (NumberAt& number : numbers) number = {number.value, number.start + from, number.end + from, number.formal, number.money};
    check_paragraph(seen, numbers, checking);
    checking.patience().check();
    from += static_cast<std::uint32_t>(count_code_points(line)) + 1;
    byte = end + 1;
  }
}

Check read(MapReader& settings) {
  Consistent rule;
  rule.fields.fields = settings.expressions("field");
  rule.documents.documents = settings.texts("document");
  rule.documents.all_documents = rule.documents.documents.empty();
  rule.patterns = settings.patterns("patterns", false);
  rule.as = static_cast<Reads>(settings.choice("as", readings));
  rule.amounts = settings.flag("amounts");
  settings.need_one_of(std::to_array<std::string_view>({"field", "patterns", "amounts"}));
  return [=](Checking& checking) {
    check_statements(rule, checking);
    if (!rule.amounts) return;
    const auto documents = checking.documents(rule.documents);
    for (const SeenText& seen : documents) check_amounts(seen, checking);
  };
}

}  // namespace

extern const CheckKind consistent_check;
const CheckKind consistent_check{
    "consistent", "the same fact is the same everywhere: fields and what `patterns` find in documents (the first group), read `as` text, number or date; `amounts: true` compares amounts in figures with those in capital numerals",
    "{id: same-amount, kind: consistent, amounts: true, patterns: '合同总价[：:]?\\s*(?:人民币)?([¥￥]?[\\d,.]+)', as: number, field: amount, message: {en: \"${found.value} is not ${found.expected}.\", zh: \"金额不一致：${found.quote}。\"}}",
    R"({"fields":{"amount":12300},"documents":{"contract":"合同总价：¥12,300.00元（大写：壹万贰仟肆佰元整）"}})",
    R"({"fields":{"amount":12300},"documents":{"contract":"合同总价：¥12,300.00元（大写：壹万贰仟叁佰元整）"}})", read};

}  // namespace gw
