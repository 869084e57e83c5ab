// A small expression over JSON values, as app files and rules write it: ${steps.find.hits[0].score >= 0.5 and inputs.urgent}.
//
//   paths        inputs.title, steps.find.hits[0].document, item.name, inputs["a b"], hits[-1], hits[*].document (all, as a list)
//   literals     1, 2.5, "text", 'text', true, false, null, [1, 2]
//   operators    or; and; not; == != < <= > >= in; ?? (the right side where the left is null or missing); + - ; * /; unary -
//   functions    the rows of functions() (len, lower, upper, trim, contains, starts, ends, matches, round, min, max, sum, date, days, join, default, ...)
//
// Pure: no clock, no files, no loops over anything but the given values; time and size are bounded by the size of what it reads.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace gw {

/// A path that an expression reads, as far as it is known before running: {"steps", "find", "hits"}; it ends at the first computed index.
using Reference = std::vector<std::string>;

class Expression {
 public:
  /// At most 2,000 characters and 64 levels. Error(invalid): what is wrong and, in `at` when given, the byte offset in `text` where it stands.
  static Expression parse(std::string_view text, std::size_t* at = nullptr);

  /// The value over `scope` (an object: "inputs", "steps", ...). A missing member is null; an operator on the wrong type is Error(invalid) that names the
  /// types and the part of the expression. Comparing null with anything by < <= > >= is false; == compares numbers by value.
  json::value evaluate(const json::object& scope) const;

  const std::vector<Reference>& references() const;

 private:
  struct Node;
  std::shared_ptr<const Node> root_;  // immutable, shared by copies
  std::shared_ptr<const std::vector<Reference>> references_;
};

/// Whether a value counts as true: not null, false, 0, "", [] or {}.
bool truthy(const json::value& value);

/// Text with ${...} in it. A text that is one ${...} alone gives the value itself; else each piece is written into the text (a string bare, null as
/// nothing, all else as JSON). "$${" writes "${".
class Template {
 public:
  static Template parse(std::string_view text, std::size_t* at = nullptr);  ///< errors as Expression::parse, an unclosed ${ too
  json::value fill(const json::object& scope) const;
  std::vector<Reference> references() const;
  bool constant() const;  ///< no ${...} in it

 private:
  struct Piece { std::string text; std::shared_ptr<const Expression> expression; };
  std::vector<Piece> pieces_;
};

struct FunctionKind {
  std::string_view name, sentence, example;
  int least = 1, most = 1;  ///< arguments
  json::value (*apply)(std::span<const json::value> arguments);
};
/// All functions in reading order.
std::span<const FunctionKind> functions();

}  // namespace gw
