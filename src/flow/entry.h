// An entry of a table in an app file: a row that says what it is called, what it takes and what it is for. The checker, the JSON Schema for editors
// and the docs are all fed by these rows.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/yaml.h"

namespace gw {

enum class Takes {
  text,       ///< one text
  words,      ///< a text, or {en: .., zh: ..}
  number,
  integer,
  boolean,
  choice,     ///< one of `choices`
  file,       ///< a file of the workspace
  name,       ///< a name of something: letters, digits, - _ . of any script
  duration,   ///< 30s
  condition,  ///< one ${...} alone
  value,      ///< anything
  verbatim,   ///< anything, whose ${...} are not the app's but its reader's; a step finds it in StepCall::written
  texts,      ///< a list of texts
  values,     ///< a table of names and values
  schema,     ///< what a value may be
  schemas,    ///< a table of names and what each may be
  table,      ///< a table with the entries `of`
  tables,     ///< a list of such tables
  named,      ///< a table of names and such a table each
  steps,      ///< the steps of an app, each held against the entries of its kind
};
enum class Need { optional, required };
/// When the value is known: what holds ${...} only in a run; what is known at the check may not.
enum class Known { in_run, at_check };

struct Entry {
  std::string_view name;
  Takes takes = Takes::text;
  Need need = Need::optional;
  std::string_view sentence;       ///< what it says, without a full stop
  std::string_view standard = "";  ///< the default, as YAML; "" without one
  double least = 0, most = 0;      ///< bounds of a number or integer; equal: none
  std::vector<std::string_view> choices = {};
  std::vector<Entry> of = {};
  Known known = Known::in_run;
};

/// What a check of entries says and asks.
struct Findings {
  std::vector<Problem>& problems;
  /// Called for each scalar that may hold ${...} and does, with its entry.
  std::function<void(const Entry&, const Yaml&)> formula;
  std::function<bool(const std::string& path)> has_file;  ///< empty: not asked
};

/// Holds a table against its entries: unknown and missing ones, wrong types, numbers out of bounds. `owner` begins the sentence about an unknown
/// one: `a "search" step` (has no "tex"; did you mean "text"?).
void check_table(const Yaml& yaml, const std::vector<Entry>& entries, std::string_view owner, Findings& findings);

/// JSON Schema of such a table, for editors; refers to "#/$defs/...".
json::object editor_table(const std::vector<Entry>& entries);
json::object editor_entry(const Entry& entry);

/// The table as a step gets it, now that ${...} are filled: the members that have an entry, texts written as texts, defaults where members are
/// missing. Error(invalid) naming the first that is not what its entry takes.
json::object fitted(json::object table, const std::vector<Entry>& entries);

bool is_word(std::string_view text);  ///< 1 to 64 ASCII letters, digits and _, beginning with no digit: what an expression can refer to
bool is_name(std::string_view text);  ///< 1 to 64 letters, digits, - _ . of any script, beginning with a letter or digit

}  // namespace gw
