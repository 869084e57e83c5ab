// The files of a proposed application.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "learn/propose.h"
#include "rules/number.h"
#include "rules/values.h"

namespace gw {
namespace {

using Is = Column::Is;
constexpr std::size_t text_most = 20'000, value_most = 500, enum_most = 50;

// A text as YAML reads it between double quotes. What would be an expression is none.
std::string in_quotes(std::string_view text) {
  std::string plain(text);
  for (std::size_t at = 0; (at = plain.find("${", at)) != plain.npos; at += 3) plain.insert(at, "$");
  return json::serialize(json::value(plain));
}

// "customer_name" as "Customer name".
std::string title_of(std::string_view word) {
  std::string out(word);
  std::ranges::replace(out, '-', ' ');
  std::ranges::replace(out, '_', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

bool is_number_input(const Column& column) { return column.is == Is::number; }

std::string title_in_yaml(const Column& column) {
  const Words& title = column.title;
  return title.en == title.zh ? fmt::format("title: {}", in_quotes(title.en)) : fmt::format("title: {{en: {}, zh: {}}}", in_quotes(title.en), in_quotes(title.zh));
}

std::string input_schema(const Column& column, bool required) {
  const std::string title = title_in_yaml(column);
  if (is_number_input(column)) return required ? fmt::format("{{type: number, {}}}", title) : fmt::format("{{type: [number, \"null\"], default: null, {}}}", title);
  return fmt::format("{{type: string, maxLength: {}, {}{}}}", column.is == Is::text ? text_most : value_most, title, required ? "" : ", default: \"\"");
}

// A value as the input of its column takes it.
json::value value_for(const Column& column, const json::value& value) {
  if (is_number_input(column)) {
    if (is_number(value)) return value;
    const auto number = read_number(written(value));
    return number ? json::value(*number) : json::value(nullptr);
  }
  return json::value(slice(written(value), 0, column.is == Is::text ? text_most : value_most));
}

json::object inputs_of(const Proposal& p, const json::object& row) {
  json::object out;
  for (const std::size_t i : p.inputs)
    if (const auto* value = row.if_contains(p.columns[i].name)) out[p.columns[i].word] = value_for(p.columns[i], *value);
  // What must be given and was not is the empty text.
  const Column& required = p.columns[required_input(p)];
  if (!out.contains(required.word)) out[required.word] = is_number_input(required) ? json::value(0) : json::value("");
  return out;
}

std::vector<std::string> words_from(const Proposal& p, std::initializer_list<Is> kinds) {
  std::vector<std::string> out;
  const auto put = [&](std::size_t i) {
    if (std::ranges::find(kinds, p.columns[i].is) != kinds.end() && std::ranges::find(out, p.columns[i].word) == out.end()) out.push_back(p.columns[i].word);
  };
  put(required_input(p));
  for (const std::size_t i : p.inputs) put(i);
  return out;
}

std::string line(std::string_view text) { return std::string(text) + "\n"; }

}  // namespace

std::size_t required_input(const Proposal& p) {
  if (p.title) return *p.title;
  const auto text = std::ranges::find_if(p.inputs, [&](std::size_t i) { return p.columns[i].is == Is::text; });
  return text != p.inputs.end() ? *text : p.inputs.front();
}

std::string proposed_yaml(const Proposal& p, const ProposedGate& gate) {
  const Column& target = p.columns[p.target];
  const std::string& word = target.word;
  const std::string title = title_of(p.app);
  auto texts = words_from(p, {Is::text, Is::value});
  const auto labels = words_from(p, {Is::label});
  if (texts.empty()) texts = labels.empty() ? words_from(p, {Is::number}) : labels;

  std::string out;
  out += line(fmt::format("name: {}", p.app));
  out += line(fmt::format("title: {{en: {}, zh: {}}}", in_quotes(title), in_quotes(title)));
  out += line(fmt::format("purpose: {{en: {}, zh: {}}}", in_quotes(fmt::format("Says {} from past records; what is not sure goes to a person.", target.title.en)), in_quotes(fmt::format("根据历史记录判断“{}”；没有把握的交给人处理。", target.name))));
  out += "\ninputs:\n";
  for (const std::size_t i : p.inputs) out += line(fmt::format("  {}: {}", p.columns[i].word, input_schema(p.columns[i], i == required_input(p))));
  out += "\noutputs:\n";
  out += line(fmt::format("  {}: {{type: string, {}}}", word, title_in_yaml(target)));
  out += line(word == "confidence" ? "" : "  confidence: {type: [number, \"null\"], minimum: 0, maximum: 1, title: {en: Confidence, zh: 把握}}");

  out += "models:\n";
  out += line(fmt::format("  {}:", word));
  out += line(fmt::format("    kind: {}", p.kind));
  out += line(fmt::format("    from: records/{}.jsonl", p.app));
  std::string inputs, asked;
  const auto input = [&](std::string_view name, std::string_view column) {
    inputs += fmt::format("{}{}: {}", inputs.empty() ? "" : ", ", name, column);
    asked += fmt::format("{}{}: \"${{inputs.{}}}\"", asked.empty() ? "" : ", ", name, column);
  };
  if (p.kind == "people") {
    if (p.title) input("title", p.columns[*p.title].word);
    if (p.text) input("text", p.columns[*p.text].word);
    if (p.place) input("place", p.columns[*p.place].word);
  } else {
    for (const std::size_t i : p.inputs) input(p.columns[i].word, p.columns[i].word);
  }
  out += line(fmt::format("    inputs: {{{}}}", inputs));
  out += line(fmt::format("    label: {}", word));
  if (p.time) out += line("    time: time");

  std::string text;
  for (const auto& one : texts) text += fmt::format("{}${{inputs.{}}}", text.empty() ? "" : "\\n", one);
  out += "\nsteps:\n";
  out += line(fmt::format("  - id: past\n    kind: similar\n    records: records/{}.jsonl\n    text: \"{}\"\n    like: [{}]\n    decided: {}\n    k: 10", p.app, text, fmt::join(texts, ", "), word));
  out += line(fmt::format("  - id: model\n    kind: classify\n    model: {}\n    inputs: {{{}}}", word, asked));
  out += line("  - id: choose\n    kind: decide\n    answer: ${steps.model.best.label}\n    confidence: ${steps.model.best.confidence}\n    threshold: 0.5\n    on_refuse: person");
  out += line(fmt::format("  - id: person\n    kind: review\n    when: ${{steps.choose.status == \"refused\"}}\n    ask: {{en: {}, zh: {}}}\n    group: experts\n    propose: ${{steps.model.best.label}}\n"
                          "    show: {{likely: \"${{steps.model.labels}}\", past: \"${{steps.past.labels}}\"}}",
                          in_quotes(fmt::format("Which {} is right?", target.title.en)), in_quotes(fmt::format("正确的“{}”是什么？", target.name))));
  out += "\noutput:\n";
  out += line(fmt::format("  {}: ${{steps.person.answer ?? steps.choose.answer}}", word));
  if (word != "confidence") out += line("  confidence: ${steps.choose.confidence}");
  out += line(fmt::format("\ncases: {{file: cases/{}.jsonl, grade: {{{}: exact}}}}", p.app, word));
  out += line(fmt::format("gate: {{correct_at_least: {:.2f}, wrong_at_most: {:.2f}}}", gate.correct_at_least, gate.wrong_at_most));
  out += "# A sketch: put in what it takes by hand and what a mistake costs.\n";
  out += line("value: {minutes_by_hand: 5, minutes_to_check: 1, hourly_cost: 40, error_cost: 0, currency: EUR}");
  return out;
}

std::string proposed_records(const Proposal& p, const RecordTable& table) {
  std::string out;
  for (std::size_t i = 0; i < p.records; ++i) {
    const json::object& row = table.rows[p.order[i]];
    json::object record = inputs_of(p, row);
    if (p.id)
      if (const auto* id = row.if_contains(p.columns[*p.id].name)) record["id"] = written(*id);
    if (p.time)
      if (const auto* time = row.if_contains(p.columns[*p.time].name)) record["time"] = *time;
    record[p.columns[p.target].word] = written(row.at(p.columns[p.target].name));
    out += json_text(record) + "\n";
  }
  return out;
}

std::string proposed_cases(const Proposal& p, const RecordTable& table) {
  std::string out;
  std::set<std::string> ids;
  for (std::size_t i = p.records; i < p.order.size(); ++i) {
    const json::object& row = table.rows[p.order[i]];
    std::string id = fmt::format("row {}", table.lines[p.order[i]]);
    if (p.id)
      if (const auto* value = row.if_contains(p.columns[*p.id].name); value != nullptr && !ids.contains(written(*value))) id = written(*value);
    ids.insert(id);
    json::object one{{"id", id}, {"inputs", inputs_of(p, row)}, {"expected", json::object{{p.columns[p.target].word, written(row.at(p.columns[p.target].name))}}}};
    if (p.time)
      if (const auto* time = row.if_contains(p.columns[*p.time].name)) one["time"] = written(*time);
    if (i >= p.records + p.open) one["sealed"] = true;
    out += json_text(one) + "\n";
  }
  return out;
}

}  // namespace gw
