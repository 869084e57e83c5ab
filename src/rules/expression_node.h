// The tree of one expression, and the tokens it is read from.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/expression.h"

namespace gw {

/// Why a text is no expression, and at which byte.
struct ExpressionFault {
  std::size_t at = 0;
  std::string message;
};

enum class ExpressionToken : std::uint8_t { end, name, number, text, sign };
struct ExpressionWord {
  ExpressionToken kind = ExpressionToken::end;
  std::uint32_t from = 0, to = 0;  ///< bytes
  std::string text;                ///< a name, a sign, the content of a quoted text
  json::value number;
};
/// Throws ExpressionFault. The last word is of kind `end`.
std::vector<ExpressionWord> words_of_expression(std::string_view text);

enum class Operation : std::uint8_t {
  literal, root, member, index, each, list, call, negate, negation, both, either,
  equal, unequal, less, less_equal, more, more_equal, in, not_in, otherwise, add, subtract, multiply, divide
};

struct ExpressionNode {
  Operation operation = Operation::literal;
  std::uint32_t from = 0, to = 0;  ///< bytes of the expression's text
  std::string name;                ///< of a root or member
  json::value literal;
  const FunctionKind* function = nullptr;
  bool spread = false;             ///< behind a [*]: its value is a list, and what follows is taken of each item
  std::vector<std::unique_ptr<const ExpressionNode>> parts;
};

struct Expression::Inside {
  std::string text;
  std::unique_ptr<const ExpressionNode> root;
  std::vector<Reference> references;
};

/// Throws ExpressionFault.
std::unique_ptr<const ExpressionNode> tree_of_expression(std::string_view text);
std::vector<Reference> references_of(const ExpressionNode& root);

/// Errors as Expression::evaluate; `text` is what the tree was read from.
json::value value_of(const ExpressionNode& root, std::string_view text, const json::object& scope);

/// The operators on two values. Error(invalid) without the part of the expression: the caller adds it.
json::value apply_operator(Operation operation, const json::value& left, const json::value& right);

}  // namespace gw
