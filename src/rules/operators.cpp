#include <fmt/format.h>

#include "base/error.h"
#include "rules/expression_node.h"
#include "rules/values.h"

namespace gw {
namespace {

std::string_view sign_of(Operation operation) {
  switch (operation) {
    case Operation::less: return "<";
    case Operation::less_equal: return "<=";
    case Operation::more: return ">";
    case Operation::more_equal: return ">=";
    case Operation::in: return "in";
    case Operation::add: return "+";
    case Operation::subtract: return "-";
    case Operation::multiply: return "*";
    default: return "/";
  }
}

[[noreturn]] void refuse(Operation operation, const json::value& left, const json::value& right) {
  std::string hint;
  if ((left.is_string() && is_number(right)) || (is_number(left) && right.is_string())) hint = "; number() reads a number from a text, text() writes one";
  throw Error(Code::invalid, fmt::format("{} and {} do not go with {}{}.", type_in_words(left), type_in_words(right), sign_of(operation), hint));
}

template <class T>
bool ordered(Operation operation, const T& a, const T& b) {
  switch (operation) {
    case Operation::less: return a < b;
    case Operation::less_equal: return a <= b;
    case Operation::more: return a > b;
    default: return a >= b;
  }
}

bool compare(Operation operation, const json::value& left, const json::value& right) {
  if (left.is_null() || right.is_null()) return false;
  if (left.is_int64() && right.is_int64()) return ordered(operation, left.get_int64(), right.get_int64());
  if (is_number(left) && is_number(right)) return ordered(operation, number_in(left), number_in(right));
  if (left.is_string() && right.is_string()) return ordered(operation, view_of(left.get_string()), view_of(right.get_string()));
  refuse(operation, left, right);
}

bool is_in(const json::value& item, const json::value& whole) {
  if (whole.is_null()) return false;
  if (const auto* list = whole.if_array()) {
    for (const auto& other : *list)
      if (same_value(item, other)) return true;
    return false;
  }
  if (item.is_null()) return false;
  if (whole.is_string() && item.is_string()) return view_of(whole.get_string()).find(view_of(item.get_string())) != std::string_view::npos;
  if (whole.is_object() && item.is_string()) return whole.get_object().contains(item.get_string());
  refuse(Operation::in, item, whole);
}

json::value reckon(Operation operation, const json::value& left, const json::value& right) {
  if (left.is_int64() && right.is_int64() && operation != Operation::divide) {
    const std::int64_t a = left.get_int64(), b = right.get_int64();
    std::int64_t out = 0;
    const bool over = operation == Operation::add        ? __builtin_add_overflow(a, b, &out)
                      : operation == Operation::subtract ? __builtin_sub_overflow(a, b, &out)
                                                         : __builtin_mul_overflow(a, b, &out);
    if (!over) return out;
  }
  const double a = number_in(left), b = number_in(right);
  if (operation == Operation::divide && b == 0) throw Error(Code::invalid, "Nothing can be divided by 0.");
  switch (operation) {
    case Operation::add: return number_value(a + b);
    case Operation::subtract: return number_value(a - b);
    case Operation::multiply: return number_value(a * b);
    default: return number_value(a / b);
  }
}

json::value add(const json::value& left, const json::value& right) {
  if (left.is_string() && right.is_string()) {
    std::string out(view_of(left.get_string()));
    append_bounded(out, view_of(right.get_string()));
    return json::value(out);
  }
  if (left.is_array() && right.is_array()) {
    json::array out = left.get_array();
    for (const auto& item : right.get_array()) append_bounded(out, item);
    return out;
  }
  refuse(Operation::add, left, right);
}

}  // namespace

json::value apply_operator(Operation operation, const json::value& left, const json::value& right) {
  switch (operation) {
    case Operation::equal: return same_value(left, right);
    case Operation::unequal: return !same_value(left, right);
    case Operation::in: return is_in(left, right);
    case Operation::not_in: return !is_in(left, right);
    case Operation::less:
    case Operation::less_equal:
    case Operation::more:
    case Operation::more_equal: return compare(operation, left, right);
    default: break;
  }
  if (is_number(left) && is_number(right)) return reckon(operation, left, right);
  if (operation == Operation::add) return add(left, right);
  refuse(operation, left, right);
}

}  // namespace gw
