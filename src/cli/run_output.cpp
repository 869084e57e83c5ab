#include "cli/run_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/result.h"
#include "cli/output.h"
#include "flow/artifacts.h"
#include "flow/run_table.h"

namespace gw::cli {
namespace {

constexpr std::size_t evidence_most = 5;

constexpr std::size_t items_most = 3, item_columns = 140;

std::string short_number(double number) {
  if (std::abs(number) < 100) return fmt::format("{:.3g}", number);
  std::string out = fmt::format("{:.2f}", number);
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out;
}

// For people: numbers in short, of lists the first few; --json has all of it.
std::string shown(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_double()) return short_number(value.get_double());
  if (const auto* list = value.if_array()) {
    std::string out;
    for (std::size_t i = 0; i < std::min(items_most, list->size()); ++i) out += (i == 0 ? "" : "; ") + shown((*list)[i]);
    if (list->size() > items_most) out += fmt::format("; … and {} more", list->size() - items_most);
    return list->empty() ? "none" : out;
  }
  if (const auto* object = value.if_object()) {
    std::string out;
    for (const auto& member : *object)
      if (const std::string text = shown(member.value()); !text.empty() && !member.value().is_null()) out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", std::string_view(member.key()), one_line(text, item_columns));
    return out;
  }
  return json_text(value);
}

void print_output(std::string_view name, const json::value& value) {
  const auto* list = value.if_array();
  if (list == nullptr || list->empty() || std::ranges::none_of(*list, [](const json::value& one) { return one.is_object(); })) return print_line(fmt::format("{}: {}", name, shown(value)));
  print_line(fmt::format("{}:", name));
  for (std::size_t i = 0; i < std::min(items_most, list->size()); ++i) print_line("  - " + one_line(shown((*list)[i]), item_columns));
  if (list->size() > items_most) print_line(fmt::format("  … and {} more; --json prints all", list->size() - items_most));
}

// The passages and records of the steps, without those that say the same again.
void print_evidence(const Run& run) {
  std::set<std::string> told;
  for (const auto& record : run.steps)
    for (const auto& evidence : record.evidence) {
      if (evidence.at.document.empty() && evidence.note.empty()) continue;
      if (evidence.of == Evidence::Of::passage && evidence.at.quote.empty()) continue;  // it came close, no more
      std::string line = evidence.at.document.empty() ? "  ↳ " : fmt::format("  ↳ {}{}", evidence.at.document, evidence.at.page ? fmt::format(", page {}", evidence.at.page) : "");
      if (!evidence.at.quote.empty()) line += fmt::format("{}{}", evidence.at.document.empty() ? "" : ": ", one_line(evidence.at.quote, 90));
      if (evidence.of == Evidence::Of::person) line += fmt::format("answered by {}", one_line(evidence.note, 90));
      else if (!evidence.note.empty()) line += fmt::format("{}{}", evidence.at.document.empty() && evidence.at.quote.empty() ? "" : " — ", one_line(evidence.note, 90));
      if (told.size() < evidence_most && told.insert(line).second) print_line(line);
    }
}

void print_steps(const std::vector<std::string>& ids, const Run& run) {
  for (const auto& record : run.steps) {
    const auto position = static_cast<std::size_t>(record.position);
    const std::string id = position < ids.size() ? ids[position] : fmt::format("{}", record.position);
    print_line(fmt::format("  {}{}: {}  {}  ({:.1f} ms)", id, record.item < 0 ? "" : fmt::format("[{}]", record.item), name_of(record.state),
                           one_line(record.reason.empty() ? json_text(record.result) : record.reason, 100), record.ms));
  }
}

}  // namespace

std::vector<std::string> ids_of(Runner& runner, const Run& run) {
  std::vector<std::string> out;
  const auto app = as_result([&] { return runner.app(run.app, run.version); });
  if (app)
    for (const auto& step : (*app)->steps) out.push_back(step.id);
  return out;
}

json::object short_json(const Run& run) {
  Run bare = run;
  bare.steps.clear();
  json::object out = run_json(bare, {});
  out.erase("steps");
  return out;
}

void print_task(const PersonTask& task) {
  std::string ask;
  if (const auto* words = task.asked.if_contains("ask")) ask = words->is_object() ? string_or(words->get_object(), "en") : shown(*words);
  print_line(fmt::format("Task {} ({}, for {}): {}", task.number, task.app, task.person.empty() ? (task.group.empty() ? "administrators" : task.group) : task.person, ask));
  if (const auto* show = task.asked.if_contains("show"); show != nullptr && show->is_object())
    for (const auto& member : show->get_object()) print_line(fmt::format("  {}: {}", std::string_view(member.key()), one_line(shown(member.value()), 100)));
  if (const auto* proposed = task.asked.if_contains("propose")) print_line(fmt::format("  proposed: {}", one_line(shown(*proposed), 100)));
}

void print_run(House& house, const Run& run, bool steps) {
  for (const auto& member : run.output) print_output(member.key(), member.value());
  if (run.state == RunState::refused) print_line(fmt::format("Refused: {}", run.reason));
  if (run.state == RunState::failed) print_line(fmt::format("Failed: {}", run.reason));
  if (run.state == RunState::done || run.state == RunState::refused) print_evidence(run);
  for (const auto& file : artifacts_of(house.store, run.id)) print_line(fmt::format("File {} ({} bytes): groundwork runs file {} {}", file.name, file.bytes, run.id, file.name));
  if (run.state == RunState::waiting) {
    print_line("Waiting for a person:");
    for (const auto& task : house.store.reading<std::vector<PersonTask>>([&](Db& db) { return tasks_of_run(db, run.id); }))
      if (task.state == "open") print_task(task);
  }
  if (run.state == RunState::sleeping) print_line("Sleeping before another try; `groundwork serve` or `groundwork runs resume` goes on with it.");
  if (steps) print_steps(ids_of(house.runner, run), run);
  say(fmt::format("run {}, {} version {}, {}", run.id, run.app, run.version, name_of(run.state)));
}

}  // namespace gw::cli
