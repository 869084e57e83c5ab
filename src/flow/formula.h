// A value of an app file with holes: constants, and texts with ${...} that are filled when a run comes to them. Parsed once, filled often.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/yaml.h"
#include "rules/expression.h"

namespace gw {

class Formula {
 public:
  Formula() = default;  ///< null
  static Formula constant(json::value value);
  /// Error(invalid) when a ${...} in it is wrong; the checker has said so before.
  static Formula of(const Yaml& yaml);

  /// A table of formulas by name.
  static Formula table(std::vector<std::pair<std::string, Formula>> members);

  /// The value over `scope` (inputs, steps, run and, in an `each`, item and index). Errors as Expression::evaluate.
  json::value fill(const json::object& scope) const;

 private:
  enum class Kind { constant, text, list, table };
  Kind kind_ = Kind::constant;
  json::value constant_;
  std::optional<Template> text_;
  std::vector<std::pair<std::string, Formula>> members_;  // of a list without names
};

/// Whether a text has a ${...}, or a $${ that stands for one.
bool has_formula(std::string_view text);

}  // namespace gw
