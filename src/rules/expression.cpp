#include "rules/expression.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "rules/expression_node.h"
#include "rules/values.h"

namespace gw {
namespace {

constexpr std::size_t characters_most = 2'000;

// The path to `node` so far; `open` while nothing computed stands in it.
Reference path_of(const ExpressionNode& node, bool& open) {
  if (node.operation == Operation::root) return {node.name};
  if (node.operation != Operation::member && node.operation != Operation::index && node.operation != Operation::each) {
    open = false;
    return {};
  }
  Reference path = path_of(*node.parts[0], open);
  if (!open) return path;
  if (node.operation == Operation::member) path.push_back(node.name);
  else if (node.operation == Operation::each) path.emplace_back("*");
  else if (node.parts[1]->operation == Operation::literal) path.push_back(written(node.parts[1]->literal));
  else if (node.parts[1]->operation == Operation::negate && node.parts[1]->parts[0]->operation == Operation::literal) path.push_back("-" + written(node.parts[1]->parts[0]->literal));
  else open = false;
  return path;
}

// `inside`: the node is the base of a path that was noted already.
void collect(const ExpressionNode& node, bool inside, std::vector<Reference>& out) {
  const bool is_path = node.operation == Operation::root || node.operation == Operation::member || node.operation == Operation::index || node.operation == Operation::each;
  if (is_path && !inside) {
    bool open = true;
    if (auto path = path_of(node, open); !path.empty() && std::ranges::find(out, path) == out.end()) out.push_back(std::move(path));
  }
  for (std::size_t i = 0; i < node.parts.size(); ++i) collect(*node.parts[i], is_path && i == 0, out);
}

[[noreturn]] void refuse(ExpressionFault fault, std::size_t* at) {
  if (at != nullptr) *at = fault.at;
  throw Error(Code::invalid, std::move(fault.message));
}

}  // namespace

std::vector<Reference> references_of(const ExpressionNode& root) {
  std::vector<Reference> out;
  collect(root, false, out);
  return out;
}

Expression Expression::parse(std::string_view text, std::size_t* at) {
  if (count_code_points(text) > characters_most) refuse({0, "The expression has more than 2,000 characters."}, at);
  if (!is_utf8(text)) refuse({0, "The expression is no UTF-8 text."}, at);
  try {
    auto inside = std::make_shared<Inside>();
    inside->text = text;
    inside->root = tree_of_expression(text);
    inside->references = references_of(*inside->root);
    Expression expression;
    expression.inside_ = std::move(inside);
    return expression;
  } catch (ExpressionFault& fault) {
    refuse(std::move(fault), at);
  }
}

json::value Expression::evaluate(const json::object& scope) const { return value_of(*inside_->root, inside_->text, scope); }
const std::vector<Reference>& Expression::references() const { return inside_->references; }
const std::string& Expression::text() const { return inside_->text; }

bool truthy(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return false;
    case json::kind::bool_: return value.get_bool();
    case json::kind::string: return !value.get_string().empty();
    case json::kind::array: return !value.get_array().empty();
    case json::kind::object: return !value.get_object().empty();
    default: return number_in(value) != 0;
  }
}

}  // namespace gw
