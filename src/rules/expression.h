// A small expression over JSON values, as app files and rules write it: ${steps.find.hits[0].score >= 0.5 and inputs.urgent}.
//
//   paths        inputs.title, steps.find.hits[0].document, item.name, inputs["a b"], hits[-1], hits[*].document (all, as a list), 合同.金额
//   literals     1, 2.5, "text", 'text', true, false, null, [1, 2]
//   operators    or; and; not; == != < <= > >= in, not in; ?? (the right side where the left is null or missing); + -; * /; unary -
//                (from the loosest to the tightest; and, or and not give true or false)
//   functions    the rows of functions() (len, lower, upper, trim, contains, starts, ends, matches, round, min, max, sum, date, days, join, default, ...)
//
// Pure: no clock, no files, no loops over anything but the given values; time and size are bounded by the size of what it reads. What an expression
// makes (a value that stands in the scope is handed on as it is) holds at most 1 MB of text and 100,000 items; a pattern has 200 ms of this thread.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace gw {

/// A path that an expression reads, as far as it is known before running: steps.find.hits[0].document is {"steps", "find", "hits", "0", "document"} and
/// hits[*].score is {"hits", "*", "score"}; it ends at the first computed index.
using Reference = std::vector<std::string>;

class Expression {
 public:
  /// At most 2,000 characters and 64 levels. Error(invalid): what is wrong and, in `at` when given, the byte offset in `text` where it stands.
  static Expression parse(std::string_view text, std::size_t* at = nullptr);

  /// The value over `scope` (an object: "inputs", "steps", ...). A missing member is null; an operator on the wrong type is Error(invalid) that names the
  /// types and the part of the expression. Comparing null with anything by < <= > >= is false; == compares numbers by value. What + - * / make is right
  /// to 15 digits, as on paper: 0.1 + 0.2 == 0.3.
  json::value evaluate(const json::object& scope) const;

  const std::vector<Reference>& references() const;
  const std::string& text() const;  ///< as it was written

 private:
  struct Inside;
  std::shared_ptr<const Inside> inside_;  // immutable, shared by copies
};

/// Whether a value counts as true: not null, false, 0, "", [] or {}.
bool truthy(const json::value& value);

/// Text with ${...} in it. A text that is one ${...} alone gives the value itself; else each piece is written into the text (a string bare, null as
/// nothing, all else as JSON). "$${" writes "${".
class Template {
 public:
  static Template parse(std::string_view text, std::size_t* at = nullptr);  ///< errors as Expression::parse, an unclosed ${ too
  json::value fill(const json::object& scope) const;  ///< errors as Expression::evaluate; the text it writes holds at most 1 MB
  /// Always a text, whose values are written by `write` instead; errors as fill.
  std::string fill_as(const json::object& scope, const std::function<std::string(const json::value&)>& write) const;
  std::vector<Reference> references() const;
  bool constant() const;  ///< no ${...} in it

 private:
  struct Piece { std::string text; std::shared_ptr<const Expression> expression; };
  std::vector<Piece> pieces_;
};

/// What a function was called with. The readers throw Error(invalid) that says which function wants what; positions count from 0.
class Arguments {
 public:
  Arguments(std::string_view function, std::span<const json::value* const> values) : function_(function), values_(values) {}
  std::size_t size() const { return values_.size(); }
  const json::value& operator[](std::size_t i) const { return *values_[i]; }
  std::string_view text(std::size_t i) const;
  double number(std::size_t i) const;
  std::int64_t whole(std::size_t i) const;  ///< a whole number of at most nine digits
  const json::array& list(std::size_t i) const;
  [[noreturn]] void refuse(std::size_t i, std::string_view wanted) const;

 private:
  std::string_view function_;
  std::span<const json::value* const> values_;
};

struct FunctionKind {
  std::string_view name, sentence;
  std::string_view example;  ///< a call and what it gives: len("合同") -> 2
  int least = 1, most = 1;   ///< arguments
  json::value (*apply)(const Arguments& arguments);
};
/// All functions in reading order.
std::span<const FunctionKind> functions();

}  // namespace gw
