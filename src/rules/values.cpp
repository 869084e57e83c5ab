#include "rules/values.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "base/error.h"

namespace gw {
namespace {

[[noreturn]] void refuse_text() { throw Error(Code::invalid, "The expression makes more than 1 MB of text."); }
[[noreturn]] void refuse_items() { throw Error(Code::invalid, "The expression makes more than 100,000 items."); }

void count(const json::value& value, std::size_t& bytes, std::size_t& items) {
  if (const auto* text = value.if_string()) {
    if ((bytes += text->size()) > made_bytes_most) refuse_text();
  } else if (const auto* list = value.if_array()) {
    if ((items += list->size()) > made_items_most) refuse_items();
    for (const auto& item : *list) count(item, bytes, items);
  } else if (const auto* object = value.if_object()) {
    if ((items += object->size()) > made_items_most) refuse_items();
    for (const auto& member : *object) {
      if ((bytes += member.key().size()) > made_bytes_most) refuse_text();
      count(member.value(), bytes, items);
    }
  }
}

bool same_objects(const json::object& a, const json::object& b) {
  if (a.size() != b.size()) return false;
  for (const auto& member : a) {
    const auto* other = b.if_contains(member.key());
    if (other == nullptr || !same_value(member.value(), *other)) return false;
  }
  return true;
}

bool same_lists(const json::array& a, const json::array& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same_value(a[i], b[i])) return false;
  return true;
}

}  // namespace

bool is_number(const json::value& value) { return value.is_int64() || value.is_uint64() || value.is_double(); }

double number_in(const json::value& value) {
  if (value.is_int64()) return static_cast<double>(value.get_int64());
  if (value.is_uint64()) return static_cast<double>(value.get_uint64());
  return value.get_double();
}

json::value number_value(double number) {
  if (!std::isfinite(number)) throw Error(Code::invalid, "The number is too large to be reckoned with.");
  constexpr double exact = 9007199254740992;  // 2^53: every whole number below it is a double
  if (std::abs(number) < exact && std::trunc(number) == number) return static_cast<std::int64_t>(number);
  // A double holds 15 decimal digits surely; rounding to them gives what a person reckons on paper.
  number = std::strtod(fmt::format("{:.15g}", number).c_str(), nullptr);
  if (std::abs(number) < exact && std::trunc(number) == number) return static_cast<std::int64_t>(number);
  return number;
}

std::string_view type_in_words(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return "true or false";
    case json::kind::string: return "a text";
    case json::kind::array: return "a list";
    case json::kind::object: return "an object";
    default: return "a number";
  }
}

bool same_value(const json::value& a, const json::value& b) {
  if (is_number(a) && is_number(b)) return a.is_double() || b.is_double() ? number_in(a) == number_in(b) : a == b;
  if (a.is_array() && b.is_array()) return same_lists(a.get_array(), b.get_array());
  if (a.is_object() && b.is_object()) return same_objects(a.get_object(), b.get_object());
  return a == b;
}

std::string written(const json::value& value) {
  if (value.is_null()) return "";
  if (const auto* text = value.if_string()) return std::string(view_of(*text));
  return json_text(value);
}

void append_bounded(std::string& out, std::string_view piece) {
  if (piece.size() > made_bytes_most - out.size()) refuse_text();
  out += piece;
}

void append_bounded(json::array& out, json::value item) {
  if (out.size() >= made_items_most) refuse_items();
  out.push_back(std::move(item));
}

void check_made(const json::value& value) {
  std::size_t bytes = 0, items = 0;
  count(value, bytes, items);
}

}  // namespace gw
