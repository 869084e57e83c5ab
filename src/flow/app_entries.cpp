#include "flow/app_entries.h"

namespace gw {
namespace {

constexpr auto fixed = Known::at_check;

Entry cases_entry() {
  return {.name = "cases", .takes = Takes::table, .sentence = "the inputs with their standard answers that test the app", .of = {
    {.name = "file", .takes = Takes::file, .need = Need::required, .sentence = "a .jsonl or .csv file in the workspace, a case a line", .known = fixed},
    {.name = "grade", .takes = Takes::values, .sentence = "how each output is compared with the standard answer", .known = fixed},
  }};
}

Entry gate_entry() {
  return {.name = "gate", .takes = Takes::table, .sentence = "what must hold on the cases before a version goes live", .of = {
    {.name = "correct_at_least", .takes = Takes::number, .sentence = "the least share of correct cases", .least = 0, .most = 1, .known = fixed},
    {.name = "wrong_at_most", .takes = Takes::number, .sentence = "the greatest share of wrong cases among those answered", .least = 0, .most = 1, .known = fixed},
    {.name = "audit", .takes = Takes::number, .sentence = "the share of live answers that experts are asked to look at, to see whether `wrong_at_most` still holds", .standard = "0", .least = 0, .most = 1, .known = fixed},
  }};
}

Entry value_entry() {
  return {.name = "value", .takes = Takes::table, .sentence = "what a run is worth, against doing it by hand", .of = {
    {.name = "minutes_by_hand", .takes = Takes::number, .sentence = "minutes that a person needs without the app", .least = 0, .most = 100'000, .known = fixed},
    {.name = "minutes_to_check", .takes = Takes::number, .sentence = "minutes that a person needs to look at a result", .standard = "0", .least = 0, .most = 100'000, .known = fixed},
    {.name = "hourly_cost", .takes = Takes::number, .sentence = "what an hour of that person costs", .least = 0, .most = 100'000, .known = fixed},
    {.name = "error_cost", .takes = Takes::number, .sentence = "what a wrong result costs on average", .standard = "0", .least = 0, .most = 1e9, .known = fixed},
    {.name = "errors_by_hand", .takes = Takes::number, .sentence = "the share of results that are wrong when done by hand; without it nothing is counted as avoided", .least = 0, .most = 1, .known = fixed},
    {.name = "currency", .takes = Takes::text, .sentence = "three letters like EUR or CNY", .standard = "EUR", .known = fixed},
  }};
}

Entry experts_entry() {
  return {.name = "experts", .takes = Takes::table, .sentence = "who corrects the results, and who is asked what was refused", .of = {
    {.name = "group", .takes = Takes::name, .sentence = "the group whose members may correct results and answer what was refused; administrators always may", .known = fixed},
    {.name = "question", .takes = Takes::condition, .sentence = "one ${...} over the inputs: the text that an expert is asked when a run was refused; without it nobody is"},
    {.name = "answer", .sentence = "the output that an expert's answer is; without it the first", .known = fixed},
    {.name = "topics", .takes = Takes::tables, .sentence = "who is asked first, by words of the question", .of = {
      {.name = "words", .takes = Takes::texts, .need = Need::required, .sentence = "a question with one of them is this person's", .known = fixed},
      {.name = "person", .takes = Takes::name, .need = Need::required, .sentence = "the user who is asked", .known = fixed},
    }},
    {.name = "collection", .takes = Takes::name, .sentence = "where answers become documents; without it where the first match step looks, else one named like the app", .known = fixed},
  }};
}

Entry trigger_entry() {
  return {.name = "trigger", .takes = Takes::tables, .sentence = "what starts runs by itself: each item is a folder, rows or a schedule", .of = {
    {.name = "folder", .sentence = "each new file in this folder of the workspace starts a run", .known = fixed},
    {.name = "rows", .sentence = "each new row of this .csv or .jsonl file starts a run", .known = fixed},
    {.name = "schedule", .sentence = "minute, hour, day, month and weekday as cron writes them: \"0 7 * * 1-5\"", .known = fixed},
    {.name = "inputs", .takes = Takes::values, .sentence = "what each input is made of, over file and row"},
    {.name = "as", .sentence = "the user whose rights its runs have; without it an administrator's", .known = fixed},
  }};
}

Entry models_entry() {
  return {.name = "models", .takes = Takes::named, .sentence = "the small models that `groundwork train` fits, by name", .of = {
    {.name = "kind", .takes = Takes::choice, .need = Need::required, .sentence = "labels says one of a few, people who takes it, clauses where a text says it", .choices = {"labels", "people", "clauses"}, .known = fixed},
    {.name = "from", .takes = Takes::file, .sentence = "the past records: a .csv, .tsv, .jsonl or .xlsx file; without it, the app's cases", .known = fixed},
    {.name = "inputs", .takes = Takes::values, .sentence = "what it looks at: a name and the column that holds it", .known = fixed},
    {.name = "label", .sentence = "the column, or the output of a case, that says what was decided", .known = fixed},
    {.name = "time", .sentence = "the column that says when it was decided", .known = fixed},
    {.name = "reviewers", .sentence = "of people: the column with others who looked after it", .known = fixed},
    {.name = "traces", .sentence = "of people: the column with what it left behind, known only afterwards, as names of files", .known = fixed},
    {.name = "text", .sentence = "of clauses: the column or input with the text", .standard = "text", .known = fixed},
    {.name = "clauses", .takes = Takes::file, .sentence = "of clauses: a .csv or .jsonl file with an id and a statement each", .known = fixed},
  }};
}

}  // namespace

const std::vector<Entry>& app_entries() {
  static const std::vector<Entry> all{
      {.name = "name", .need = Need::required, .sentence = "the file's name without .yaml", .known = fixed},
      {.name = "title", .takes = Takes::words, .need = Need::required, .sentence = "what people call it", .known = fixed},
      {.name = "purpose", .takes = Takes::words, .sentence = "what it does for them, in one sentence", .known = fixed},
      {.name = "inputs", .takes = Takes::schemas, .need = Need::required, .sentence = "what goes in: a name and what it may be, each", .known = fixed},
      {.name = "outputs", .takes = Takes::schemas, .need = Need::required, .sentence = "what comes out: a name and what it may be, each", .known = fixed},
      {.name = "steps", .takes = Takes::steps, .need = Need::required, .sentence = "what is done, in order"},
      {.name = "output", .takes = Takes::values, .need = Need::required, .sentence = "what each output is made of, by ${...}"},
      {.name = "groups", .takes = Takes::texts, .sentence = "the groups whose members may run it; without it everyone who may come in", .known = fixed},
      models_entry(),
      cases_entry(),
      gate_entry(),
      experts_entry(),
      value_entry(),
      trigger_entry(),
  };
  return all;
}

const std::vector<Entry>& step_entries() {
  static const std::vector<Entry> all{
      {.name = "id", .need = Need::required, .sentence = "a word by which later steps refer to it", .known = fixed},
      {.name = "kind", .need = Need::required, .sentence = "what the step does; `groundwork kinds --family step` lists them", .known = fixed},
      {.name = "when", .takes = Takes::condition, .sentence = "a condition; when it is not true the step is skipped"},
      {.name = "each", .takes = Takes::condition, .sentence = "a list; the step is taken for every item of it"},
      {.name = "retry", .takes = Takes::table, .sentence = "tries again after a failure that may pass", .of = {
        {.name = "times", .takes = Takes::integer, .need = Need::required, .sentence = "how many further tries", .least = 1, .most = 10, .known = fixed},
        {.name = "wait", .takes = Takes::duration, .sentence = "how long before the first of them; it doubles", .standard = "1s", .least = 0, .most = 3600, .known = fixed},
      }},
      {.name = "timeout", .takes = Takes::duration, .sentence = "after it the step has failed", .least = 0.01, .most = 86400, .known = fixed},
      {.name = "on_refuse", .sentence = "what follows when the step refuses: end, continue or the id of a later step", .standard = "end", .known = fixed},
  };
  return all;
}

std::vector<Entry> entries_of(const StepKind& kind) {
  std::vector<Entry> out = step_entries();
  for (const auto& setting : kind.settings) out.push_back(setting);
  return out;
}

}  // namespace gw
