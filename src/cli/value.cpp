// outcome and value: what became of results, and what an app is worth.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/person.h"
#include "cli/tongue.h"
#include "learn/collect.h"
#include "learn/value.h"

namespace gw::cli {
namespace {

std::string money(const std::optional<double>& amount) { return amount ? fmt::format("{:.2f}", *amount) : ""; }

}  // namespace

int outcome(const Call& call, const OutcomeArguments& arguments) {
  House house = call.house();
  const auto given = give_outcome(house.runner, arguments.run, arguments.kind, arguments.amount, arguments.note, caller_for(house.store, arguments.as));
  if (call.common.json) print_json(outcome_json(given));
  else print_line(fmt::format("Kept: {}{}.", given.kind, given.amount == 0 ? "" : fmt::format(", {:.2f}", given.amount)));
  return 0;
}

int value(const Call& call, const ValueArguments& arguments) {
  House house = call.house();
  collect(house.runner);
  const AppValue found = value_of(house.runner, arguments.app, arguments.months);
  if (call.common.json) {
    print_json(value_json(found));
    return 0;
  }
  Table table({"MONTH", "RUNS", "DONE", "REFUSED", "FAILED", "PEOPLE", "NEEDED A MODEL", "MINUTES SAVED", "SAVED", "AVOIDED", "EARNED", "COST"});
  for (const auto& month : found.months) {
    const auto& c = month.counts;
    table.row({c.month, fmt::format("{}", c.runs()), fmt::format("{}", c.done), fmt::format("{}", c.refused), fmt::format("{}", c.failed), fmt::format("{}", c.people),
               c.runs() == 0 ? "" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(c.needed_model) / static_cast<double>(c.runs())),
               month.minutes_saved ? fmt::format("{:.0f}", *month.minutes_saved) : "", money(month.saved), money(month.avoided), money(month.earned), money(month.cost)});
  }
  table.print();
  if (tongue_of(house) == Tongue::zh) print_line(fmt::format("{}{} 人使用过。{}", found.currency.empty() ? "" : fmt::format("金额单位：{}。", found.currency), found.users, found.method.zh));
  else print_line(fmt::format("{}{} used it. {}", found.currency.empty() ? "" : fmt::format("Money in {}. ", found.currency), found.users == 1 ? "1 person" : fmt::format("{} people", found.users), found.method.en));
  return 0;
}

}  // namespace gw::cli
