// An application as its file declares it: inputs -> steps -> outputs, with the cases that test it, the gate that releases it and what it is worth.
//
// Plain structs; read_app (flow/check.h) makes them from a file, flow/run.h runs them. Nothing here changes once it is read.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flow/bundle.h"
#include "flow/duration.h"
#include "flow/formula.h"
#include "flow/schedule.h"
#include "flow/schema.h"

namespace gw {

struct StepKind;

struct Input {
  std::string name;
  Schema schema;
  bool required() const { return !schema.standard.has_value(); }
};
using Output = Input;  // an output has the same parts; it is always required

struct Retry {
  int times = 0;         ///< further tries after the first
  Duration wait{1000};   ///< before the first of them; it doubles
};

struct Step {
  std::string id;
  const StepKind* kind = nullptr;
  Formula settings;             ///< a table of what the kind's entries say; `fitted` makes it what the step gets
  Yaml written;                 ///< the same as in the file, with places
  std::optional<Formula> when;  ///< one ${...}: not true, and the step is skipped
  std::optional<Formula> each;  ///< one ${...} that gives a list
  Retry retry;
  std::optional<Duration> timeout;
  std::string on_refuse = "end";  ///< "end", "continue" or the id of a later step
  Place place;
};

struct CaseFile {
  std::string file;                                        ///< relative to the workspace
  std::vector<std::pair<std::string, std::string>> grade;  ///< output and grader ("exact", "set", ...)
};

struct Gate {
  std::optional<double> correct_at_least, wrong_at_most;
  double audit = 0;  ///< the share of live answers that experts look at; 0: none
};

struct Worth {
  double minutes_by_hand = 0, minutes_to_check = 0, hourly_cost = 0, error_cost = 0;
  std::optional<double> errors_by_hand;  ///< the share of results that are wrong without the app
  std::string currency = "EUR";
};

/// Who corrects the results, and who is asked what was refused.
struct Experts {
  struct Topic { std::vector<std::string> words; std::string person; };
  std::string group;                ///< "" where only administrators correct
  std::optional<Formula> question;  ///< the text of an expert's question, over `inputs`; none: nobody is asked
  std::string asks;                 ///< the input that `question` is, where it is one alone: what a rephrasing replaces
  std::string answer;               ///< the output that the expert's answer is
  std::vector<Topic> topics;        ///< the first that fits the question names the person
  std::string collection;           ///< where answers become documents
};

struct Trigger {
  enum class On { folder, rows, schedule };
  On on = On::folder;
  std::string what;                  ///< the folder, or the file or table whose new rows start runs, or the five fields
  std::optional<Schedule> schedule;  ///< of On::schedule
  Formula inputs;                    ///< a table of inputs that it gives, over `file`, `row` and `run`
  bool names_no_inputs = false;      ///< a row's columns or a JSON file's members are the inputs
  bool reads_text = false;           ///< the inputs may name `file.text`, for which the file is parsed
  std::string as;                    ///< the user whose rights hold; "": an administrator's
};

/// A small model that `groundwork train` fits, and from what.
struct ModelPlan {
  std::string name;
  std::string kind;     ///< "labels", "people", "clauses"
  std::string from;     ///< a file of past records; "": the app's cases
  std::vector<std::pair<std::string, std::string>> inputs;  ///< what the model calls it, and the column that holds it; empty: as they are called
  std::string label;    ///< the column, or the output of a case, that says what was decided
  std::string time;     ///< a column, or ""
  std::string reviewers, traces;  ///< of people: columns, or ""
  std::string text, clauses;      ///< of clauses: the column with the text; the file with an id and a statement each
  Place place;
};

struct App {
  std::string name;
  Words title, purpose;
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<Step> steps;
  std::vector<std::pair<std::string, Formula>> output;  ///< what each output is made of
  std::optional<CaseFile> cases;
  Gate gate;
  std::optional<Worth> worth;
  std::optional<Experts> experts;
  std::vector<Trigger> triggers;
  std::vector<ModelPlan> models;
  std::vector<std::string> groups;  ///< who may run it; empty: everyone who may come in
  Bundle bundle;                    ///< of the version that it was read from; only `text` where it was read from a file

  const Step* step(std::string_view id) const;
  const ModelPlan* model(std::string_view name) const;
};

/// The files of the workspace that a run of it reads: rules, templates, programs. Sorted, without repeats.
std::vector<std::string> files_named(const App& app);

/// The inputs as one schema of an object: for the form, OpenAPI, MCP, and to check what a run is started with.
Schema schema_of(const std::vector<Input>& inputs);

}  // namespace gw
