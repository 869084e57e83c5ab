// Walks the tree over a scope. What stands in the scope is pointed at, never copied; what is made lives in `made_` until the end.
#include <fmt/format.h>

#include <cmath>
#include <deque>

#include "base/result.h"
#include "rules/expression_node.h"
#include "rules/values.h"

namespace gw {
namespace {

using Node = ExpressionNode;
using Value = const json::value*;

const json::value nothing;

Value member_of(const json::value& value, std::string_view name) {
  if (value.is_null()) return &nothing;
  const auto* object = value.if_object();
  if (object == nullptr) {
    throw Error(Code::invalid, fmt::format("{} has no member \"{}\"{}.", type_in_words(value), name,
                                           value.is_array() ? "; [*] takes it of each item, [0] of the first" : ""));
  }
  const Value found = object->if_contains(json::string_view(name.data(), name.size()));
  return found == nullptr ? &nothing : found;
}

Value item_of(const json::value& value, const json::value& index) {
  if (value.is_null() || index.is_null()) return &nothing;
  if (const auto* name = index.if_string()) return member_of(value, view_of(*name));
  const auto* list = value.if_array();
  if (list == nullptr || !is_number(index)) throw Error(Code::invalid, fmt::format("{} has no item at {}.", type_in_words(value), type_in_words(index)));
  double at = number_in(index);
  if (std::trunc(at) != at) throw Error(Code::invalid, "An index is a whole number.");
  const auto size = static_cast<double>(list->size());
  if (at < 0) at += size;
  return at < 0 || at >= size ? &nothing : &(*list)[static_cast<std::size_t>(at)];
}

class Evaluation {
 public:
  Evaluation(std::string_view text, const json::object& scope) : text_(text), scope_(scope) {}

  json::value run(const Node& root) { return *value(root); }

 private:
  // Adds the part of the expression to what went wrong in it.
  template <class Work>
  auto at(const Node& node, Work&& work) const {
    auto result = as_result(work);
    if (!result) throw Error(result.error().code(), fmt::format("{}: {}", text_.substr(node.from, node.to - node.from), result.error().message()));
    return std::move(*result);
  }

  Value value(const Node& node) {
    switch (node.operation) {
      case Operation::literal: return &node.literal;
      case Operation::root: return named(node.name);
      case Operation::member:
      case Operation::index:
      case Operation::each: return path(node);
      case Operation::list: return listed(node);
      case Operation::call: return called(node);
      case Operation::negate: return negated(node);
      case Operation::negation: return keep(!truthy(*value(*node.parts[0])));
      case Operation::both: return keep(truthy(*value(*node.parts[0])) && truthy(*value(*node.parts[1])));
      case Operation::either: return keep(truthy(*value(*node.parts[0])) || truthy(*value(*node.parts[1])));
      case Operation::otherwise: {
        const Value left = value(*node.parts[0]);
        return left->is_null() ? value(*node.parts[1]) : left;
      }
      default: {
        const Value left = value(*node.parts[0]), right = value(*node.parts[1]);
        return keep(at(node, [&] { return apply_operator(node.operation, *left, *right); }));
      }
    }
  }

  Value named(std::string_view name) const {
    const Value found = scope_.if_contains(json::string_view(name.data(), name.size()));
    return found == nullptr ? &nothing : found;
  }

  Value path(const Node& node) {
    const Value base = value(*node.parts[0]);
    const Value index = node.operation == Operation::index ? value(*node.parts[1]) : &nothing;
    if (node.operation == Operation::each) return all_of(node, *base);
    const auto step = [&](const json::value& from) {
      return at(node, [&] { return node.operation == Operation::member ? member_of(from, node.name) : item_of(from, *index); });
    };
    if (!node.spread || !base->is_array()) return step(*base);
    json::array out;
    for (const auto& item : base->get_array()) out.push_back(*step(item));
    return keep(std::move(out));
  }

  // base[*]: the items; behind another [*], the items of all its items in one list.
  Value all_of(const Node& node, const json::value& base) {
    if (base.is_null()) return keep(json::array());
    if (!base.is_array()) at(node, [&]() -> int { throw Error(Code::invalid, fmt::format("[*] takes the items of a list, not {}.", type_in_words(base))); });
    if (!node.parts[0]->spread) return &base;
    json::array out;
    for (const auto& inner : base.get_array()) {
      if (const auto* items = inner.if_array()) out.insert(out.end(), items->begin(), items->end());
      else if (!inner.is_null()) out.push_back(inner);
    }
    return keep(std::move(out));
  }

  Value listed(const Node& node) {
    json::array out;
    for (const auto& part : node.parts) out.push_back(*value(*part));
    return keep(std::move(out));
  }

  Value called(const Node& node) {
    std::vector<Value> values;
    for (const auto& part : node.parts) values.push_back(value(*part));
    return keep(at(node, [&] { return node.function->apply({node.function->name, values}); }));
  }

  Value negated(const Node& node) {
    const Value inner = value(*node.parts[0]);
    return keep(at(node, [&] { return apply_operator(Operation::subtract, json::value(0), *inner); }));
  }

  Value keep(json::value value) {
    if (value.is_structured() || value.is_string()) {
      check_made(value);
      // Many results of the largest size would fill the memory, even from 2,000 characters.
      made_bytes_ += weight(value);
      if (made_bytes_ > 8 * made_bytes_most) throw Error(Code::invalid, "The expression makes more than 8 MB on its way.");
    }
    made_.push_back(std::move(value));
    return &made_.back();
  }
  static std::size_t weight(const json::value& value) {
    if (const auto* text = value.if_string()) return text->size();
    std::size_t total = 0;
    if (const auto* list = value.if_array())
      for (const auto& item : *list) total += 16 + weight(item);
    if (const auto* object = value.if_object())
      for (const auto& member : *object) total += 16 + member.key().size() + weight(member.value());
    return total;
  }

  std::string_view text_;
  const json::object& scope_;
  std::deque<json::value> made_;
  std::size_t made_bytes_ = 0;
};

}  // namespace

json::value value_of(const ExpressionNode& root, std::string_view text, const json::object& scope) { return Evaluation(text, scope).run(root); }

}  // namespace gw
