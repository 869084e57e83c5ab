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

struct Gate { std::optional<double> correct_at_least, wrong_at_most; };

struct Worth {
  double minutes_by_hand = 0, minutes_to_check = 0, hourly_cost = 0, error_cost = 0;
  std::string currency = "EUR";
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
  std::vector<Trigger> triggers;
  std::vector<std::string> groups;  ///< who may run it; empty: everyone who may come in
  Bundle bundle;                    ///< of the version that it was read from; only `text` where it was read from a file

  const Step* step(std::string_view id) const;
};

/// The files of the workspace that a run of it reads: rules, templates, programs. Sorted, without repeats.
std::vector<std::string> files_named(const App& app);

/// The inputs as one schema of an object: for the form, OpenAPI, MCP, and to check what a run is started with.
Schema schema_of(const std::vector<Input>& inputs);

}  // namespace gw
